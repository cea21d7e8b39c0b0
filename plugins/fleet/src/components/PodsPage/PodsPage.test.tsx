import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { act, screen, waitFor, within } from '@testing-library/react';
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
  } = {},
) {
  const snapshot = options.snapshot ?? snapshotOf(PODS);
  const stream: FleetStream = {
    getSnapshot: () => snapshot,
    subscribe: () => () => undefined,
    retryNow: () => undefined,
  };
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

  it('tells somebody without rights whom to ask', async () => {
    await renderPage({
      snapshot: snapshotOf([], { clusters: [] }),
      fleet: {
        me: async () => ({
          userEntityRef: 'user:default/wei',
          subjects: { groups: [] },
          visible: { clusters: 0, namespaces: 0 },
          advice: 'Ask #platform for access.',
        }),
      },
    });
    expect(
      await screen.findByText(/You are signed in as wei/),
    ).toBeInTheDocument();
    expect(screen.getByText('Ask #platform for access.')).toBeInTheDocument();
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
