import type { SourceProblem } from '@panorama/plugin-service-map-common';
import type {
  Observation,
  ServiceMapSource,
  SourceContext,
} from '@panorama/plugin-service-map-node';
import { type Answer, type Answers, type PlacedSample, place } from './answers';
import type { PrometheusSettings, PrometheusSourceId } from './config';
import type { PrometheusClient } from './PrometheusClient';
import { type Phrases, phrasesOf, type Question } from './questions';

/** What a source makes of the answers. */
export type Reading = Pick<Observation, 'nodes' | 'edges'> &
  Partial<Pick<Observation, 'problems' | 'missingMetrics' | 'unpairedSpans'>>;

/** What a reader needs beside the answers. */
export interface ReadingContext {
  /** Names of clusters in labels → names in the fleet. */
  clusterNames: Readonly<Record<string, string>>;
}

/** A source that asks Prometheus: its questions, and the pure function that reads the answers. */
export interface PrometheusSourceDefinition<Q extends string = string> {
  id: PrometheusSourceId;
  title: string;
  questions(phrases: Phrases): Readonly<Record<Q, Question>>;
  read(answers: Answers<Q>, context: ReadingContext): Reading;
}

/** One Prometheus that a source asks. */
export interface PrometheusToAsk {
  settings: PrometheusSettings;
  client: Pick<PrometheusClient, 'query'>;
}

/**
 * How long all questions of a source may take together, ms. Less than a build
 * waits for a source: a slow Prometheus then costs the answers that are late,
 * and not those that are there.
 */
const ROUND_MS = 15_000;

/** Puts the questions of a definition to every Prometheus that is configured for it. */
export class PrometheusSource<Q extends string> implements ServiceMapSource {
  readonly id: string;
  readonly title: string;

  constructor(
    private readonly definition: PrometheusSourceDefinition<Q>,
    private readonly toAsk: readonly PrometheusToAsk[],
    private readonly roundMs = ROUND_MS,
  ) {
    this.id = definition.id;
    this.title = definition.title;
  }

  /** @throws Error with the sentences of all, when nobody answered anything */
  async observe(context: SourceContext): Promise<Observation> {
    const round = new Round<Q>();
    const deadline = AbortSignal.timeout(this.roundMs);
    const signal = AbortSignal.any([context.signal, deadline]);
    await Promise.all(
      this.toAsk.map(one =>
        this.#askEverything(one, { now: context.now, signal }, round),
      ),
    );
    context.signal.throwIfAborted();
    if (round.answered === 0) {
      throw new Error(
        round
          .problems()
          .map(({ message }) => message)
          .join('; '),
      );
    }
    const reading = this.definition.read(round.answers(), {
      clusterNames: Object.assign(
        {},
        ...this.toAsk.map(({ settings }) => settings.clusterNames),
      ),
    });
    return {
      ...reading,
      queries: round.asked,
      problems: [...round.problems(), ...(reading.problems ?? [])],
      missingMetrics: [
        ...round.missingMetrics(),
        ...(reading.missingMetrics ?? []),
      ],
    };
  }

  async #askEverything(
    { settings, client }: PrometheusToAsk,
    { now, signal }: SourceContext,
    round: Round<Q>,
  ): Promise<void> {
    const questions = Object.entries(
      this.definition.questions(phrasesOf(settings, this.definition.id)),
    ) as Array<[Q, Question]>;
    await Promise.all(
      questions.map(async ([key, question]) => {
        round.asked += 1;
        try {
          const { samples, warnings } = await client.query(question.promql, {
            time: now,
            signal,
          });
          round.add(key, question, settings.name, place(samples, settings));
          for (const warning of warnings) {
            round.complain(
              `Prometheus "${settings.name}" answered in part: ${warning}`,
              key,
              settings,
            );
          }
        } catch (error) {
          round.complain(
            signal.aborted
              ? `Prometheus "${settings.name}" took too long for all that it is asked`
              : messageOf(error),
            key,
            settings,
          );
        }
      }),
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What came back in one build. */
class Round<Q extends string> {
  asked = 0;
  answered = 0;
  readonly #answers = new Map<
    Q,
    { samples: PlacedSample[]; by: Set<string> }
  >();
  readonly #restingOn = new Map<Q, string>();
  readonly #complaints = new Map<
    string,
    { keys: Q[]; clusters: readonly string[] }
  >();

  add(key: Q, question: Question, by: string, samples: PlacedSample[]) {
    this.answered += 1;
    const answer = this.#answers.get(key) ?? { samples: [], by: new Set() };
    this.#answers.set(key, {
      samples: answer.samples.concat(samples),
      by: answer.by.add(by),
    });
    if (question.restsOn) {
      this.#restingOn.set(key, question.restsOn);
    }
  }

  /** Several questions that fail for one reason are one sentence. */
  complain(sentence: string, key: Q, { clusters }: PrometheusSettings) {
    const { keys = [] } = this.#complaints.get(sentence) ?? {};
    this.#complaints.set(sentence, { keys: [...keys, key], clusters });
  }

  answers(): Answers<Q> {
    return Object.fromEntries(this.#answers) as unknown as Partial<
      Record<Q, Answer>
    >;
  }

  /** Prometheus' own words may repeat labels of anybody's series. */
  problems(): SourceProblem[] {
    return [...this.#complaints].map(([sentence, { keys, clusters }]) => ({
      message: `${sentence} (asked for: ${[...keys].sort().join(', ')})`,
      ...(clusters.length > 0 && { clusters: [...clusters] }),
      audience: 'operators',
    }));
  }

  missingMetrics(): string[] {
    const missing = [...this.#restingOn].flatMap(([key, metric]) =>
      this.#answers.get(key)?.samples.length === 0 ? [metric] : [],
    );
    return [...new Set(missing)];
  }
}
