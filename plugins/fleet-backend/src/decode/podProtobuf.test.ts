import fc from 'fast-check';
import { podFacts } from './podFacts';
import { readPod } from './podProtobuf';
import { ProtobufReader, ProtobufSyntaxError } from './ProtobufReader';
import { selectJson } from './selectJson';
import { POD_SELECTION, type SelectedPod } from './selectedPod';
import { podJson } from './testUtils/podJson';
import { podProtobufBytes } from '../__testUtils__/podProtobufBytes';

const NOW = Date.parse('2026-11-20T09:00:00Z');

function fromProtobuf(pod: object): SelectedPod {
  const bytes = podProtobufBytes(pod);
  // In the middle of other bytes, as in a chunk of a socket.
  const buffer = Buffer.concat([Buffer.from([0xff]), bytes, Buffer.from('z')]);
  return readPod(new ProtobufReader(buffer, 1, 1 + bytes.length));
}

function fromJson(pod: object): SelectedPod {
  const buffer = Buffer.from(JSON.stringify(pod));
  return selectJson<SelectedPod>(buffer, 0, buffer.length, POD_SELECTION);
}

const word = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,30}[a-z0-9])?$/);
const time = fc
  .date({
    min: new Date('2026-11-20T06:00:00Z'),
    max: new Date('2026-11-20T10:00:00Z'),
    noInvalidDate: true,
  })
  .map(date => `${date.toISOString().slice(0, 19)}Z`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const quantities = fc.dictionary(
  fc.constantFrom('cpu', 'memory', 'nvidia.com/gpu', 'ephemeral-storage'),
  fc.constantFrom('100m', '2', '512Mi', '1e3', '1500m'),
);
const resources = fc.record({
  requests: maybe(quantities),
  limits: maybe(quantities),
});
const container = fc.record({
  name: word,
  image: maybe(word),
  env: fc.constant([{ name: 'PASSWORD', value: 'hunter2-é-✓' }]),
  resources: maybe(resources),
  restartPolicy: maybe(fc.constant('Always')),
});
const termination = fc.record({
  exitCode: fc.constantFrom(0, 1, 137, 300, -1, -1073741819),
  reason: maybe(fc.constantFrom('OOMKilled', 'Error', 'Completed')),
  finishedAt: maybe(time),
});
const state = fc.oneof(
  fc.record({
    waiting: fc.record({
      reason: maybe(fc.constantFrom('CrashLoopBackOff', 'ImagePullBackOff')),
      message: fc.constant('back-off 5m0s restarting'),
    }),
  }),
  fc.record({ running: fc.record({ startedAt: maybe(time) }) }),
  fc.record({ terminated: termination }),
  fc.constant({}),
);
const containerStatus = fc.record({
  name: word,
  state: maybe(state),
  lastState: maybe(state),
  ready: fc.boolean(),
  started: maybe(fc.boolean()),
  restartCount: fc.nat(70_000),
  image: word,
});
const condition = fc.record({
  type: fc.constantFrom('Ready', 'PodScheduled', 'ContainersReady'),
  status: fc.constantFrom('True', 'False', 'Unknown'),
  reason: maybe(fc.constantFrom('Unschedulable', 'ContainersNotReady')),
  lastTransitionTime: time,
});
const pod = fc.record({
  metadata: fc.record({
    name: word,
    namespace: word,
    uid: fc.uuid(),
    resourceVersion: fc.nat().map(String),
    creationTimestamp: time,
    deletionTimestamp: maybe(time),
    labels: maybe(
      fc.dictionary(word, fc.oneof(word, fc.string(), fc.constant('größe ✓'))),
    ),
    ownerReferences: maybe(
      fc.array(
        fc.record({
          kind: fc.constantFrom('ReplicaSet', 'Job', 'Node'),
          name: word,
          controller: maybe(fc.boolean()),
        }),
        { maxLength: 2 },
      ),
    ),
  }),
  spec: maybe(
    fc.record({
      nodeName: maybe(word),
      restartPolicy: maybe(fc.constantFrom('Always', 'Never')),
      containers: maybe(fc.array(container, { maxLength: 3 })),
      initContainers: maybe(fc.array(container, { maxLength: 2 })),
      overhead: maybe(quantities),
      resources: maybe(resources),
    }),
  ),
  status: maybe(
    fc.record({
      phase: fc.constantFrom('Pending', 'Running', 'Succeeded', 'Failed'),
      reason: maybe(fc.constantFrom('Evicted', 'NodeLost')),
      qosClass: fc.constantFrom('Burstable', 'BestEffort', 'Guaranteed'),
      conditions: maybe(fc.array(condition, { maxLength: 4 })),
      containerStatuses: maybe(fc.array(containerStatus, { maxLength: 3 })),
      initContainerStatuses: maybe(fc.array(containerStatus, { maxLength: 2 })),
    }),
  ),
});

describe('a pod as protobuf', () => {
  it('gives the same row as the pod as JSON', () => {
    fc.assert(
      fc.property(pod, object => {
        expect(podFacts(fromProtobuf(object), NOW)).toEqual(
          podFacts(fromJson(object), NOW),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same row for a pod as API servers write it', () => {
    const object = podJson({
      name: 'cart-7d9-x1',
      labels: { app: 'cart' },
      owner: { kind: 'ReplicaSet', name: 'cart-7d9' },
      restarts: 300,
    });
    expect(podFacts(fromProtobuf(object), NOW)).toEqual(
      podFacts(fromJson(object), NOW),
    );
  });

  it('keeps nothing of what a row does not need', () => {
    const object = podJson({ name: 'cart' });
    expect(JSON.stringify(fromProtobuf(object))).not.toContain('hunter2');
  });

  it('leaves out empty texts, as JSON does', () => {
    const object = podJson({
      name: 'cart',
      spec: { nodeName: '' },
      status: { reason: '' },
    });
    const { spec, status } = fromProtobuf(object);
    expect(spec?.nodeName).toBeUndefined();
    expect(status?.reason).toBeUndefined();
  });

  it('does not let a label change the prototype', () => {
    const labels = JSON.parse('{"__proto__":"x","app":"cart"}');
    const { metadata } = fromProtobuf(podJson({ name: 'cart', labels }));
    expect(Object.getPrototypeOf(metadata.labels)).toBe(Object.prototype);
    expect(metadata.labels).toEqual({ app: 'cart' });
  });

  it('is refused or read, but never beyond its end, when bytes are broken', () => {
    const bytes = podProtobufBytes(podJson({ name: 'cart' }));
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.nat(255),
        fc.nat(bytes.length),
        (at, byte, end) => {
          const broken = Buffer.from(bytes);
          broken[at] = byte;
          const reader = new ProtobufReader(broken, 0, end);
          try {
            readPod(reader);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtobufSyntaxError);
          }
          expect(reader.position).toBeLessThanOrEqual(end + 1);
        },
      ),
      { numRuns: 500 },
    );
  });
});
