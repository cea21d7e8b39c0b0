import fc from 'fast-check';
import type { GraphEdge, GraphNode } from '../graph/types';
import { assessHealth } from './assess';
import {
  allCrashing,
  graphEdge,
  graphNode,
  look,
  NOON,
  traffic,
  twoReady,
  workload,
} from './__testUtils__/graphs';

const facts = fc.constantFrom(
  {},
  twoReady,
  allCrashing,
  { workloads: [workload(1, 2, { reason: 'Error', since: 0 })] },
  { isMeasuredHealthy: true },
);

const graphs = fc.array(facts, { minLength: 1, maxLength: 8 }).chain(all =>
  fc.record({
    nodes: fc.constant(all.map((own, at) => graphNode(`n${at}`, own))),
    edges: fc
      .uniqueArray(
        fc.record({
          from: fc.nat(all.length - 1),
          to: fc.nat(all.length - 1),
          ratio: fc.constantFrom(undefined, 0, 0.02, 0.3, 0.9),
          protocol: fc.constantFrom('http' as const, 'redis' as const),
        }),
        { maxLength: 16, selector: ({ from, to }) => `${from}>${to}` },
      )
      .map(edges =>
        edges.map(({ from, to, ratio, protocol }) =>
          graphEdge(`n${from}`, `n${to}`, {
            protocols: [protocol],
            ...(ratio !== undefined && { traffic: traffic(ratio) }),
          }),
        ),
      ),
  }),
);

const atFault = (own: string) => own === 'down' || own === 'degraded';

describe('whatever the graph', () => {
  it('red has a finding, and a finding makes red', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        for (const { health } of look(nodes, edges).nodes) {
          expect(atFault(health.own)).toBe(health.findings.length > 0);
        }
      }),
    );
  });

  it('nobody inherits from itself, from the healthy, or twice', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const map = look(nodes, edges);
        const own = new Map(
          map.nodes.map(({ id, health }) => [id, health.own]),
        );
        for (const { id, health } of map.nodes) {
          expect(health.inheritedFrom).not.toContain(id);
          expect(new Set(health.inheritedFrom).size).toBe(
            health.inheritedFrom.length,
          );
          for (const origin of health.inheritedFrom) {
            expect(atFault(own.get(origin)!)).toBe(true);
          }
        }
      }),
    );
  });

  it('every failing call of which somebody is at fault is somebody’s fault', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const map = look(nodes, edges);
        const health = new Map(map.nodes.map(node => [node.id, node.health]));
        for (const edge of map.edges.filter(
          ({ from, to, health: own }) => from !== to && own === 'down',
        )) {
          const caller = health.get(edge.from)!;
          const callee = health.get(edge.to)!;
          expect(
            [caller.own, callee.own].some(atFault) ||
              caller.inheritedFrom.length > 0,
          ).toBe(true);
        }
      }),
    );
  });

  it('the order of nodes and edges changes nothing', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const healthById = (of: GraphNode[], by: GraphEdge[]) =>
          Object.fromEntries(
            look(of, by).nodes.map(({ id, health }) => [
              id,
              [health.own, [...health.inheritedFrom]],
            ]),
          );
        expect(healthById([...nodes].reverse(), [...edges].reverse())).toEqual(
          healthById(nodes, edges),
        );
      }),
    );
  });

  it('no data is never green', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const nothingKnown = nodes.map(({ id }) => graphNode(id));
        const silent = edges.map(({ from, to }) => graphEdge(from, to));
        for (const { health } of look(nothingKnown, silent).nodes) {
          expect(health.own).toBe('unknown');
        }
      }),
    );
  });

  it('a fault that ends is gone at the next look', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const broken = look(nodes, edges);
        const repaired = assessHealth(
          {
            nodes: nodes.map(({ id }) => graphNode(id, twoReady)),
            edges: edges.map(({ from, to }) =>
              graphEdge(from, to, { traffic: traffic(0) }),
            ),
          },
          { now: NOON + 1, memory: broken.memory },
        );
        for (const { health } of repaired.nodes) {
          expect(health).toEqual({
            own: 'healthy',
            findings: [],
            inheritedFrom: [],
          });
        }
      }),
    );
  });
});
