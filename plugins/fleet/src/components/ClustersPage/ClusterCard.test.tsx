import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ClusterSummary } from '@panorama/plugin-fleet-common';
import { screen } from '@testing-library/react';
import { rootRouteRef } from '../../routes';
import { ClusterCard } from './ClusterCard';

const NOW = 1_700_000_000_000;
const GIB = 2 ** 30;

function cluster(more: Partial<ClusterSummary> = {}): ClusterSummary {
  return {
    name: 'prod-eu',
    freshness: 'live',
    missingKinds: [],
    hasUsage: true,
    nodes: { total: 3, ready: 3 },
    pods: 40,
    podsByState: { running: 40 },
    namespaces: 4,
    allocatable: {
      cpuMillicores: 48_000,
      memoryBytes: 192 * GIB,
      gpus: 0,
      pods: 330,
    },
    requested: { cpuMillicores: 12_000, memoryBytes: 64 * GIB, gpus: 0 },
    limits: { cpuMillicores: 0, memoryBytes: 0, gpus: 0 },
    used: { cpuMillicores: 6_000, memoryBytes: 30 * GIB },
    ...more,
  };
}

async function renderCard(more: Partial<ClusterSummary>) {
  renderInTestApp(<ClusterCard cluster={cluster(more)} now={NOW} />, {
    mountedRoutes: { '/fleet': rootRouteRef },
  });
  return screen.findByRole('article', { name: 'prod-eu' });
}

describe('the card of a cluster', () => {
  it('says what the nodes use, what is requested and what they can allocate, and who measured', async () => {
    const card = await renderCard({
      nodeUsage: { nodes: 3, cpuMillicores: 8_000, memoryBytes: 40 * GIB },
      usage: { source: 'prometheus', readAt: NOW - 26_000, problems: [] },
    });
    expect(card).toHaveTextContent('8 used, 12 requested of 48 cores');
    expect(card).toHaveTextContent('40 GiB used, 64 GiB requested of 192 GiB');
    expect(card).toHaveTextContent(
      'Measured by prometheus · whole nodes · 26 s ago',
    );
  });

  it('says when not every node was measured', async () => {
    const card = await renderCard({
      nodeUsage: { nodes: 2, cpuMillicores: 8_000, memoryBytes: 40 * GIB },
      usage: { source: 'metrics.k8s.io', problems: [] },
    });
    expect(card).toHaveTextContent('Measured by metrics.k8s.io · 2 of 3 nodes');
  });

  it('says what the pods use where nothing is known of nodes', async () => {
    const card = await renderCard({
      nodes: undefined,
      allocatable: undefined,
      usage: { source: 'metrics.k8s.io', problems: [] },
    });
    expect(card).toHaveTextContent('6 cores used, 12 cores requested');
    expect(card).toHaveTextContent('Measured by metrics.k8s.io · pods only');
  });

  it('says why there is no measurement, and shows no zero', async () => {
    const card = await renderCard({
      used: undefined,
      hasUsage: false,
      usage: {
        problems: [
          {
            source: 'prometheus',
            code: 'no-data',
            message: 'no series',
            since: NOW,
          },
          {
            source: 'metrics.k8s.io',
            code: 'not-served',
            message: '404',
            since: NOW,
          },
        ],
      },
    });
    expect(card).toHaveTextContent('12 requested of 48 cores');
    expect(card).not.toHaveTextContent('used');
    expect(card).toHaveTextContent(
      'prometheus knows nothing about this cluster.',
    );
    expect(card).toHaveTextContent('metrics.k8s.io is not installed.');
  });

  it('names kinds that it may not read, and none that nobody installed', async () => {
    const card = await renderCard({
      missingKinds: [
        { kind: 'events', reason: 'forbidden' },
        { kind: 'gateways.gateway.networking.k8s.io', reason: 'not-served' },
        { kind: 'endpointslices.discovery.k8s.io', reason: 'not-served' },
      ],
    });
    expect(card).toHaveTextContent('The portal may not read here: events.');
    expect(card).toHaveTextContent(
      'This cluster does not serve: endpointslices.discovery.k8s.io.',
    );
    expect(card).not.toHaveTextContent('gateways');
  });
});
