import { pictureOf, type PayloadFrame } from '@panorama/plugin-fleet-common';
import type { Clock } from './Clock';
import type { Port, SharerMessage, TabMessage } from './messages';
import {
  StreamConnection,
  type StreamConnectionOptions,
} from './StreamConnection';
import { subjectOf } from './subject';

/** After the last tab that somebody looks at. */
export const LINGER_MS = 60_000;
/** Tabs say that they are alive this often; hidden ones are slowed down to once a minute. */
export const ALIVE_MS = 30_000;
/** A tab that has said nothing for this long has crashed. */
const GONE_MS = 5 * ALIVE_MS;
const TOKEN_MS = 20_000;

export type TabPort = Port<SharerMessage, TabMessage>;

interface Tab {
  port: TabPort;
  group?: Group;
  isVisible: boolean;
  hiddenSince: number;
  /** Frames were left out: it needs a picture before the next ones. */
  isBehind: boolean;
  aliveAt: number;
}

/** Tabs of one user, and their connection. */
interface Group {
  key: string;
  subject: string;
  connection: StreamConnection;
  tabs: Set<Tab>;
  clusters?: PayloadFrame;
  cancelLinger?: () => void;
}

interface TokenRequest {
  group: Group;
  asked: Set<Tab>;
  resolve: (token: string | undefined) => void;
  reject: (error: Error) => void;
}

/**
 * One connection for all tabs of a user. Runs in a SharedWorker, or in the tab
 * itself where there is none. It knows the rows, so that a tab that comes later
 * gets a picture without asking the portal. It holds no token: whenever it
 * connects, it asks the tabs for one.
 */
export class StreamSharer {
  readonly #groups = new Map<string, Group>();
  readonly #tabs = new Set<Tab>();
  readonly #tokens = new Map<number, TokenRequest>();
  #lastRequest = 0;
  #isWatching = false;

  constructor(
    private readonly options: Pick<
      StreamConnectionOptions,
      'fetch' | 'random'
    > & {
      clock: Clock;
    },
  ) {}

  /** A tab that has opened its end. */
  add(port: TabPort): void {
    const now = this.options.clock.now();
    const tab: Tab = {
      port,
      isVisible: false,
      hiddenSince: now,
      isBehind: true,
      aliveAt: now,
    };
    port.onmessage = ({ data }) => this.#on(tab, data);
    port.postMessage({ type: 'ready' });
    this.#tabs.add(tab);
    this.#watch();
  }

  #on(tab: Tab, message: TabMessage): void {
    tab.aliveAt = this.options.clock.now();
    switch (message.type) {
      case 'attach':
        this.#tabs.add(tab);
        this.#leave(tab);
        this.#join(tab, message);
        break;
      case 'visibility':
        this.#setVisible(tab, message.isVisible);
        break;
      case 'token':
        this.#answered(tab, message.request, message.token);
        break;
      case 'noToken':
        this.#declined(tab, message.request, message.problem);
        break;
      case 'retryNow':
        tab.group?.connection.retryNow();
        break;
      case 'detach':
        this.#remove(tab);
        break;
      case 'alive':
        break;
      default:
        message satisfies never;
    }
  }

  #join(
    tab: Tab,
    { url, subject, isVisible }: TabMessage & { type: 'attach' },
  ): void {
    const key = `${url} ${subject}`;
    const group = this.#groups.get(key) ?? this.#createGroup(key, url, subject);
    group.tabs.add(tab);
    tab.group = group;
    tab.isBehind = true;
    tab.port.postMessage({ type: 'report', report: group.connection.report });
    this.#setVisible(tab, isVisible);
  }

  #createGroup(key: string, url: string, subject: string): Group {
    const { clock, fetch, random } = this.options;
    const group: Group = {
      key,
      subject,
      tabs: new Set(),
      connection: new StreamConnection({
        url,
        clock,
        fetch,
        random,
        getToken: () => this.#askForToken(group),
        onFrames: (frames, serverClockOffsetMs) => {
          group.clusters =
            frames.filter(({ type }) => type === 'clusters').at(-1) ??
            group.clusters;
          group.tabs.forEach(tab =>
            this.#send(tab, group, frames, serverClockOffsetMs),
          );
        },
        onReport: report => {
          if (report.connection === 'forbidden') {
            group.clusters = undefined;
          }
          group.tabs.forEach(tab =>
            tab.port.postMessage({ type: 'report', report }),
          );
        },
      }),
    };
    this.#groups.set(key, group);
    return group;
  }

  #send(
    tab: Tab,
    group: Group,
    frames: PayloadFrame[],
    serverClockOffsetMs: number,
  ): void {
    const hiddenMs = this.options.clock.now() - tab.hiddenSince;
    if (!tab.isVisible && hiddenMs >= LINGER_MS) {
      // Nobody looks: decoding can wait until somebody does.
      tab.isBehind = true;
    } else if (tab.isBehind) {
      this.#sendPicture(tab, group);
    } else {
      tab.port.postMessage({ type: 'frames', frames, serverClockOffsetMs });
    }
  }

  /** The table already holds the frames that made us come here. */
  #sendPicture(tab: Tab, { connection, clusters }: Group): void {
    if (connection.table.cursors.length > 0 || clusters) {
      tab.isBehind = false;
      const frames = [
        ...pictureOf(connection.table),
        ...(clusters ? [clusters] : []),
      ];
      const { serverClockOffsetMs } = connection;
      tab.port.postMessage({ type: 'frames', frames, serverClockOffsetMs });
    }
  }

  #setVisible(tab: Tab, isVisible: boolean): void {
    const { group } = tab;
    if (tab.isVisible && !isVisible) {
      tab.hiddenSince = this.options.clock.now();
    }
    tab.isVisible = isVisible;
    if (!group) {
      return;
    }
    if (isVisible) {
      group.cancelLinger?.();
      group.cancelLinger = undefined;
      if (tab.isBehind) {
        this.#sendPicture(tab, group);
      }
      group.connection.start();
      // Whoever comes back does not want to see a countdown.
      group.connection.retryNow();
    } else {
      this.#lingerIfUnseen(group);
    }
  }

  #lingerIfUnseen(group: Group): void {
    const isSeen = [...group.tabs].some(({ isVisible }) => isVisible);
    if (!isSeen && !group.cancelLinger) {
      group.cancelLinger = this.options.clock.after(LINGER_MS, () => {
        group.cancelLinger = undefined;
        group.connection.stop();
        if (group.tabs.size === 0) {
          this.#groups.delete(group.key);
        }
      });
    }
  }

  #leave(tab: Tab): void {
    const { group } = tab;
    if (group) {
      tab.group = undefined;
      tab.isVisible = false;
      group.tabs.delete(tab);
      this.#lingerIfUnseen(group);
    }
    for (const id of this.#tokens.keys()) {
      this.#declined(tab, id, 'the page was closed');
    }
  }

  #remove(tab: Tab): void {
    this.#leave(tab);
    this.#tabs.delete(tab);
  }

  #askForToken(group: Group): Promise<string | undefined> {
    this.#lastRequest += 1;
    const request = this.#lastRequest;
    return new Promise((resolve, reject) => {
      const asked = new Set(group.tabs);
      const cancel = this.options.clock.after(TOKEN_MS, () => {
        this.#tokens.delete(request);
        reject(new Error('no page answered with a token'));
      });
      this.#tokens.set(request, {
        group,
        asked,
        resolve: token => {
          cancel();
          resolve(token);
        },
        reject: error => {
          cancel();
          reject(error);
        },
      });
      asked.forEach(({ port }) =>
        port.postMessage({ type: 'tokenWanted', request }),
      );
    });
  }

  #answered(tab: Tab, request: number, token: string | undefined): void {
    const pending = this.#tokens.get(request);
    if (!pending?.asked.has(tab)) {
      return;
    }
    if (subjectOf(token) !== pending.group.subject) {
      this.#declined(tab, request, 'somebody else has signed in');
      return;
    }
    this.#tokens.delete(request);
    pending.resolve(token);
  }

  #declined(tab: Tab, request: number, problem: string): void {
    const pending = this.#tokens.get(request);
    if (pending?.asked.delete(tab) && pending.asked.size === 0) {
      this.#tokens.delete(request);
      pending.reject(new Error(problem));
    }
  }

  /** A tab that crashed does not say goodbye. */
  #watch(): void {
    if (this.#isWatching) {
      return;
    }
    this.#isWatching = true;
    const { clock } = this.options;
    clock.after(GONE_MS, () => {
      this.#isWatching = false;
      const now = clock.now();
      for (const tab of this.#tabs) {
        if (now - tab.aliveAt >= GONE_MS) {
          this.#remove(tab);
        }
      }
      if (this.#tabs.size > 0) {
        this.#watch();
      }
    });
  }
}
