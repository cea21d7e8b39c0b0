import type {
  Observation,
  ServiceMapSource,
} from '@panorama/plugin-service-map-node';
import { NOTHING_OBSERVED } from '@panorama/plugin-service-map-node';
import { NO_INSIGHTS } from './MapAnalyst';
import { MapBuilder, type Draw, type MapBuilderOptions } from './MapBuilder';

const nothingDrawn: Draw = () => ({
  nodes: [],
  edges: [],
  coverage: { workloads: 0, measuredWorkloads: 0 },
  insights: NO_INSIGHTS,
});

function sourceOf(
  id: string,
  observe: ServiceMapSource['observe'],
): ServiceMapSource {
  return { id, title: id, observe };
}

function builderOf(
  sources: ServiceMapSource[],
  options: Partial<MapBuilderOptions> = {},
) {
  return new MapBuilder({
    sources,
    draw: nothingDrawn,
    deadlineMs: 1000,
    keepMs: 60_000,
    now: () => 0,
    ...options,
  });
}

const never = new AbortController().signal;

describe('a build of the map', () => {
  it('asks every source and says how each did', async () => {
    const { map } = await builderOf([
      sourceOf('kubernetes', async () => NOTHING_OBSERVED),
      sourceOf('istio', async () => ({
        ...NOTHING_OBSERVED,
        queries: 8,
        problems: [{ message: 'Prometheus did not answer “tcp bytes”' }],
      })),
      sourceOf('dubbo', async () => {
        throw new Error('connection refused');
      }),
    ]).build(never);
    expect(map.sources).toMatchObject([
      { id: 'kubernetes', state: 'ok' },
      {
        id: 'istio',
        state: 'partial',
        queries: 8,
        problems: [{ message: 'Prometheus did not answer “tcp bytes”' }],
      },
      {
        id: 'dubbo',
        state: 'failed',
        problems: [{ message: 'connection refused', audience: 'operators' }],
      },
    ]);
  });

  it('goes on without a source that never answers', async () => {
    const { map } = await builderOf(
      [
        sourceOf('hung', () => new Promise(() => {})),
        sourceOf('kubernetes', async () => NOTHING_OBSERVED),
      ],
      { deadlineMs: 20 },
    ).build(never);
    expect(map.sources).toMatchObject([
      { state: 'failed', problems: [{ message: 'No answer within 0 s' }] },
      { state: 'ok', problems: [] },
    ]);
  });

  it('keeps what a source said before it failed, for a while', async () => {
    let now = 0;
    let answer: () => Promise<Observation> = async () => NOTHING_OBSERVED;
    const used: string[][] = [];
    const builder = builderOf([sourceOf('istio', () => answer())], {
      now: () => now,
      draw: (answers, ...rest) => {
        used.push(answers.map(({ source }) => source));
        return nothingDrawn(answers, ...rest);
      },
    });
    await builder.build(never);
    answer = async () => {
      throw new Error('gone');
    };
    now = 30_000;
    const { map: late } = await builder.build(never);
    expect(late.sources[0]).toMatchObject({ state: 'failed', answeredAt: 0 });
    now = 90_000;
    await builder.build(never);
    expect(used).toEqual([['istio'], ['istio'], []]);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const build = builderOf([
      sourceOf('hung', () => new Promise(() => {})),
    ]).build(controller.signal);
    controller.abort(new Error('shutting down'));
    await expect(build).rejects.toThrow('shutting down');
  });
});
