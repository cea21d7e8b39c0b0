import type {
  ServiceMap,
  SourceProblem,
  SourceResult,
} from '@panorama/plugin-service-map-common';
import type {
  Observation,
  ServiceMapSource,
} from '@panorama/plugin-service-map-node';

import type { Insights } from './MapAnalyst';
import type { Drawing } from './MapDrawer';

/** What a source said, and when. */
export interface SourceAnswer {
  source: string;
  observation: Observation;
  /** ms since the epoch; before the build's own time when the answer is kept from an earlier build. */
  answeredAt: number;
}

/** The middle of a build: from answers to nodes and edges with health. */
export type Draw = (
  answers: readonly SourceAnswer[],
  now: number,
  previous: ServiceMap | undefined,
) => Drawing;

/** One build: the map, and what it means. */
export interface Build {
  map: ServiceMap;
  insights: Insights;
}

export interface MapBuilderOptions {
  sources: readonly ServiceMapSource[];
  draw: Draw;
  /** A source that takes longer has failed in this build, ms. */
  deadlineMs: number;
  /** What a failed source said before is used for so long, ms. */
  keepMs: number;
  now: () => number;
}

/**
 * Asks every source at once and draws the map from what came back. A source
 * that fails keeps its last answer for a while, with its age in the status; it
 * never fails the build.
 */
export class MapBuilder {
  readonly #answers = new Map<string, SourceAnswer>();
  #previous: ServiceMap | undefined;

  constructor(private readonly options: MapBuilderOptions) {}

  /** @param signal - ends the build; it then rejects with the signal's reason. */
  async build(signal: AbortSignal): Promise<Build> {
    const { sources, draw, now } = this.options;
    const startedAt = now();
    const statuses = await Promise.all(
      sources.map(source => this.#ask(source, startedAt, signal)),
    );
    signal.throwIfAborted();
    const answers = this.#usable(startedAt);
    const { nodes, edges, coverage, insights } = draw(
      answers,
      startedAt,
      this.#previous,
    );
    const map: ServiceMap = {
      build: (this.#previous?.build ?? 0) + 1,
      builtAt: startedAt,
      durationMs: now() - startedAt,
      nodes,
      edges,
      sources: statuses.map(status => ({
        ...status,
        nodes: countOf(nodes, status.id),
        edges: countOf(edges, status.id),
      })),
      coverage: { ...coverage, ...measuredBy(answers) },
    };
    this.#previous = map;
    return { map, insights };
  }

  async #ask(
    source: ServiceMapSource,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<SourceResult> {
    const { deadlineMs, now } = this.options;
    const status = { id: source.id, title: source.title, nodes: 0, edges: 0 };
    try {
      const observation = await withDeadline(
        inTime => source.observe({ now: startedAt, signal: inTime }),
        deadlineMs,
        signal,
      );
      this.#answers.set(source.id, {
        source: source.id,
        observation,
        answeredAt: startedAt,
      });
      return {
        ...status,
        state: observation.problems.length > 0 ? 'partial' : 'ok',
        answeredAt: startedAt,
        problems: observation.problems,
        queries: observation.queries,
        durationMs: now() - startedAt,
      };
    } catch (error) {
      const kept = this.#answers.get(source.id);
      return {
        ...status,
        state: 'failed',
        ...(kept && { answeredAt: kept.answeredAt }),
        problems: [problemOf(error)],
        queries: 0,
        durationMs: now() - startedAt,
      };
    }
  }

  #usable(startedAt: number): SourceAnswer[] {
    const { sources, keepMs } = this.options;
    return sources.flatMap(({ id }) => {
      const answer = this.#answers.get(id);
      return answer && startedAt - answer.answeredAt <= keepMs ? answer : [];
    });
  }
}

/** Its message is ours, and names nothing. */
class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

function problemOf(error: unknown): SourceProblem {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof DeadlineError
    ? { message }
    : { message, audience: 'operators' };
}

function countOf(
  items: ReadonlyArray<{ witnesses: ReadonlyArray<{ source: string }> }>,
  source: string,
): number {
  return items.filter(({ witnesses }) =>
    witnesses.some(witness => witness.source === source),
  ).length;
}

function measuredBy(answers: readonly SourceAnswer[]) {
  const unpaired = answers.flatMap(
    ({ observation }) => observation.unpairedSpans ?? [],
  );
  return {
    missingMetrics: answers.flatMap(({ source, observation }) =>
      observation.missingMetrics.map(metric => ({ source, metric })),
    ),
    ...(unpaired.length > 0 && { unpairedSpans: Math.max(...unpaired) }),
  };
}

/** Rejects at the deadline even where the work does not listen to its signal. */
async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  deadlineMs: number,
  outer: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let stop = () => {};
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new DeadlineError(
            `No answer within ${Math.round(deadlineMs / 1000)} s`,
          ),
        ),
      deadlineMs,
    );
    stop = () => reject(outer.reason);
    outer.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
    controller.abort();
  }
}
