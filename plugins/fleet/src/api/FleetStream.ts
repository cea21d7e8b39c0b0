import type { ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import { systemClock, type Clock } from './stream/Clock';
import type {
  ConnectionReport,
  FleetConnection,
} from './stream/ConnectionReport';
import { LivePicture, NO_CHANGE, type FleetChange } from './stream/LivePicture';
import type { SharerMessage } from './stream/messages';
import {
  openOwnPort,
  openSharedPort,
  type SharerPort,
} from './stream/openStreamPort';
import { ALIVE_MS } from './stream/StreamSharer';
import { subjectOf } from './stream/subject';

export type { FleetChange, FleetConnection };

/** A SharedWorker that has not said a word by then is taken for broken. */
const READY_MS = 5_000;
/** A picture is asked for again at most this often when frames do not fit. */
const REPAIR_MS = 5_000;
/** When nobody was signed in. */
const RETRY_MS = 60_000;

/** The live inventory at one moment. @public */
export interface FleetSnapshot {
  /** Grows with every change. */
  version: number;
  /** Always the same object, changed in place: depend on `version`. */
  table: PodTable;
  /** `index` is set where the cluster has rows in the table. */
  clusters: ClusterStatus[];
  connection: FleetConnection;
  /** One sentence in English, for the details of a message. */
  problem?: string;
  /** ms since the epoch by this computer's clock; set while waiting for the next try. */
  retryAt?: number;
  /** To be added to this computer's clock: ages are counted by the portal's. */
  serverClockOffsetMs: number;
}

/** The inventory as the browser sees it. Usable with `useSyncExternalStore`. @public */
export interface FleetStream {
  /** Connects with the first listener; the last one's end ends it after a minute. */
  subscribe(listener: (change: FleetChange) => void): () => void;
  /** The same object until something changed. */
  getSnapshot(): FleetSnapshot;
  /** Does not wait for the next try. */
  retryNow(): void;
}

/** The part of `document` and `window` that says whether somebody looks. */
export interface PageVisibility {
  isVisible(): boolean;
  onChange(listener: () => void): void;
  /** The page goes, or comes back from the browser's cache. */
  onHide(listener: () => void): void;
  onReturn(listener: () => void): void;
}

/** @public */
export interface FleetStreamOptions {
  /** Of the plugin: `…/api/fleet`. */
  baseUrl: string | (() => Promise<string>);
  /** A fresh token of the signed-in user; rejects when nobody is signed in. */
  getToken: () => Promise<string | undefined>;
}

/** For tests. */
export interface FleetStreamSeams {
  clock?: Clock;
  page?: PageVisibility;
  openShared?: (onFailed: () => void) => SharerPort;
  openOwn?: () => SharerPort;
}

const browserPage: PageVisibility = {
  isVisible: () => document.visibilityState === 'visible',
  onChange: listener => document.addEventListener('visibilitychange', listener),
  onHide: listener => window.addEventListener('pagehide', listener),
  onReturn: listener =>
    window.addEventListener('pageshow', event => {
      if (event.persisted) {
        listener();
      }
    }),
};

class TabFleetStream implements FleetStream {
  readonly #options: FleetStreamOptions;
  readonly #clock: Clock;
  readonly #page: PageVisibility;
  readonly #openShared: (onFailed: () => void) => SharerPort;
  readonly #openOwn: () => SharerPort;
  readonly #picture = new LivePicture();
  readonly #listeners = new Set<(change: FleetChange) => void>();
  #snapshot: FleetSnapshot;
  #port: SharerPort | undefined;
  #isVisible = false;
  /** Whose stream this tab takes part in. */
  #subject: string | undefined;
  /** Grows with each attach: late answers lose. */
  #attachment = 0;
  #repairedAt = -Infinity;

  constructor(options: FleetStreamOptions, seams: FleetStreamSeams) {
    this.#options = options;
    this.#clock = seams.clock ?? systemClock;
    this.#page = seams.page ?? browserPage;
    this.#openShared = seams.openShared ?? openSharedPort;
    this.#openOwn = seams.openOwn ?? openOwnPort;
    this.#snapshot = {
      version: 0,
      table: this.#picture.table,
      clusters: [],
      connection: 'connecting',
      serverClockOffsetMs: 0,
    };
  }

  getSnapshot = (): FleetSnapshot => this.#snapshot;

  subscribe = (listener: (change: FleetChange) => void): (() => void) => {
    // A wrapper, because one function may subscribe twice.
    const entry = (change: FleetChange) => listener(change);
    this.#listeners.add(entry);
    if (this.#port) {
      this.#updateVisibility();
    } else {
      this.#open();
    }
    return () => {
      this.#listeners.delete(entry);
      this.#updateVisibility();
    };
  };

  retryNow = (): void => {
    if (this.#subject === undefined) {
      this.#attach();
    } else {
      this.#port?.postMessage({ type: 'retryNow' });
    }
  };

  #open(): void {
    this.#page.onChange(() => this.#updateVisibility());
    this.#page.onHide(() => this.#port?.postMessage({ type: 'detach' }));
    this.#page.onReturn(() => this.#attach());
    this.#keepAlive();
    this.#openPort();
  }

  #openPort(): void {
    let isReady = false;
    let port: SharerPort;
    const useOwn = () => {
      if (!isReady && this.#port === port) {
        this.#use(this.#openOwn());
        this.#attach();
      }
    };
    try {
      port = this.#openShared(useOwn);
      const cancel = this.#clock.after(READY_MS, useOwn);
      this.#use(port, () => {
        isReady = true;
        cancel();
      });
    } catch {
      this.#use(this.#openOwn());
    }
    this.#attach();
  }

  #use(port: SharerPort, onReady = () => {}): void {
    if (this.#port) {
      this.#port.onmessage = null;
      this.#port.close();
    }
    this.#port = port;
    port.onmessage = ({ data }) => {
      onReady();
      this.#on(data);
    };
  }

  #on(message: SharerMessage): void {
    switch (message.type) {
      case 'frames':
        this.#apply(message.frames, message.serverClockOffsetMs);
        break;
      case 'report':
        this.#report(message.report);
        break;
      case 'tokenWanted':
        this.#answer(message.request);
        break;
      case 'ready':
        break;
      default:
        message satisfies never;
    }
  }

  /** Takes part in the stream of whoever is signed in now. */
  async #attach(): Promise<void> {
    this.#attachment += 1;
    const attachment = this.#attachment;
    try {
      const { baseUrl, getToken } = this.#options;
      const base = typeof baseUrl === 'string' ? baseUrl : await baseUrl();
      const subject = subjectOf(await getToken());
      if (attachment !== this.#attachment) {
        return;
      }
      if (this.#subject !== undefined && this.#subject !== subject) {
        // What is on screen belongs to somebody else.
        this.#change(this.#picture.clear(), { clusters: [] });
      }
      this.#subject = subject;
      this.#isVisible = this.#shouldBeVisible();
      this.#port?.postMessage({
        type: 'attach',
        url: `${base}/v1/stream`,
        subject,
        isVisible: this.#isVisible,
      });
    } catch (error) {
      if (attachment === this.#attachment) {
        this.#subject = undefined;
        this.#clock.after(RETRY_MS, () => {
          if (attachment === this.#attachment) {
            this.#attach();
          }
        });
        this.#report({
          connection: 'signed-out',
          problem: `Nobody is signed in (${
            error instanceof Error ? error.message : error
          }).`,
          retryAt: this.#clock.now() + RETRY_MS,
        });
      }
    }
  }

  async #answer(request: number): Promise<void> {
    try {
      const token = await this.#options.getToken();
      if (subjectOf(token) !== this.#subject) {
        this.#attach();
      }
      this.#port?.postMessage({ type: 'token', request, token });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#port?.postMessage({ type: 'noToken', request, problem });
    }
  }

  #apply(
    frames: Parameters<LivePicture['apply']>[0],
    serverClockOffsetMs: number,
  ): void {
    try {
      const change = this.#picture.apply(frames);
      this.#change(change, {
        clusters: this.#picture.clusters,
        serverClockOffsetMs,
      });
    } catch (error) {
      // The sharer has checked the frames, so this tab has missed some: it needs a picture.
      this.#change(
        { changed: 'all', removed: new Uint32Array() },
        {
          clusters: this.#picture.clusters,
          problem: error instanceof Error ? error.message : String(error),
        },
      );
      const now = this.#clock.now();
      if (now - this.#repairedAt >= REPAIR_MS) {
        this.#repairedAt = now;
        this.#attach();
      }
    }
  }

  #report({ connection, problem, retryAt }: ConnectionReport): void {
    if (connection === 'forbidden') {
      const change = this.#picture.clear();
      this.#change(change, { clusters: [], connection, problem, retryAt });
    } else {
      this.#change(NO_CHANGE, { connection, problem, retryAt });
    }
  }

  #change(change: FleetChange, facts: Partial<FleetSnapshot>): void {
    this.#snapshot = {
      ...this.#snapshot,
      ...facts,
      version: this.#snapshot.version + 1,
    };
    [...this.#listeners].forEach(listener => listener(change));
  }

  #shouldBeVisible(): boolean {
    return this.#listeners.size > 0 && this.#page.isVisible();
  }

  #updateVisibility(): void {
    const isVisible = this.#shouldBeVisible();
    if (isVisible !== this.#isVisible) {
      this.#isVisible = isVisible;
      this.#port?.postMessage({ type: 'visibility', isVisible });
    }
  }

  #keepAlive(): void {
    this.#clock.after(ALIVE_MS, () => {
      this.#port?.postMessage({ type: 'alive' });
      this.#keepAlive();
    });
  }
}

/** @public */
export function createFleetStream(
  options: FleetStreamOptions,
  seams: FleetStreamSeams = {},
): FleetStream {
  return new TabFleetStream(options, seams);
}
