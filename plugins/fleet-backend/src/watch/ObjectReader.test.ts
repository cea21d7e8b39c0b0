import { frameEvent, messageOf, sealObject } from '@panorama/playground';
import { POD_FIELDS } from '../decode/selectedPod';
import { podJson } from '../decode/testUtils/podJson';
import { JsonFormat } from './formats/JsonFormat';
import { PodProtobufFormat, PROTOBUF_TYPE } from './formats/PodProtobufFormat';
import { ObjectReader } from './ObjectReader';
import { ManualClock, ScriptedTransport, settle } from './testUtils/scripted';

const BOTH = `${PROTOBUF_TYPE},application/json`;

function reader() {
  const transport = new ScriptedTransport();
  const objects = new ObjectReader({
    path: '/api/v1/pods',
    transport,
    clock: new ManualClock(),
    formats: [new PodProtobufFormat(), new JsonFormat(POD_FIELDS)],
    onBytes: () => {},
  });
  const seen: string[] = [];
  const watch = () =>
    objects.watch(
      { watch: '1' },
      ({ type, object, status }) => {
        seen.push(`${type} ${object?.metadata.name ?? status?.message}`);
        return true;
      },
      new AbortController().signal,
    );
  return { transport, watch, seen, last: () => transport.last.accept };
}

const jsonEvent = (name: string) => ({
  type: 'ADDED',
  object: podJson({ name }),
});
const protobufEvent = (name: string) =>
  frameEvent(
    'ADDED',
    sealObject(
      { kind: 'Pod', apiVersion: 'v1' },
      messageOf('pods')!,
      podJson({ name }),
    ),
  );

/** `Status` in protobuf: message 3, reason 4, code 6 (meta/v1 generated.proto). */
const statusBytes = (message: string, code: number) =>
  sealObject(
    { kind: 'Status', apiVersion: 'v1' },
    {
      name: 'Status',
      byNumber: new Map(),
      fields: [
        {
          name: 'message',
          number: 3,
          shape: 'single',
          type: { scalar: 'string' },
        },
        { name: 'code', number: 6, shape: 'single', type: { scalar: 'int32' } },
      ],
    },
    { message, code },
  );

describe('reading objects of a server', () => {
  it('takes protobuf where there is protobuf', async () => {
    const { transport, watch, seen, last } = reader();
    const end = watch();
    expect(last()).toBe(BOTH);
    transport
      .answer({ contentType: PROTOBUF_TYPE })
      .sendBytes(protobufEvent('cart'))
      .close();
    expect(await end).toBe('complete');
    expect(seen).toEqual(['ADDED cart']);
  });

  it('takes JSON from a server that answers with JSON', async () => {
    const { transport, watch, seen } = reader();
    const end = watch();
    transport.answer().send(jsonEvent('cart')).close();
    expect(await end).toBe('complete');
    expect(seen).toEqual(['ADDED cart']);
  });

  it('asks again for JSON, at once and for ever, when a server refuses protobuf', async () => {
    const { transport, watch, seen, last } = reader();
    const end = watch();
    transport.answer({ status: 406, contentType: 'text/plain' }).close();
    await settle();
    expect(last()).toBe('application/json');
    transport.answer().send(jsonEvent('cart')).close();
    expect(await end).toBe('complete');
    expect(seen).toEqual(['ADDED cart']);
    watch().catch(() => {});
    expect(last()).toBe('application/json');
  });

  it('asks for JSON the next time when protobuf arrives broken', async () => {
    const { transport, watch, last } = reader();
    const end = watch();
    const broken = protobufEvent('cart');
    broken.write('<html>', 20);
    broken.fill(0xff, 30, 60);
    transport.answer({ contentType: PROTOBUF_TYPE }).sendBytes(broken).close();
    await expect(end).rejects.toThrow();
    watch().catch(() => {});
    expect(last()).toBe('application/json');
  });

  it('keeps asking for protobuf after a failure that is not about the format', async () => {
    const { transport, watch, last } = reader();
    const end = watch();
    transport.refuse(new Error('ECONNRESET'));
    await expect(end).rejects.toThrow('ECONNRESET');
    watch().catch(() => {});
    expect(last()).toBe(BOTH);
  });

  it('understands a refusal that is written as protobuf', async () => {
    const { transport, watch } = reader();
    const end = watch();
    transport
      .answer({ status: 403, contentType: PROTOBUF_TYPE })
      .sendBytes(statusBytes('pods is forbidden', 403))
      .close();
    await expect(end).rejects.toMatchObject({
      failure: {
        type: 'forbidden',
        message: 'the API server answered 403: pods is forbidden',
      },
    });
  });

  it('understands an error in the middle of a watch that is written as protobuf', async () => {
    const { transport, watch, seen } = reader();
    const end = watch();
    transport
      .answer({ contentType: PROTOBUF_TYPE })
      .sendBytes(frameEvent('ERROR', statusBytes('too old', 410)))
      .close();
    await end;
    expect(seen).toEqual(['ERROR too old']);
  });

  it('says when an answer is cut off in the middle of an event', async () => {
    const { transport, watch } = reader();
    const end = watch();
    transport
      .answer({ contentType: PROTOBUF_TYPE })
      .sendBytes(protobufEvent('cart').subarray(0, 50))
      .close();
    expect(await end).toBe('cutOff');
  });
});
