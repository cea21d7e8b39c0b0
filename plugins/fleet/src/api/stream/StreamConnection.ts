import {
  applyFrame,
  FrameError,
  FrameReader,
  inflateFrame,
  PodTable,
  startsPicture,
  type ByeFrame,
  type PayloadFrame,
} from '@panorama/plugin-fleet-common';
import type { Clock } from './Clock';
import type { ConnectionReport } from './ConnectionReport';
import {
  endingOfBye,
  endingOfRefusal,
  LONGEST_RETRY_MS,
  type Ending,
} from './Ending';
import { inflateRaw } from './inflate';
import { Watchdog } from './Watchdog';

/** For the headers to come. The backend answers 503 by itself while it starts. */
const ANSWER_MS = 30_000;
/** Silence of this many heartbeats is a dead connection. */
const SILENT_HEARTBEATS = 2.5;
const FIRST_RETRY_MS = 1_000;
/** Rights and sessions do not come back by asking often. */
const REFUSED_RETRY_MS = 60_000;
/** A connection that lived this long was a good one: the next failure counts from one again. */
const GOOD_MS = 10_000;

export interface StreamConnectionOptions {
  url: string;
  /** `undefined` where the portal needs no token. A rejection means that nobody is signed in. */
  getToken: () => Promise<string | undefined>;
  /** Frames of one chunk, inflated, in the order of the stream; the promise holds the next ones back. */
  onFrames: (frames: PayloadFrame[], serverClockOffsetMs: number) => void;
  onReport: (report: ConnectionReport) => void;
  fetch?: typeof fetch;
  clock: Clock;
  /** 0…1; spreads the reconnections of many browsers. */
  random?: () => number;
}

/**
 * Keeps a stream open until it is told to stop. A new connection starts with a
 * new picture, so there is nothing to resume: whatever goes wrong, the answer is
 * to connect again, later each time.
 */
export class StreamConnection {
  /** The rows as the last frame left them, for readers that come later. */
  readonly table = new PodTable();
  #run: AbortController | undefined;
  #wake: () => void = () => {};
  #attempt = 0;
  #hasBeenLive = false;
  /** This connection has begun to send a picture. */
  #isPictured = false;
  #offsetMs = 0;
  #heartbeatMs = 15_000;
  #report: ConnectionReport = { connection: 'connecting' };

  constructor(private readonly options: StreamConnectionOptions) {}

  get report(): ConnectionReport {
    return this.#report;
  }

  get serverClockOffsetMs(): number {
    return this.#offsetMs;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  start(): void {
    if (!this.#run) {
      this.#run = new AbortController();
      this.#attempt = 0;
      this.#keepOpen(this.#run.signal);
    }
  }

  /** Does not wait for anything; no frame comes afterwards. */
  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#wake();
    if (this.#hasBeenLive) {
      this.#report = { connection: 'reconnecting' };
    }
  }

  /** Tries now instead of later: the user came back, or signed in. */
  retryNow(): void {
    this.#wake();
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    const { clock, random = Math.random } = this.options;
    while (!signal.aborted) {
      this.#tellTrying();
      const startedAt = clock.now();
      const ending = await this.#connectOnce(signal);
      if (signal.aborted) {
        return;
      }
      const wasGood = clock.now() - startedAt >= GOOD_MS;
      this.#attempt = wasGood ? 1 : this.#attempt + 1;
      if (ending.then === 'reauth' && wasGood) {
        // Nothing was missed yet: no reason to alarm anybody.
        continue;
      }
      const backoffMs = Math.min(
        LONGEST_RETRY_MS,
        FIRST_RETRY_MS * 2 ** (this.#attempt - 1),
      );
      const jittered = backoffMs * (0.5 + random() / 2);
      switch (ending.then) {
        case 'signed-out':
        case 'forbidden':
          if (ending.then === 'forbidden') {
            this.table.clear();
          }
          await this.#wait(signal, REFUSED_RETRY_MS, {
            connection: ending.then,
            problem: ending.problem,
          });
          break;
        case 'too-many-streams':
          await this.#wait(signal, Math.max(jittered, ending.afterMs), {
            connection: ending.then,
            problem: ending.problem,
          });
          break;
        case 'reauth':
          await this.#wait(signal, jittered, {
            connection: 'reconnecting',
            problem: 'The session is being renewed.',
          });
          break;
        default:
          await this.#wait(signal, Math.max(jittered, ending.afterMs ?? 0), {
            connection: this.#hasBeenLive ? 'reconnecting' : 'connecting',
            problem: ending.problem,
          });
      }
    }
  }

  #tellTrying(): void {
    const { connection, problem } = this.#report;
    if (connection === 'too-many-streams') {
      // Each try will be told the same until a person closes a page.
      this.#tell({ connection, problem });
    } else if (connection !== 'live') {
      this.#tell({
        connection: this.#hasBeenLive ? 'reconnecting' : 'connecting',
        problem,
      });
    }
  }

  async #wait(
    signal: AbortSignal,
    ms: number,
    report: ConnectionReport,
  ): Promise<void> {
    const { clock } = this.options;
    this.#tell({ ...report, retryAt: clock.now() + ms });
    await new Promise<void>(resolve => {
      const cancel = clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
      if (signal.aborted) {
        this.#wake();
      }
    });
    this.#wake = () => {};
  }

  /** Never rejects. */
  async #connectOnce(signal: AbortSignal): Promise<Ending> {
    const attempt = new AbortController();
    const giveUp = () => attempt.abort();
    signal.addEventListener('abort', giveUp);
    const watchdog = new Watchdog(this.options.clock, giveUp);
    try {
      watchdog.expect(ANSWER_MS, 'The portal did not answer for 30 seconds.');
      const answer = await this.#request(attempt.signal);
      if (!('response' in answer)) {
        return answer;
      }
      return await this.#read(answer.response, watchdog, attempt.signal);
    } catch (error) {
      const problem =
        watchdog.complaint ??
        (error instanceof FrameError
          ? error.message
          : `The connection to the portal was lost (${messageOf(error)}).`);
      return { then: 'retry', problem };
    } finally {
      watchdog.stop();
      signal.removeEventListener('abort', giveUp);
      // Also ends a body that nobody reads any more.
      attempt.abort();
    }
  }

  async #request(
    signal: AbortSignal,
  ): Promise<Ending | { response: Response }> {
    let token: string | undefined;
    try {
      token = await untilAborted(this.options.getToken(), signal);
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      return {
        then: 'signed-out',
        problem: `Nobody is signed in any more (${messageOf(error)}).`,
      };
    }
    const send = this.options.fetch ?? fetch;
    const response = await send(this.options.url, {
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      cache: 'no-store',
      signal,
    });
    if (!response.ok) {
      return untilAborted(
        endingOfRefusal(response, this.options.clock.now()),
        signal,
      );
    }
    return { response };
  }

  async #read(
    response: Response,
    watchdog: Watchdog,
    signal: AbortSignal,
  ): Promise<Ending> {
    const type = response.headers.get('Content-Type') ?? 'nothing';
    if (!response.body || !type.startsWith('application/vnd.panorama.frames')) {
      const problem = `Something between the browser and the portal answered with ${type} instead of the fleet's stream.`;
      return { then: 'retry', problem };
    }
    this.#isPictured = false;
    const frames = new FrameReader();
    const chunks = response.body.getReader();
    for (;;) {
      watchdog.expect(
        this.#heartbeatMs * SILENT_HEARTBEATS,
        'The portal went silent.',
      );
      const { done, value } = await untilAborted(chunks.read(), signal);
      if (done) {
        frames.end();
        return { then: 'retry', problem: 'The portal closed the connection.' };
      }
      const bye = await this.#take(frames.push(value), signal);
      if (bye) {
        return endingOfBye(bye);
      }
    }
  }

  /** Applies frames, hands them on, and returns the farewell where there is one. */
  async #take(
    wireFrames: ReturnType<FrameReader['push']>,
    signal: AbortSignal,
  ): Promise<ByeFrame | undefined> {
    const frames: PayloadFrame[] = [];
    let bye: ByeFrame | undefined;
    let failure: unknown;
    try {
      for (const wireFrame of wireFrames) {
        const frame = await inflateFrame(wireFrame, inflateRaw);
        if (signal.aborted) {
          return undefined;
        }
        const effect = applyFrame(this.table, frame);
        frames.push(frame);
        this.#isPictured ||= startsPicture(frame);
        if (effect.type === 'hello') {
          this.#heartbeatMs = effect.hello.heartbeatMs;
          this.#setClock(effect.hello.serverTime);
        } else if (effect.type === 'heartbeat') {
          this.#setClock(effect.serverTime);
        } else if (effect.type === 'clusters') {
          this.#setClock(effect.clusters.serverTime);
        } else if (effect.type === 'bye') {
          bye = effect.bye;
        }
      }
    } catch (error) {
      failure = error;
    }
    // What came before a bad frame is good.
    if (frames.length > 0) {
      this.options.onFrames(frames, this.#offsetMs);
    }
    if (failure) {
      throw failure;
    }
    const isComplete = this.#isPictured && this.table.keyframesToFollow === 0;
    if (isComplete && this.#report.connection !== 'live') {
      this.#hasBeenLive = true;
      this.#tell({ connection: 'live' });
    }
    return bye;
  }

  #setClock(serverTime: number): void {
    const offsetMs = serverTime - this.options.clock.now();
    // Below a second it is the network, and nothing on the page counts it.
    if (Math.abs(offsetMs - this.#offsetMs) >= 1_000) {
      this.#offsetMs = offsetMs;
    }
  }

  #tell(report: ConnectionReport): void {
    this.#report = report;
    this.options.onReport(report);
  }
}

/** A stream or a token that does not listen to the signal must not keep us. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error('aborted'));
    if (signal.aborted) {
      onAbort();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
