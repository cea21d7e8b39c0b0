import type { Scenario, ScenarioContext } from './Scenario';
import { closest } from './closest';

export class UnknownScenarioError extends Error {
  override name = 'UnknownScenarioError';

  constructor(name: string, known: readonly Scenario[]) {
    const names = known.map(each => each.name);
    const meant = closest(name, names);
    super(
      `There is no scenario "${name}".${
        meant ? ` Did you mean ${meant}?` : ''
      } Known: ${names.join(', ')}`,
    );
  }
}

/** Starts scenarios and puts things back. One scenario runs at most once at a time. */
export class ScenarioRunner {
  readonly #scenarios: readonly Scenario[];
  readonly #context: ScenarioContext;
  readonly #active = new Map<
    string,
    { startedAtMs: number; undo: () => void | Promise<void> }
  >();

  constructor(scenarios: readonly Scenario[], context: ScenarioContext) {
    this.#scenarios = scenarios;
    this.#context = context;
  }

  list() {
    return this.#scenarios.map(({ name, title, description }) => ({
      name,
      title,
      description,
      active: this.#active.has(name),
      startedAt: this.#active.get(name)?.startedAtMs,
    }));
  }

  /**
   * Starts a scenario; does nothing when it is active already.
   * @throws UnknownScenarioError
   */
  start(name: string): Scenario {
    const scenario = this.#scenarios.find(each => each.name === name);
    if (!scenario) {
      throw new UnknownScenarioError(name, this.#scenarios);
    }
    if (!this.#active.has(name)) {
      const undo = scenario.start(this.#context);
      this.#active.set(name, { startedAtMs: this.#context.clock.now(), undo });
    }
    return scenario;
  }

  /** Puts back one scenario or all of them, the last one first. */
  async reset(name?: string): Promise<void> {
    const names =
      name === undefined ? [...this.#active.keys()].reverse() : [name];
    for (const each of names) {
      const active = this.#active.get(each);
      this.#active.delete(each);
      await active?.undo();
    }
  }
}
