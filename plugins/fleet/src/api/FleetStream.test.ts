/**
 * @jest-environment node
 */
import { encodeFrame, pictureOf } from '@panorama/plugin-fleet-common';
import {
  createFleetStream,
  type FleetChange,
  type FleetSnapshot,
  type PageVisibility,
} from './FleetStream';
import type { SharerMessage, TabMessage } from './stream/messages';
import type { SharerPort } from './stream/openStreamPort';
import { StreamSharer } from './stream/StreamSharer';
import { FakeClock, settle } from './stream/__testUtils__/FakeClock';
import {
  FakePortal,
  namesIn,
  tableOf,
} from './stream/__testUtils__/FakePortal';
import { portPair } from './stream/__testUtils__/portPair';

/** The payload of a token is all that the browser reads of it. */
const tokenOf = (sub: string, serial = 0) =>
  `x.${btoa(JSON.stringify({ sub, serial }))}.x`;

class FakePage implements PageVisibility {
  #isVisible = true;
  #onChange = () => {};
  hide = () => {};
  return = () => {};
  isVisible = () => this.#isVisible;
  onChange = (listener: () => void) => {
    this.#onChange = listener;
  };
  onHide = (listener: () => void) => {
    this.hide = listener;
  };
  onReturn = (listener: () => void) => {
    this.return = listener;
  };
  show(isVisible: boolean) {
    this.#isVisible = isVisible;
    this.#onChange();
  }
}

/** One browser: a shared worker and tabs. */
class Browser {
  readonly clock = new FakeClock();
  readonly portal = new FakePortal(this.clock.now);
  readonly sharer = this.#newSharer();
  ownSharers = 0;

  #newSharer() {
    return new StreamSharer({
      clock: this.clock,
      fetch: (...args) => this.portal.fetch(...args),
      random: () => 1,
    });
  }

  async openTab(
    options: {
      getToken?: () => Promise<string | undefined>;
      openShared?: (onFailed: () => void) => SharerPort;
      isBroken?: boolean;
    } = {},
  ) {
    const page = new FakePage();
    const changes: FleetChange[] = [];
    const openPort = (sharer: StreamSharer) => {
      const [tabEnd, sharerEnd] = portPair<TabMessage, SharerMessage>();
      sharer.add(sharerEnd);
      return tabEnd;
    };
    const stream = createFleetStream(
      {
        baseUrl: async () => 'http://portal/api/fleet',
        getToken: options.getToken ?? (async () => tokenOf('user:default/ada')),
      },
      {
        clock: this.clock,
        page,
        openShared:
          options.openShared ??
          (() =>
            options.isBroken
              ? portPair<TabMessage, SharerMessage>()[0]
              : openPort(this.sharer)),
        openOwn: () => {
          this.ownSharers += 1;
          return openPort(this.#newSharer());
        },
      },
    );
    const leave = stream.subscribe(change => changes.push(change));
    await settle();
    return {
      stream,
      page,
      changes,
      leave,
      names: () => namesIn(stream.getSnapshot().table),
    };
  }
}

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
const connection = ({ stream }: { stream: { getSnapshot(): FleetSnapshot } }) =>
  stream.getSnapshot().connection;

describe('the fleet stream of a tab', () => {
  it('shows what the portal sends, and tells what changed', async () => {
    const tab = await browser.openTab();
    expect(browser.portal.urls).toEqual(['http://portal/api/fleet/v1/stream']);
    expect(connection(tab)).toBe('connecting');
    const table = tableOf('cart-1', 'cart-2');
    browser.portal.last.hello().clusters('prod-eu').picture(table);
    await settle();
    expect(tab.names()).toEqual(['cart-1', 'cart-2']);
    expect(tab.stream.getSnapshot()).toMatchObject({
      connection: 'live',
      problem: undefined,
      serverClockOffsetMs: 0,
      clusters: [{ name: 'prod-eu', index: 0 }],
    });
    tab.changes.length = 0;
    browser.portal.last.states(table, 2, 1);
    await settle();
    expect(tab.changes).toEqual([
      { changed: Uint32Array.of(1), removed: new Uint32Array() },
    ]);
  });

  it('gives the same snapshot until something changes', async () => {
    const { stream } = await browser.openTab();
    const table = tableOf('cart-1');
    browser.portal.last.hello().picture(table);
    await settle();
    const before = stream.getSnapshot();
    expect(stream.getSnapshot()).toBe(before);
    browser.portal.last.states(table, 2, 0);
    await settle();
    const after = stream.getSnapshot();
    expect(after).not.toBe(before);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.table).toBe(before.table);
  });

  it('ends a minute after its last listener, and begins again with the next', async () => {
    const tab = await browser.openTab();
    browser.portal.last.hello().picture(tableOf('cart-1'));
    tab.leave();
    await browser.clock.advance(30_000);
    browser.portal.last.heartbeat();
    await browser.clock.advance(30_000);
    expect(browser.portal.last.isCancelled).toBe(true);
    tab.stream.subscribe(() => {});
    await settle();
    expect(browser.portal.answers).toHaveLength(2);
  });

  it('shows nothing of one user to the next one', async () => {
    let user = 'user:default/ada';
    const tab = await browser.openTab({ getToken: async () => tokenOf(user) });
    browser.portal.last.hello().picture(tableOf('secret-of-ada'));
    await settle();
    const first = browser.portal.last;
    user = 'user:default/bob';
    browser.portal.last.fail('gone');
    await browser.clock.advance(1_000);
    expect(tab.names()).toEqual([]);
    const bobs = browser.portal.last;
    expect(bobs).not.toBe(first);
    bobs.hello().picture(tableOf('cart-of-bob'));
    await settle();
    expect(tab.names()).toEqual(['cart-of-bob']);
  });

  it('empties the screen when the user may not see the fleet any more', async () => {
    const tab = await browser.openTab();
    browser.portal.last.hello().clusters('prod-eu').picture(tableOf('cart-1'));
    await settle();
    browser.portal.last.bye({ reason: 'revoked', retryMs: 0 });
    await settle();
    expect(connection(tab)).toBe('forbidden');
    expect(tab.names()).toEqual([]);
    expect(tab.stream.getSnapshot().clusters).toEqual([]);
    const late = await browser.openTab();
    expect(late.names()).toEqual([]);
    expect(late.stream.getSnapshot().clusters).toEqual([]);
  });

  it('says that nobody is signed in, and tries again when asked', async () => {
    let isSignedIn = false;
    const tab = await browser.openTab({
      getToken: async () => {
        if (!isSignedIn) {
          throw new Error('no session');
        }
        return tokenOf('user:default/ada');
      },
    });
    expect(tab.stream.getSnapshot()).toMatchObject({
      connection: 'signed-out',
      problem: 'Nobody is signed in (no session).',
    });
    isSignedIn = true;
    tab.stream.retryNow();
    await settle();
    expect(browser.portal.answers).toHaveLength(1);
  });

  it('gets a new picture when frames do not fit', async () => {
    const tab = await browser.openTab();
    const table = tableOf('cart-1');
    browser.portal.last.hello().picture(table);
    await settle();
    // As if a message to this tab had been lost.
    tab.stream.getSnapshot().table.cursors[0]!.sequence -= 1;
    browser.portal.last.states(table, 2, 0);
    await settle();
    expect(tab.stream.getSnapshot().table.state[0]).toBe(2);
    browser.portal.last.states(table, 3, 0);
    await settle();
    expect(tab.stream.getSnapshot().table.state[0]).toBe(3);
    expect(browser.portal.answers).toHaveLength(1);
  });
});

describe('tabs of one browser', () => {
  it('share one connection, also those that come later', async () => {
    const table = tableOf('cart-1');
    const first = await browser.openTab();
    browser.portal.last
      .hello()
      .clusters('prod-eu')
      .picture(table)
      .states(table, 4, 0);
    await settle();
    const others = [];
    for (let tab = 0; tab < 7; tab++) {
      others.push(await browser.openTab());
    }
    expect(browser.portal.answers).toHaveLength(1);
    for (const tab of [first, ...others]) {
      expect(tab.names()).toEqual(['cart-1']);
      expect(connection(tab)).toBe('live');
      expect(tab.stream.getSnapshot().clusters).toMatchObject([
        { name: 'prod-eu', index: 0 },
      ]);
    }
    browser.portal.last.states(table, 2, 0);
    await settle();
    [first, ...others].forEach(({ stream }) =>
      expect(stream.getSnapshot().table.state[0]).toBe(2),
    );
  });

  it('join in the middle of a picture', async () => {
    const table = tableOf('cart-1');
    const [dictionary, keyframe] = pictureOf(table).map(({ type, payload }) =>
      encodeFrame(type, payload),
    );
    await browser.openTab();
    browser.portal.last.hello().clusters('prod-eu').send(dictionary);
    await settle();
    const late = await browser.openTab();
    expect(connection(late)).toBe('connecting');
    browser.portal.last.send(keyframe);
    await settle();
    expect(late.names()).toEqual(['cart-1']);
    expect(connection(late)).toBe('live');
  });

  it('do not share with another user', async () => {
    await browser.openTab();
    browser.portal.last.hello().picture(tableOf('secret-of-ada'));
    await settle();
    const bob = await browser.openTab({
      getToken: async () => tokenOf('user:default/bob'),
    });
    expect(browser.portal.answers).toHaveLength(2);
    expect(bob.names()).toEqual([]);
  });

  it('do not connect for one user with the token of another', async () => {
    let isSlow = false;
    const ada = await browser.openTab({
      getToken: async () => {
        await (isSlow ? settle() : undefined);
        return tokenOf('user:default/ada');
      },
    });
    let user = 'user:default/ada';
    await browser.openTab({ getToken: async () => tokenOf(user) });
    browser.portal.last.hello().picture(tableOf('cart-of-ada'));
    await settle();
    // In the second tab somebody else signs in, and that tab answers first.
    user = 'user:default/bob';
    isSlow = true;
    browser.portal.last.fail('gone');
    await browser.clock.advance(1_000);
    await settle();
    const tokens = browser.portal.answers
      .slice(1)
      .map(({ headers }) => headers.get('Authorization'));
    expect(tokens.sort()).toEqual(
      ['user:default/ada', 'user:default/bob']
        .map(sub => `Bearer ${tokenOf(sub)}`)
        .sort(),
    );
    expect(ada.names()).toEqual(['cart-of-ada']);
  });

  it('keep the connection when the one that opened it is closed', async () => {
    const serials: number[] = [];
    const tabWith = (serial: number) =>
      browser.openTab({
        getToken: async () => {
          serials.push(serial);
          return tokenOf('user:default/ada', serial);
        },
      });
    const first = await tabWith(1);
    const table = tableOf('cart-1');
    browser.portal.last.hello().picture(table);
    const second = await tabWith(2);
    first.page.hide();
    await browser.clock.advance(30_000);
    browser.portal.last.heartbeat();
    await browser.clock.advance(31_000);
    browser.portal.last.states(table, 2, 0);
    await settle();
    expect(second.stream.getSnapshot().table.state[0]).toBe(2);
    // And the second one gives the token from now on.
    browser.portal.last.bye({ reason: 'reauth', retryMs: 0 });
    serials.length = 0;
    await settle();
    expect(serials).toEqual([2]);
    expect(browser.portal.answers).toHaveLength(2);
  });

  it('end the connection a minute after nobody looks, and have it back at once', async () => {
    const tab = await browser.openTab();
    browser.portal.last.hello().picture(tableOf('cart-1'));
    await settle();
    tab.page.show(false);
    await browser.clock.advance(30_000);
    browser.portal.last.heartbeat();
    await browser.clock.advance(29_000);
    expect(browser.portal.last.isCancelled).toBe(false);
    await browser.clock.advance(1_000);
    expect(browser.portal.last.isCancelled).toBe(true);
    tab.page.show(true);
    await settle();
    expect(connection(tab)).toBe('reconnecting');
    expect(tab.names()).toEqual(['cart-1']);
    browser.portal.last.hello().picture(tableOf('cart-2'));
    await settle();
    expect(connection(tab)).toBe('live');
    expect(tab.names()).toEqual(['cart-2']);
  });

  it('are not made to decode while nobody looks at them', async () => {
    const seen = await browser.openTab();
    const hidden = await browser.openTab();
    const table = tableOf('cart-1');
    browser.portal.last.hello().picture(table);
    await settle();
    hidden.page.show(false);
    await browser.clock.advance(30_000);
    browser.portal.last.states(table, 2, 0).heartbeat();
    await browser.clock.advance(30_000);
    expect(hidden.stream.getSnapshot().table.state[0]).toBe(2);
    browser.portal.last.states(table, 3, 0);
    await settle();
    expect(seen.stream.getSnapshot().table.state[0]).toBe(3);
    expect(hidden.stream.getSnapshot().table.state[0]).toBe(2);
    hidden.page.show(true);
    await settle();
    expect(hidden.stream.getSnapshot().table.state[0]).toBe(3);
    browser.portal.last.states(table, 4, 0);
    await settle();
    expect(hidden.stream.getSnapshot().table.state[0]).toBe(4);
  });

  it('that crashed do not keep the connection open', async () => {
    const [tabEnd, sharerEnd] = portPair<TabMessage, SharerMessage>();
    browser.sharer.add(sharerEnd);
    tabEnd.onmessage = ({ data }) => {
      if (data.type === 'tokenWanted') {
        const token = tokenOf('user:default/ada');
        tabEnd.postMessage({ type: 'token', request: data.request, token });
      }
    };
    tabEnd.postMessage({
      type: 'attach',
      url: 'http://portal/api/fleet/v1/stream',
      subject: JSON.stringify(['', 'user:default/ada']),
      isVisible: true,
    });
    await settle();
    const answer = browser.portal.last.hello().picture(tableOf('cart-1'));
    // Two and a half minutes until it counts as gone, and one that the connection lingers.
    for (let seconds = 0; seconds < 210; seconds += 30) {
      expect(answer.isCancelled).toBe(false);
      answer.heartbeat();
      await browser.clock.advance(30_000);
    }
    expect(answer.isCancelled).toBe(true);
  });

  it('come back from the cache of the browser', async () => {
    const tab = await browser.openTab();
    const table = tableOf('cart-1');
    browser.portal.last.hello().picture(table);
    await settle();
    tab.page.hide();
    await settle();
    tab.page.return();
    await settle();
    browser.portal.last.states(table, 2, 0);
    await settle();
    expect(tab.stream.getSnapshot().table.state[0]).toBe(2);
    expect(browser.portal.answers).toHaveLength(1);
  });
});

describe('without a SharedWorker', () => {
  it.each([
    [
      'that exists',
      {
        openShared: () => {
          throw new ReferenceError('SharedWorker is not defined');
        },
      },
    ],
    ['that says a word', { isBroken: true }],
  ])('%s, the tab connects by itself', async (_, options) => {
    const tab = await browser.openTab(options);
    await browser.clock.advance(5_000);
    expect(browser.ownSharers).toBe(1);
    browser.portal.last.hello().picture(tableOf('cart-1'));
    await settle();
    expect(tab.names()).toEqual(['cart-1']);
  });

  it('whose script can be loaded, the tab connects at once', async () => {
    let fail = () => {};
    const tab = await browser.openTab({
      openShared: onFailed => {
        fail = onFailed;
        return portPair<TabMessage, SharerMessage>()[0];
      },
    });
    fail();
    await settle();
    browser.portal.last.hello().picture(tableOf('cart-1'));
    await settle();
    expect(tab.names()).toEqual(['cart-1']);
    await browser.clock.advance(10_000);
    expect(browser.ownSharers).toBe(1);
  });
});
