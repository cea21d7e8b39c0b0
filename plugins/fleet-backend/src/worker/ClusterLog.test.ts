import type { ClusterProblemCode } from '@panorama/plugin-fleet-common';
import { ClusterLog } from './ClusterLog';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const problem = (code: ClusterProblemCode) => ({
  code,
  message: 'k8s:6443: no',
  since: 1,
});
const forbidden = (kind: string) => ({ kind, reason: 'forbidden' as const });
const notServed = (kind: string) => ({ kind, reason: 'not-served' as const });
const well = { missingKinds: [] };

describe('the log of a cluster', () => {
  it('has one warning for an outage, however often it is looked at, and one line for its end', () => {
    const log = new ClusterLog();
    const down = { missingKinds: [], problem: problem('unreachable') };
    expect(log.lines(well, [], NOW)).toEqual([]);
    expect(log.lines(down, [], NOW)).toEqual([
      { level: 'warn', message: 'unreachable: k8s:6443: no' },
    ]);
    expect(log.lines(down, [], NOW + 1_000)).toEqual([]);
    expect(
      log.lines({ ...down, problem: problem('unreachable') }, [], NOW + 2_000),
    ).toEqual([]);
    expect(log.lines(well, [], NOW + 42_000)).toEqual([
      { level: 'info', message: 'well again after 42 s' },
    ]);
  });

  it('has one warning more when the trouble becomes another one', () => {
    const log = new ClusterLog();
    const with_ = (code: ClusterProblemCode) => ({
      missingKinds: [],
      problem: problem(code),
    });
    log.lines(with_('unreachable'), [], NOW);
    expect(log.lines(with_('unauthorized'), [], NOW + 10_000)).toEqual([
      { level: 'warn', message: 'unauthorized: k8s:6443: no' },
    ]);
    expect(log.lines(well, [], NOW + 30_000)).toEqual([
      { level: 'info', message: 'well again after 30 s' },
    ]);
  });

  it('names kinds that are not there once, all together, and not again when they are asked for again', () => {
    const log = new ClusterLog();
    const missingKinds = [
      notServed('gateways'),
      forbidden('nodes'),
      notServed('workspaces'),
      forbidden('configmaps'),
    ];
    expect(log.lines({ missingKinds }, ['pods'], NOW)).toEqual([
      {
        level: 'warn',
        message: 'the portal may not list and watch nodes, configmaps',
      },
      {
        level: 'info',
        message: 'the cluster does not serve gateways, workspaces',
      },
    ]);
    // Being asked for again, they are in no list for a moment.
    expect(log.lines(well, ['pods'], NOW)).toEqual([]);
    expect(log.lines({ missingKinds }, ['pods'], NOW)).toEqual([]);
    // Served for a while, then not: that is news.
    expect(log.lines(well, ['pods', 'nodes'], NOW)).toEqual([]);
    expect(log.lines({ missingKinds }, ['pods'], NOW)).toEqual([
      { level: 'warn', message: 'the portal may not list and watch nodes' },
    ]);
  });
});
