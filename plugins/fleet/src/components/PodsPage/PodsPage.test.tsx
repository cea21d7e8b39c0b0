import { storageApiRef } from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { useLocation } from 'react-router-dom';
import { fleetApiRef, type FleetApi } from '../../api/FleetApi';
import { createFleetPageApi, fleetPageApiRef } from '../../api/FleetPageApi';
import type { FleetSnapshot, FleetStream } from '../../api/FleetStream';
import { fleetStreamApiRef } from '../../api/FleetStreamApi';
import type { HeatmapOptions, HeatmapView } from '../../heatmap/types';
import { rootRouteRef } from '../../routes';
import {
  makePod,
  makeTable,
  type SyntheticPod,
} from '../../testUtils/makeTable';
import { PodsPage } from './PodsPage';

const drawn: { options?: HeatmapOptions; view?: HeatmapView } = {};

// jsdom has no canvas: the picture is replaced by what it was asked to draw.
jest.mock('../../heatmap', () => ({
  ...jest.requireActual('../../heatmap'),
  createHeatmap: (options: HeatmapOptions) => {
    drawn.options = options;
    return {
      setData: () => undefined,
      setTokens: () => undefined,
      setView: (view: HeatmapView) => {
        drawn.view = view;
      },
      resize: () => undefined,
      repack: () => undefined,
      groups: () => [],
      zoomTo: () => undefined,
      nextPod: (from: number | undefined, step: number) => ({
        slot: (from ?? -1) + step,
      }),
      destroy: () => undefined,
    };
  },
}));

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const PODS: SyntheticPod[] = [
  {
    name: 'cart-1',
    namespace: 'shop',
    state: 'crashloop',
    reason: 'CrashLoopBackOff',
    restarts: 7,
    owner: 'group:default/team-a',
  },
  { name: 'cart-2', namespace: 'shop', restarts: 1 },
  { name: 'report-1', namespace: 'data', state: 'completed' },
];

function snapshotOf(
  pods: SyntheticPod[],
  more: Partial<FleetSnapshot> = {},
): FleetSnapshot {
  const table = makeTable(pods);
  return {
    version: 1,
    table,
    clusters: table.clusters.map(
      (name, index): ClusterStatus => ({
        name,
        index,
        freshness: 'live',
        missingKinds: [],
        hasUsage: true,
      }),
    ),
    connection: 'live',
    serverClockOffsetMs: 0,
    ...more,
  };
}

function Where() {
  const { search } = useLocation();
  return <output data-testid="where">{decodeURIComponent(search)}</output>;
}

async function renderPage(
  options: {
    snapshot?: FleetSnapshot;
    fleet?: Partial<FleetApi>;
    search?: string;
    /** What the person's storage holds. */
    views?: Array<{ id: string; name: string; search: string }>;
  } = {},
) {
  const snapshot = options.snapshot ?? snapshotOf(PODS);
  const stream: FleetStream = {
    getSnapshot: () => snapshot,
    subscribe: () => () => undefined,
    retryNow: () => undefined,
  };
  const storage = mockApis.storage();
  await storage
    .forBucket('plugin.fleet')
    .set('pods-views', options.views ?? []);
  const fleet: Partial<FleetApi> = {
    pod: async address => ({
      ...makePod({ ...PODS[0], ...address }),
      uid: 'u',
      phase: 'Running',
      ownerChain: [],
      containers: [
        {
          name: 'app',
          image: 'x',
          init: false,
          ready: false,
          restarts: 7,
          state: 'waiting',
          reason: 'CrashLoopBackOff',
          lastTermination: { exitCode: 137, message: 'last words' },
        },
      ],
      conditions: [],
      observedAt: Date.now(),
    }),
    podEvents: async () => [],
    ...options.fleet,
  };
  renderInTestApp(
    <TestApiProvider
      apis={[
        [fleetStreamApiRef, stream],
        [fleetApiRef, fleet as FleetApi],
        [fleetPageApiRef, createFleetPageApi()],
        [storageApiRef, storage],
      ]}
    >
      {/* As the portal's extension boundary has it. */}
      <Suspense fallback={null}>
        <PodsPage />
      </Suspense>
      <Where />
    </TestApiProvider>,
    {
      mountedRoutes: { '/fleet': rootRouteRef },
      initialRouteEntries: [`/fleet/pods${options.search ?? ''}`],
    },
  );
  await screen.findByTestId('where');
  return userEvent.setup();
}

const where = () => screen.getByTestId('where').textContent;

beforeAll(() => {
  Object.assign(window, { ResizeObserver: NoResizeObserver });
});

beforeEach(() => {
  drawn.options = undefined;
  drawn.view = undefined;
});

describe('PodsPage', () => {
  it('counts states in the legend and writes a chosen one into filter and URL', async () => {
    const user = await renderPage();
    const crash = await screen.findByRole('button', {
      name: /CrashLoopBackOff/,
    });
    expect(crash).toHaveTextContent('1');
    expect(screen.getByText('1 failing')).toBeInTheDocument();
    await user.click(crash);
    expect(where()).toContain('q=state:crashloop');
    expect(await screen.findByText('1 of 3 pods')).toBeInTheDocument();
    expect([...(drawn.view?.match ?? [])]).toEqual([1, 0, 0]);
  });

  it('opens a pod with its reason in words when its cell is chosen', async () => {
    await renderPage();
    await screen.findByRole('application');
    act(() => drawn.options?.callbacks.onSelect?.([0], 'click'));
    const panel = await screen.findByRole('complementary', { name: 'cart-1' });
    expect(where()).toContain('sel=pod:prod-hangzhou/shop/cart-1');
    expect(
      await within(panel).findByText(
        /The container app exits with code 137 \(killed\)/,
      ),
    ).toBeInTheDocument();
    expect(within(panel).getByText('last words')).toBeInTheDocument();
  });

  it('closes the panel with Escape', async () => {
    const user = await renderPage({
      search: '?sel=pod:prod-hangzhou/shop/cart-2',
    });
    await screen.findByRole('complementary', { name: 'cart-2' });
    screen.getByRole('application').focus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(where()).toBe(''));
  });

  it('says that a selected pod is gone', async () => {
    await renderPage({ search: '?sel=pod:prod-hangzhou/shop/cart-9' });
    expect(await screen.findByText(/This pod is gone/)).toBeInTheDocument();
  });

  it('offers the removal that brings most pods back when nothing matches', async () => {
    const user = await renderPage({ search: '?q=ns:shop restarts>90' });
    await user.click(
      await screen.findByRole('button', { name: 'Remove “restarts>90”' }),
    );
    expect(where()).toBe('?q=ns:shop');
  });

  it('changes between picture and table with t, under the same filter', async () => {
    const user = await renderPage({ search: '?q=ns:shop' });
    (await screen.findByRole('application')).focus();
    await user.keyboard('t');
    const table = await screen.findByRole('table', {
      name: 'Pods, worst first',
    });
    expect(table).toHaveAttribute('aria-rowcount', '3');
    expect(where()).toContain('view=table');
  });

  it('names a cluster that is not up to date and what is shown of it', async () => {
    const snapshot = snapshotOf(PODS);
    snapshot.clusters[0] = {
      ...snapshot.clusters[0],
      freshness: 'stale',
      problem: {
        code: 'unauthorized',
        message: '401',
        since: Date.now() - 1000,
      },
    };
    await renderPage({ snapshot });
    expect(
      await screen.findByText(
        /refused the portal’s token \(401\).*Its last picture is shown/,
      ),
    ).toBeInTheDocument();
  });

  it('says that too many pages are open, with and without a picture', async () => {
    const connection = 'too-many-streams';
    await renderPage({ snapshot: snapshotOf(PODS, { connection }) });
    expect(
      await screen.findByText(/too many fleet pages open/),
    ).toBeInTheDocument();
    expect(screen.getByRole('application')).toBeInTheDocument();
    cleanup();
    await renderPage({
      snapshot: snapshotOf([], { connection, clusters: [] }),
    });
    expect(
      await screen.findByText(/too many fleet pages open/),
    ).toBeInTheDocument();
  });

  it('tells somebody without rights whom to ask', async () => {
    await renderPage({
      snapshot: snapshotOf([], { clusters: [] }),
      fleet: {
        me: async () => ({
          userEntityRef: 'user:default/wei',
          subjects: { groups: [] },
          visible: { clusters: 0, namespaces: 0 },
          advice: { code: 'unknown-subject', source: 'annotation:corp/ldap' },
        }),
      },
    });
    expect(
      await screen.findByText(/You are signed in as wei/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/your catalog entry has no annotation corp\/ldap/),
    ).toBeInTheDocument();
  });

  it('shows the keyboard map behind a question mark', async () => {
    const user = await renderPage();
    (await screen.findByRole('application')).focus();
    await user.keyboard('?');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Next and previous failing pod',
    );
  });

  it('takes letters as text while the filter has the focus', async () => {
    const user = await renderPage();
    await user.type(
      await screen.findByRole('combobox', { name: 'Filter pods' }),
      'cart',
    );
    await waitFor(() => expect(where()).toBe('?q=cart'));
    expect(screen.getByRole('application')).toBeInTheDocument();
  });
});

const VIEWS = [
  { id: '1', name: 'Shop', search: '?q=ns%3Ashop' },
  { id: '2', name: 'Ages', search: '?color=age' },
];

describe('saved views', () => {
  const openList = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(
      await screen.findByRole('button', { name: /Saved views|Shop|Ages/ }),
    );
    return screen.findByRole('dialog', { name: 'Saved views' });
  };

  it('saves what is on screen and names it in the address', async () => {
    const user = await renderPage({ search: '?q=ns:shop' });
    const list = await openList(user);
    await user.type(within(list).getByRole('textbox'), 'Mine');
    await user.click(within(list).getByRole('button', { name: 'Save view' }));
    await waitFor(() => expect(where()).toMatch(/q=ns:shop&saved=\w+/));
    expect(
      await screen.findByRole('button', { name: 'Mine' }),
    ).toBeInTheDocument();
  });

  it('shows a view from a link that only names it', async () => {
    await renderPage({ search: '?saved=1', views: VIEWS });
    await waitFor(() => expect(where()).toBe('?q=ns:shop&saved=1'));
    expect(await screen.findByText('2 of 3 pods')).toBeInTheDocument();
  });

  it('shows the whole link to somebody who does not have the view', async () => {
    await renderPage({ search: '?q=ns:shop&saved=somebodys' });
    await waitFor(() => expect(where()).toBe('?q=ns:shop'));
  });

  it('forgets which view it was as soon as the page shows something else', async () => {
    const user = await renderPage({ search: '?saved=1', views: VIEWS });
    await waitFor(() => expect(where()).toBe('?q=ns:shop&saved=1'));
    (await screen.findByRole('application')).focus();
    await user.keyboard('t');
    await waitFor(() => expect(where()).toBe('?q=ns:shop&view=table'));
  });

  it('renames a view, but not to a name that is taken', async () => {
    const user = await renderPage({ views: VIEWS });
    const list = await openList(user);
    await user.click(within(list).getByRole('button', { name: 'Rename Shop' }));
    const field = within(list).getByRole('textbox', { name: 'New name' });
    await user.clear(field);
    await user.type(field, 'Ages{Enter}');
    expect(
      within(list).getByText('Another view has this name.'),
    ).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, 'Shops{Enter}');
    expect(
      await within(list).findByRole('button', { name: 'Rename Shops' }),
    ).toBeInTheDocument();
  });

  it('deletes a view and brings it back to its place', async () => {
    const user = await renderPage({ views: VIEWS });
    const list = await openList(user);
    const names = () =>
      within(within(list).getByRole('list'))
        .getAllByRole('button', { name: /^Delete/ })
        .map(button => button.getAttribute('aria-label'));
    await user.click(within(list).getByRole('button', { name: 'Delete Shop' }));
    expect(names()).toEqual(['Delete Ages']);
    await user.click(within(list).getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(names()).toEqual(['Delete Shop', 'Delete Ages']),
    );
  });

  it('rotates on the wall, and stands still at p', async () => {
    const user = await renderPage({ views: VIEWS });
    const list = await openList(user);
    await user.click(
      within(list).getByRole('button', { name: 'Rotate on the wall…' }),
    );
    await user.click(within(list).getByRole('button', { name: 'Start wall' }));
    await waitFor(() => expect(where()).toBe('?view=wall&rotate=1,2'));
    expect(await screen.findByText(/Shop · 1 of 2/)).toBeInTheDocument();
    expect([...(drawn.view?.match ?? [])]).toEqual([1, 1, 0]);
    await user.keyboard('{ArrowRight}');
    expect(await screen.findByText(/Ages · 2 of 2/)).toBeInTheDocument();
    expect(drawn.view).toMatchObject({ colouring: 'age', wall: true });
    await user.keyboard('p');
    expect(await screen.findByText(/Ages.*paused/)).toBeInTheDocument();
  });
});

describe('keys of the pods page', () => {
  it('go to the next and previous pod with brackets', async () => {
    const user = await renderPage();
    (await screen.findByRole('application')).focus();
    await user.keyboard(']');
    await waitFor(() => expect(where()).toContain('shop/cart-1'));
    await user.keyboard(']');
    await waitFor(() => expect(where()).toContain('shop/cart-2'));
    await user.keyboard('[[');
    await waitFor(() => expect(where()).toContain('shop/cart-1'));
  });

  it('go to the pods with g f, and show only pages that the portal has', async () => {
    const user = await renderPage({ search: '?q=ns:shop' });
    (await screen.findByRole('application')).focus();
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('g fGo to the pods of all clusters');
    expect(dialog).not.toHaveTextContent('Go to pipelines');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('gf');
    await waitFor(() => expect(where()).toBe(''));
  });
});

describe('the table', () => {
  it('keeps order and columns in the address', async () => {
    const user = await renderPage({ search: '?view=table' });
    await user.click(
      await screen.findByRole('button', { name: 'Sort by Restarts' }),
    );
    expect(where()).toBe('?view=table&sort=restarts');
    await user.click(screen.getByRole('button', { name: 'Sort by Restarts' }));
    expect(where()).toBe('?view=table&sort=-restarts');
    expect(
      screen.getByRole('columnheader', { name: /Restarts/ }),
    ).toHaveAttribute('aria-sort', 'descending');
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(
      await screen.findByRole('menuitemcheckbox', { name: 'Node' }),
    );
    expect(where()).toContain('cols=name,place,state,owner,node,restarts');
    await user.keyboard('{Escape}');
    expect(
      await screen.findByRole('columnheader', { name: /Node/ }),
    ).toBeInTheDocument();
  });
});

describe('own steps of a colouring', () => {
  it('are written into the address and drawn', async () => {
    const user = await renderPage({ search: '?color=restarts' });
    await user.click(await screen.findByRole('button', { name: 'Steps…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Steps of the colours',
    });
    const fields = within(dialog).getAllByRole('textbox');
    expect(fields.map(field => field.getAttribute('value'))).toEqual([
      '1',
      '5',
      '20',
      '100',
    ]);
    await user.clear(fields[1]);
    await user.type(fields[1], '0{Enter}');
    expect(within(dialog).getByRole('alert')).toHaveTextContent('Four rising');
    await user.clear(fields[1]);
    await user.type(fields[1], '7{Enter}');
    await waitFor(() =>
      expect(where()).toBe('?color=restarts&cuts=1,7,20,100'),
    );
    expect(drawn.view?.cuts).toEqual([1, 7, 20, 100]);
    expect(
      await screen.findByRole('button', { name: /^1 to 6/ }),
    ).toHaveTextContent('1');
  });

  it('give way to the usual ones again', async () => {
    const user = await renderPage({
      search: '?color=restarts&cuts=1,7,20,100',
    });
    await user.click(await screen.findByRole('button', { name: 'Own steps…' }));
    await user.click(
      await screen.findByRole('button', { name: 'Usual steps' }),
    );
    await waitFor(() => expect(where()).toBe('?color=restarts'));
  });
});

describe('translations', () => {
  it('say everything in Chinese that they say in English', async () => {
    const { fleetTranslationRef } = await import('../../translation');
    const { default: zh } = await import('../../translations/zh');
    const placeholders = (text: string) =>
      (text.match(/{{\w+}}/g) ?? []).sort();
    const english = Object.entries(
      (
        fleetTranslationRef as unknown as {
          getDefaultMessages(): Record<string, string>;
        }
      ).getDefaultMessages(),
    );
    expect(english.length).toBeGreaterThan(200);
    for (const [key, text] of english) {
      const chinese = (zh as Record<string, string>)[key];
      expect([key, chinese]).toEqual([key, expect.any(String)]);
      // A sentence may leave a value out that its language words otherwise, never invent one.
      for (const name of placeholders(chinese)) {
        expect([key, placeholders(text)]).toEqual([
          key,
          expect.arrayContaining([name]),
        ]);
      }
    }
  });
});
