import type { Unit } from './units';

const NAME_LABELS = ['app.kubernetes.io/name', 'app'];

/** What telemetry may call a unit, strongest first. */
function namesOf({ name, services, workloads }: Unit): string[][] {
  return [
    [
      name,
      ...services.map(service => service.name),
      ...workloads.map(workload => workload.name),
    ],
    workloads.flatMap(({ template }) =>
      NAME_LABELS.flatMap(label => template?.labels[label] ?? []),
    ),
  ];
}

/** Names that applications give themselves, and the units that could be meant. */
export class ApplicationNames {
  /** By strength, then by name in lower case. */
  readonly #units: Array<Map<string, Set<Unit>>> = [new Map(), new Map()];

  constructor(units: readonly Unit[]) {
    for (const unit of units) {
      namesOf(unit).forEach((names, strength) => {
        for (const name of names) {
          const key = name.toLowerCase();
          const known = this.#units[strength].get(key) ?? new Set();
          known.add(unit);
          this.#units[strength].set(key, known);
        }
      });
    }
  }

  /**
   * The units that a name can mean: those of the place that the source gives,
   * and where there is none or it has no such name, those of the whole estate.
   * Own names go before labels. More than one means that nobody knows.
   */
  candidates(
    name: string,
    place: { cluster?: string; namespace?: string },
  ): Unit[] {
    const key = name.toLowerCase();
    for (const isInPlace of [inPlace(place), () => true]) {
      for (const byName of this.#units) {
        const found = [...(byName.get(key) ?? [])].filter(isInPlace);
        if (found.length > 0) {
          return found;
        }
      }
    }
    return [];
  }
}

function inPlace({
  cluster,
  namespace,
}: {
  cluster?: string;
  namespace?: string;
}) {
  return (unit: Unit) =>
    (cluster === undefined || unit.cluster === cluster) &&
    (namespace === undefined || unit.namespace === namespace);
}
