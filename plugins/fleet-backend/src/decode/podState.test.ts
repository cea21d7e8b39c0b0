import { podCondition, READINESS_GRACE_MS, RECENT_OOM_MS } from './podState';
import type { SelectedPod } from './selectedPod';
import { podJson, type PodOptions } from './testUtils/podJson';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const at = (msAgo: number) =>
  new Date(NOW - msAgo).toISOString().replace(/\.\d+/, '');

const condition = (options: Omit<PodOptions, 'name'>, nowMs = NOW) => {
  const { state, reason, lapses } = podCondition(
    podJson({ name: 'cart', ...options }) as SelectedPod,
    nowMs,
  );
  return { says: reason ? `${state} (${reason})` : state, lapses };
};

const waiting = (reason: string) => ({
  waiting: { reason, message: 'long text' },
});
const ended = (reason: string, exitCode: number, finishedAt = at(60_000)) => ({
  terminated: { reason, exitCode, finishedAt },
});
const init = (state: object, more: object = {}) => ({
  phase: 'Pending',
  status: {
    initContainerStatuses: [
      { name: 'migrate', ready: false, restartCount: 0, state, ...more },
    ],
  },
});

describe('the state of a pod', () => {
  test.each<[string, Omit<PodOptions, 'name'>]>([
    ['running', {}],
    [
      'completed',
      { phase: 'Succeeded', containerState: ended('Completed', 0) },
    ],
    [
      'failed (Evicted)',
      { phase: 'Failed', status: { reason: 'Evicted', containerStatuses: [] } },
    ],
    ['failed (Error)', { phase: 'Failed', containerState: ended('Error', 1) }],
    [
      'oom (OOMKilled)',
      { phase: 'Failed', containerState: ended('OOMKilled', 137) },
    ],
    ['unknown (NodeLost)', { status: { reason: 'NodeLost' } }],
    ['unknown (Unknown)', { phase: 'Unknown' }],
    ['terminating', { deletionTimestamp: at(5_000) }],
    [
      'terminating',
      {
        deletionTimestamp: at(5_000),
        ready: false,
        containerState: waiting('CrashLoopBackOff'),
      },
    ],
    ['completed', { phase: 'Succeeded', deletionTimestamp: at(5_000) }],
    [
      'crashloop (CrashLoopBackOff)',
      {
        ready: false,
        containerState: waiting('CrashLoopBackOff'),
        lastState: ended('Error', 1),
      },
    ],
    [
      'oom (OOMKilled)',
      {
        ready: false,
        containerState: waiting('CrashLoopBackOff'),
        lastState: ended('OOMKilled', 137),
      },
    ],
    [
      'oom (OOMKilled)',
      { ready: false, containerState: ended('OOMKilled', 137) },
    ],
    [
      'imagepull (ImagePullBackOff)',
      { phase: 'Pending', containerState: waiting('ImagePullBackOff') },
    ],
    [
      'imagepull (ErrImagePull)',
      { phase: 'Pending', containerState: waiting('ErrImagePull') },
    ],
    [
      'imagepull (InvalidImageName)',
      { phase: 'Pending', containerState: waiting('InvalidImageName') },
    ],
    [
      'failed (CreateContainerConfigError)',
      {
        phase: 'Pending',
        containerState: waiting('CreateContainerConfigError'),
      },
    ],
    [
      'failed (RunContainerError)',
      { phase: 'Pending', containerState: waiting('RunContainerError') },
    ],
    ['notready (Error)', { ready: false, containerState: ended('Error', 1) }],
    [
      'crashloop (Error)',
      { ready: false, restarts: 3, containerState: ended('Error', 1) },
    ],
    [
      'unschedulable (Unschedulable)',
      {
        phase: 'Pending',
        node: '',
        status: {
          containerStatuses: [],
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
          ],
        },
      },
    ],
    [
      'unschedulable (SchedulingGated)',
      {
        phase: 'Pending',
        node: '',
        status: {
          containerStatuses: [],
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'SchedulingGated',
            },
          ],
        },
      },
    ],
    [
      'starting (Pending)',
      {
        phase: 'Pending',
        node: '',
        status: { containerStatuses: [], conditions: [] },
      },
    ],
    [
      'starting (ContainerCreating)',
      { phase: 'Pending', containerState: waiting('ContainerCreating') },
    ],
    [
      'starting (ContainerCreating)',
      { phase: 'Pending', status: { containerStatuses: [] } },
    ],
    ['starting (Init:0/1)', init({ running: { startedAt: at(1_000) } })],
    ['crashloop (Init:CrashLoopBackOff)', init(waiting('CrashLoopBackOff'))],
    ['imagepull (Init:ImagePullBackOff)', init(waiting('ImagePullBackOff'))],
    ['notready (Init:Error)', init(ended('Error', 2))],
    [
      'starting (ContainerCreating)',
      {
        ...init(ended('Completed', 0)),
        containerState: waiting('ContainerCreating'),
      },
    ],
    [
      'starting (StartupProbe)',
      {
        ready: false,
        status: {
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              started: false,
              state: { running: { startedAt: at(60_000) } },
            },
          ],
        },
      },
    ],
    ['notready', { ready: false }],
  ])('is %s for %j', (says, options) => {
    expect(condition(options).says).toBe(says);
  });

  it('is the worst of its containers', () => {
    const status = (name: string, state: object) => ({
      name,
      ready: false,
      restartCount: 0,
      state,
    });
    expect(
      condition({
        ready: false,
        status: {
          containerStatuses: [
            status('a', waiting('ImagePullBackOff')),
            status('b', waiting('CreateContainerConfigError')),
            status('c', waiting('CrashLoopBackOff')),
          ],
        },
      }).says,
    ).toBe('failed (CreateContainerConfigError)');
  });

  it('waits for a sidecar only until it has started', () => {
    const sidecar = (started: boolean) => ({
      spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
      status: {
        initContainerStatuses: [
          {
            name: 'proxy',
            ready: started,
            started,
            restartCount: 0,
            state: { running: { startedAt: at(9_000) } },
          },
        ],
      },
    });
    expect(condition(sidecar(false)).says).toBe('starting (Init:0/1)');
    expect(condition(sidecar(true)).says).toBe('running');
  });

  it('remembers a container that was killed for memory, for ten minutes', () => {
    const pod = { restarts: 1, lastState: ended('OOMKilled', 137, at(60_000)) };
    expect(condition(pod)).toEqual({
      says: 'oom (OOMKilled)',
      lapses: {
        atMs: NOW - 60_000 + RECENT_OOM_MS,
        state: 'running',
        reason: undefined,
      },
    });
    expect(condition(pod, NOW - 60_000 + RECENT_OOM_MS).says).toBe('running');
  });

  it('lets a container that just started be unready for a moment', () => {
    const pod = {
      ready: false,
      containerState: { running: { startedAt: at(5_000) } },
    };
    expect(condition(pod)).toEqual({
      says: 'starting',
      lapses: { atMs: NOW - 5_000 + READINESS_GRACE_MS, state: 'notready' },
    });
    expect(condition(pod, NOW + READINESS_GRACE_MS).says).toBe('notready');
  });

  it('is never a healthy one for a pod that says nothing', () => {
    expect(
      podCondition(
        { metadata: { name: 'x', uid: 'u', resourceVersion: '1' } },
        NOW,
      ).state,
    ).toBe('starting');
  });
});
