import fc from 'fast-check';
import { encodeMessage, frameEvent, sealObject } from '@panorama/playground';
import {
  frameSplitter,
  openEvent,
  openObject,
  ProtobufListSplitter,
} from './kubernetesProtobuf';
import { readPod } from './podProtobuf';
import { ProtobufReader, ProtobufSyntaxError } from './ProtobufReader';
import { ObjectTooLargeError, type Splitter } from './splitEvents';
import { podJson } from './testUtils/podJson';
import { podProtobufBytes } from '../__testUtils__/podProtobufBytes';
import { messageOf } from '@panorama/playground';

const POD = { kind: 'Pod', apiVersion: 'v1' };
const NAMES = ['cart', 'größe', 'pay', 'a-name-of-some-more-bytes'];

/** Feeds bytes in pieces of these sizes, again and again. */
function feed(splitter: Splitter, bytes: Buffer, sizes: number[]) {
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length];
    splitter.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 9_000 }), {
  minLength: 1,
  maxLength: 6,
});

const named = (name: string) => podJson({ name, labels: { app: name } });

/** Length-delimited field `number` of a message. */
function field(number: number, content: Buffer): Buffer {
  const head: number[] = [number * 8 + 2];
  let rest = content.length;
  for (; rest > 127; rest >>>= 7) {
    head.push((rest & 0x7f) | 0x80);
  }
  head.push(rest);
  return Buffer.concat([Buffer.from(head), content]);
}

/** `k8s\0`, TypeMeta, and the list in field 2, by hand from runtime.Unknown. */
function listBytes(names: string[], metadata: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('k8s\0', 'latin1'),
    field(1, field(1, Buffer.from('v1'))),
    field(
      2,
      Buffer.concat([
        field(1, metadata),
        ...names.map(name => field(2, podProtobufBytes(named(name)))),
      ]),
    ),
    field(3, Buffer.alloc(0)),
    field(4, Buffer.alloc(0)),
  ]);
}

const LIST_METADATA = Buffer.concat([
  field(2, Buffer.from('123')),
  field(3, Buffer.from('more')),
]);

describe('events as protobuf', () => {
  const frames = (names: string[]) =>
    Buffer.concat(
      names.map(name =>
        frameEvent('ADDED', sealObject(POD, messageOf('pods')!, named(name))),
      ),
    );

  it('come one by one, however the body is cut', () => {
    const bytes = frames(NAMES);
    fc.assert(
      fc.property(sizes, pieces => {
        const seen: string[] = [];
        const splitter = frameSplitter((buffer, start, end) => {
          const reader = new ProtobufReader(buffer, start, end);
          const type = openEvent(reader);
          openObject(reader);
          const { metadata } = readPod(reader);
          seen.push(`${type} ${metadata.labels?.app}`);
        });
        feed(splitter, bytes, pieces);
        expect(seen).toEqual(NAMES.map(name => `ADDED ${name}`));
        expect(splitter.isComplete()).toBe(true);
      }),
    );
  });

  it('are not complete in the middle of one', () => {
    const bytes = frames(['cart']);
    const splitter = frameSplitter(() => {});
    splitter.push(bytes.subarray(0, bytes.length - 1));
    expect(splitter.isComplete()).toBe(false);
  });

  it('are refused when one says that it is larger than any object can be', () => {
    const splitter = frameSplitter(() => {});
    expect(() => splitter.push(Buffer.from([0x7f, 0, 0, 0]))).toThrow(
      ObjectTooLargeError,
    );
  });

  it('are refused when they are something else', () => {
    const splitter = frameSplitter((buffer, start, end) => {
      const reader = new ProtobufReader(buffer, start, end);
      openEvent(reader);
      openObject(reader);
    });
    const message = field(2, field(1, Buffer.from('<html>')));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length);
    expect(() => splitter.push(Buffer.concat([length, message]))).toThrow(
      ProtobufSyntaxError,
    );
  });
});

describe('a list as protobuf', () => {
  it('gives its items one by one and then its metadata, however the body is cut', () => {
    const bytes = listBytes(NAMES, LIST_METADATA);
    fc.assert(
      fc.property(sizes, pieces => {
        const seen: Array<string | undefined> = [];
        const splitter = new ProtobufListSplitter((buffer, start, end) => {
          const pod = readPod(new ProtobufReader(buffer, start, end));
          seen.push(pod.metadata.labels?.app);
        });
        feed(splitter, bytes, pieces);
        expect(seen).toEqual(NAMES);
        expect(splitter.isComplete()).toBe(true);
        expect(splitter.metadata).toEqual({
          resourceVersion: '123',
          continue: 'more',
        });
      }),
    );
  });

  it('may have no items', () => {
    const splitter = new ProtobufListSplitter(() => {
      throw new Error('there is none');
    });
    splitter.push(listBytes([], field(2, Buffer.from('7'))));
    expect(splitter.isComplete()).toBe(true);
    expect(splitter.metadata).toEqual({ resourceVersion: '7' });
  });

  it('is not complete before its last byte', () => {
    const bytes = listBytes(NAMES, LIST_METADATA);
    const splitter = new ProtobufListSplitter(() => {});
    // Without the two empty fields behind the list.
    splitter.push(bytes.subarray(0, bytes.length - 5));
    expect(splitter.isComplete()).toBe(false);
  });

  it('is refused when it is something else', () => {
    const splitter = new ProtobufListSplitter(() => {});
    expect(() => splitter.push(Buffer.from('{"kind":"PodList"}'))).toThrow(
      ProtobufSyntaxError,
    );
  });

  it('is what the encoder of a whole message writes', () => {
    const message = messageOf('pods')!;
    const pod = named('cart');
    expect(encodeMessage(message, pod)).toEqual(podProtobufBytes(pod));
  });
});
