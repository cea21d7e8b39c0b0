/**
 * @jest-environment node
 */
import {
  encodeFrame,
  pictureOf,
  type PayloadFrame,
} from '@panorama/plugin-fleet-common';
import type { ConnectionReport } from './ConnectionReport';
import { StreamConnection } from './StreamConnection';
import { FakeClock, settle } from './__testUtils__/FakeClock';
import { FakePortal, namesIn, tableOf } from './__testUtils__/FakePortal';

const open: StreamConnection[] = [];

function connect(getToken = async (): Promise<string | undefined> => 'token') {
  const clock = new FakeClock();
  const portal = new FakePortal(clock.now);
  const reports: ConnectionReport[] = [];
  const frames: PayloadFrame[] = [];
  const connection = new StreamConnection({
    url: 'http://portal/stream',
    getToken,
    fetch: portal.fetch,
    clock,
    // The longest wait of each.
    random: () => 1,
    onFrames: more => frames.push(...more),
    onReport: report => reports.push(report),
  });
  open.push(connection);
  connection.start();
  return { clock, portal, reports, frames, connection };
}
afterEach(() => open.splice(0).forEach(connection => connection.stop()));

const states = (reports: ConnectionReport[]) =>
  reports.map(report => report.connection);

describe('a connection', () => {
  it('brings the token, and is live when the picture is complete', async () => {
    const { connection, frames, portal, reports } = connect();
    await settle();
    expect(portal.last.headers.get('Authorization')).toBe('Bearer token');
    portal.last.hello().clusters('prod-eu');
    await settle();
    expect(states(reports)).toEqual(['connecting']);
    portal.last.picture(tableOf('cart-1'));
    await settle();
    expect(states(reports)).toEqual(['connecting', 'live']);
    expect(namesIn(connection.table)).toEqual(['cart-1']);
    expect(frames.map(({ type }) => type)).toEqual([
      'hello',
      'clusters',
      'dictionary',
      'keyframe',
    ]);
  });

  it('inflates what the portal has compressed', async () => {
    const { connection, portal } = connect();
    await settle();
    const names = Array.from({ length: 200 }, (_, at) => `cart-${at}`);
    const table = tableOf(...names);
    portal.last.hello();
    for (const { type, payload } of pictureOf(table)) {
      const deflated = await deflate(payload);
      const bytes = encodeFrame(type, payload, () => deflated);
      portal.last.send(bytes);
    }
    // Inflating is real work on another thread: it takes as long as it takes.
    for (let turn = 0; turn < 500 && connection.table.size < 200; turn++) {
      await new Promise(resolve => setTimeout(resolve, 5));
      await settle();
    }
    expect(namesIn(connection.table)).toEqual(names);
  });

  it('starts again with a new picture when it is lost, later each time, and says so', async () => {
    const { clock, connection, portal, reports } = connect();
    await settle();
    portal.last.hello().picture(tableOf('cart-1'));
    await clock.advance(20_000);
    portal.last.fail('network changed');
    await settle();
    expect(reports.at(-1)).toEqual({
      connection: 'reconnecting',
      problem: 'The connection to the portal was lost (network changed).',
      retryAt: clock.now() + 1_000,
    });
    portal.isDown = true;
    const waits: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const before = clock.now();
      await clock.advance(reports.at(-1)!.retryAt! - before);
      waits.push(reports.at(-1)!.retryAt! - clock.now());
    }
    expect(waits).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
    expect(namesIn(connection.table)).toEqual(['cart-1']);
    portal.isDown = false;
    await clock.advance(30_000);
    portal.last.hello().picture(tableOf('cart-2', 'cart-3'));
    await settle();
    expect(reports.at(-1)).toEqual({ connection: 'live' });
    expect(namesIn(connection.table)).toEqual(['cart-2', 'cart-3']);
  });

  it('does not hurry after a portal that ends every stream at once', async () => {
    const { clock, portal, reports } = connect();
    for (let attempt = 0; attempt < 5; attempt++) {
      await settle();
      portal.last.hello().picture(tableOf('cart-1'));
      await settle();
      portal.last.end();
      await settle();
      await clock.advance(reports.at(-1)!.retryAt! - clock.now());
    }
    // 1 + 2 + 4 + 8 + 16 seconds.
    expect(clock.now() - 1_700_000_000_000).toBe(31_000);
  });

  it('comes back at once with a fresh token when the old one ends, without an alarm', async () => {
    let tokens = 0;
    const { clock, portal, reports } = connect(async () => `token ${++tokens}`);
    await settle();
    portal.last.hello().picture(tableOf('cart-1'));
    await clock.advance(20_000);
    portal.last.bye({ reason: 'reauth', retryMs: 0 });
    await settle();
    expect(portal.answers).toHaveLength(2);
    expect(portal.last.headers.get('Authorization')).toBe('Bearer token 2');
    expect(states(reports)).toEqual(['connecting', 'live']);
  });

  it('waits as long as a stopping portal asks for', async () => {
    const { clock, portal, reports } = connect();
    await settle();
    portal.last.hello().bye({ reason: 'shutdown', retryMs: 5_000 });
    await settle();
    expect(reports.at(-1)).toMatchObject({
      problem: 'The portal is restarting.',
      retryAt: clock.now() + 5_000,
    });
  });

  it('forgets every row when the user may not see the fleet any more', async () => {
    const { connection, portal, reports } = connect();
    await settle();
    portal.last.hello().picture(tableOf('cart-1'));
    portal.last.bye({ reason: 'revoked', retryMs: 0 });
    await settle();
    expect(reports.at(-1)).toMatchObject({ connection: 'forbidden' });
    expect(connection.table.size).toBe(0);
  });

  it.each([
    [
      401,
      'signed-out',
      60_000,
      'The portal does not accept the session (401).',
    ],
    [403, 'forbidden', 60_000, 'You may not see the fleet (403).'],
    [503, 'connecting', 1_000, 'The portal answered 503 Starting'],
  ])('takes an answer %i for %s', async (status, state, waitMs, problem) => {
    const { clock, connection, portal, reports } = connect();
    portal.init = { status, statusText: 'Starting' };
    await settle();
    expect(reports.at(-1)).toEqual({
      connection: state,
      problem,
      retryAt: clock.now() + waitMs,
    });
    portal.init = {};
    connection.retryNow();
    await settle();
    expect(portal.answers).toHaveLength(2);
  });

  const refuse = (portal: FakePortal, name: string) =>
    portal.last
      .send(
        new TextEncoder().encode(
          JSON.stringify({ error: { name, message: 'Close one of them' } }),
        ),
      )
      .end();

  it('waits as long as the portal says when the user has too many pages open, and says so', async () => {
    const { clock, portal, reports } = connect();
    portal.init = { status: 429, headers: { 'Retry-After': '90' } };
    await settle();
    refuse(portal, 'TooManyStreamsError');
    await settle();
    const refused = {
      connection: 'too-many-streams',
      problem: 'Close one of them',
    };
    expect(reports.at(-1)).toEqual({
      ...refused,
      retryAt: clock.now() + 90_000,
    });
    await clock.advance(89_000);
    expect(portal.answers).toHaveLength(1);
    // The words stay while it tries.
    portal.init = {};
    await clock.advance(1_000);
    expect(portal.answers).toHaveLength(2);
    expect(reports.at(-1)).toEqual(refused);
    portal.last.hello().picture(tableOf('cart-1'));
    await settle();
    expect(reports.at(-1)).toEqual({ connection: 'live' });
  });

  it('waits as long as anything else that limits requests says, but not for hours', async () => {
    const { clock, portal, reports } = connect();
    const waits: number[] = [];
    for (const retryAfter of [
      '45',
      new Date(clock.now() + 45_000 + 120_000).toUTCString(),
      '86400',
    ]) {
      portal.init = { status: 429, headers: { 'Retry-After': retryAfter } };
      await settle();
      if (waits.length > 0) {
        await clock.advance(waits.at(-1)!);
      }
      refuse(portal, 'TooManyRequests');
      await settle();
      waits.push(reports.at(-1)!.retryAt! - clock.now());
    }
    expect(waits).toEqual([45_000, 120_000, 300_000]);
    expect(reports.at(-1)!.connection).toBe('connecting');
  });

  it('says that nobody is signed in when there is no token', async () => {
    const { portal, reports } = connect(() =>
      Promise.reject(new Error('no session')),
    );
    await settle();
    expect(reports.at(-1)).toMatchObject({
      connection: 'signed-out',
      problem: 'Nobody is signed in any more (no session).',
    });
    expect(portal.urls).toEqual([]);
  });

  it('names what answered instead of the portal', async () => {
    const { portal, reports } = connect();
    portal.init = { headers: { 'Content-Type': 'text/html' } };
    await settle();
    expect(reports.at(-1)!.problem).toBe(
      "Something between the browser and the portal answered with text/html instead of the fleet's stream.",
    );
    expect(portal.last.isCancelled).toBe(true);
  });

  it('gives up a portal that does not answer, and one that goes silent', async () => {
    const { clock, portal, reports } = connect();
    portal.isSilent = true;
    await clock.advance(30_000);
    expect(reports.at(-1)!.problem).toBe(
      'The portal did not answer for 30 seconds.',
    );
    portal.isSilent = false;
    await clock.advance(1_000);
    portal.last.hello().picture(tableOf('cart-1'));
    await clock.advance(37_000);
    expect(states(reports).at(-1)).toBe('live');
    portal.last.heartbeat();
    await clock.advance(37_000);
    expect(states(reports).at(-1)).toBe('live');
    await clock.advance(1_000);
    expect(
      reports.find(({ connection }) => connection === 'reconnecting')!.problem,
    ).toBe('The portal went silent.');
  });

  it('shows what came before a damaged frame, and starts again', async () => {
    const { clock, connection, portal, reports } = connect();
    await settle();
    const table = tableOf('cart-1');
    portal.last.hello().picture(table);
    await settle();
    const damaged = encodeFrame('heartbeat', new Uint8Array(9));
    damaged[8] = 1;
    portal.last.states(table, 2, 0).send(damaged);
    await settle();
    expect(connection.table.state[0]).toBe(2);
    expect(reports.at(-1)!.problem).toContain('does not match its checksum');
    await clock.advance(2_000);
    expect(portal.answers).toHaveLength(2);
    expect(portal.answers[0].isCancelled).toBe(true);
  });

  it('says that a stream ended inside a frame', async () => {
    const { portal, reports } = connect();
    await settle();
    portal.last
      .hello()
      .send(encodeFrame('heartbeat', new Uint8Array(9)).slice(0, 7));
    portal.last.end();
    await settle();
    expect(reports.at(-1)!.problem).toBe(
      'The stream ended inside a frame, after 7 of its bytes.',
    );
  });

  it('measures how far the clocks are apart, not the delay of the network', async () => {
    const { clock, connection, portal } = connect();
    await settle();
    portal.last.hello(clock.now() - 400);
    await settle();
    expect(connection.serverClockOffsetMs).toBe(0);
    portal.last.fail('gone');
    await clock.advance(1_000);
    portal.last.hello(clock.now() + 3_600_000);
    await settle();
    expect(connection.serverClockOffsetMs).toBe(3_600_000);
  });

  it('is quiet after it was stopped, and can be started again', async () => {
    const { connection, frames, portal, reports } = connect();
    await settle();
    portal.last.hello().picture(tableOf('cart-1'));
    await settle();
    connection.stop();
    const told = reports.length;
    expect(portal.last.isCancelled).toBe(true);
    await settle();
    expect(reports).toHaveLength(told);
    connection.start();
    await settle();
    expect(states(reports.slice(told))).toEqual(['reconnecting']);
    const before = frames.length;
    portal.last.hello();
    await settle();
    expect(frames).toHaveLength(before + 1);
  });
});

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
