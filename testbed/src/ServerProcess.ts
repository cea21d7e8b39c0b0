import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs, hasEnded } from './lifeline.ts';

/** What to start. `uid` and `gid` are for servers that refuse to run as root. */
export type ServerCommand = {
  name: string;
  file: string;
  args: string[];
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
  cwd?: string;
};

const POLL_MS = 40;
const TAIL_BYTES = 16 * 1024;
const TAIL_LINES = 12;

/** A server that ended by itself or did not get ready; its message quotes the end of its log. */
export class ServerFailedError extends Error {
  override name = 'ServerFailedError';
}

/** One running server with its log file. Ends with this process at the latest. */
export class ServerProcess {
  readonly name: string;
  readonly logFile: string;
  /** Resolves with words such as `exit code 1` once the process is gone. */
  readonly ended: Promise<string>;
  #child: ChildProcess;
  #outcome: string | undefined;
  #isStopping = false;

  /**
   * Starts a server. Its output goes to a file and not to a pipe: a full pipe would block the server, and a pipe would
   * keep a test process alive.
   */
  constructor(command: ServerCommand, logFile: string) {
    this.name = command.name;
    this.logFile = logFile;
    const log = openSync(logFile, 'a');
    this.#child = spawn(command.file, command.args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...command.env },
      uid: command.uid,
      gid: command.gid,
      cwd: command.cwd,
      // A process group of its own: Ctrl-C in a terminal reaches us, and we decide the order of the end.
      detached: true,
    });
    closeSync(log);
    this.#child.unref();
    if (this.#child.pid) endWithUs(this.#child.pid);
    this.ended = new Promise(done => {
      const end = (outcome: string) => {
        if (this.#outcome === undefined && this.#child.pid) {
          hasEnded(this.#child.pid);
        }
        this.#outcome ??= outcome;
        done(this.#outcome);
      };
      this.#child.once('error', error => end(error.message));
      this.#child.once('exit', (code, signal) =>
        end(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#outcome === undefined;
  }

  /** The last lines of the log, indented for a message. */
  async logTail(): Promise<string> {
    const file = await open(this.logFile, 'r');
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
      await file.read(buffer, 0, buffer.length, size - buffer.length);
      const lines = buffer.toString('utf8').trimEnd().split('\n');
      return lines
        .slice(-TAIL_LINES)
        .map(it => `  ${it}`)
        .join('\n');
    } finally {
      await file.close();
    }
  }

  async #failure(what: string): Promise<ServerFailedError> {
    return new ServerFailedError(
      `${this.name} ${what}. The end of ${
        this.logFile
      }:\n${await this.logTail()}`,
    );
  }

  /**
   * Waits until `isReady` answers true; an error of it counts as "not yet".
   * @throws ServerFailedError when the process ends first or `deadlineMs` passes.
   */
  async waitUntilReady(
    isReady: () => Promise<boolean>,
    deadlineMs: number,
  ): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    let reason = '';
    for (;;) {
      if (this.#outcome !== undefined) {
        throw await this.#failure(
          `ended with ${this.#outcome} before it was ready`,
        );
      }
      try {
        if (await isReady()) return;
        reason = '';
      } catch (error) {
        reason = ` (${error instanceof Error ? error.message : error})`;
      }
      if (Date.now() > deadline) {
        throw await this.#failure(
          `was not ready within ${deadlineMs / 1000} s${reason}`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  /** Calls back with a sentence if the server ends although nobody asked it to. */
  onUnexpectedEnd(tell: (error: ServerFailedError) => void): void {
    this.ended.then(async outcome => {
      if (!this.#isStopping) tell(await this.#failure(`ended with ${outcome}`));
    });
  }

  /**
   * Ends the process and waits until it is gone. SIGKILL is the default, because all data here is thrown away and
   * kube-apiserver waits up to a minute for open watches; after SIGTERM, `graceMs` is how long it may take.
   */
  async stop(
    options: {
      signal?: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
      graceMs?: number;
    } = {},
  ): Promise<void> {
    const { signal = 'SIGKILL', graceMs = 10_000 } = options;
    this.#isStopping = true;
    if (!this.isRunning) return;
    this.#child.kill(signal);
    const abort = new AbortController();
    await Promise.race([
      this.ended,
      sleep(graceMs, undefined, { signal: abort.signal }).catch(() => {}),
    ]);
    abort.abort();
    if (this.isRunning) this.#child.kill('SIGKILL');
    await this.ended;
  }
}
