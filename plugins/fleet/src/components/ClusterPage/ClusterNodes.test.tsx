import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { NodeSummary } from '@panorama/plugin-fleet-common';
import { screen, within } from '@testing-library/react';
import { rootRouteRef } from '../../routes';
import { ClusterNodes } from './ClusterNodes';

function node(name: string, used?: NodeSummary['used']): NodeSummary {
  return {
    name,
    ready: true,
    unschedulable: false,
    pressures: [],
    allocatable: {
      cpuMillicores: 16_000,
      memoryBytes: 64 * 2 ** 30,
      gpus: 0,
      pods: 110,
    },
    used,
    pods: 5,
  };
}

describe('the nodes of a cluster', () => {
  beforeAll(() => {
    // jsdom lays nothing out: without a height the table draws no row.
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
      configurable: true,
      value: 600,
    });
  });

  it('show what each uses beside what it can allocate, and no zero for what nobody measured', async () => {
    renderInTestApp(
      <ClusterNodes
        cluster="prod-eu"
        nodes={[
          node('a-1', { cpuMillicores: 3_200, memoryBytes: 12 * 2 ** 30 }),
          node('a-2'),
        ]}
      />,
      { mountedRoutes: { '/fleet': rootRouteRef } },
    );
    const table = await screen.findByRole('table', { name: 'Nodes' });
    const [, measured, unmeasured] = within(table).getAllByRole('row');
    expect(measured).toHaveTextContent('3.2 cores · 12 GiB16 cores · 64 GiB');
    expect(unmeasured).toHaveTextContent('–16 cores · 64 GiB');
  });
});
