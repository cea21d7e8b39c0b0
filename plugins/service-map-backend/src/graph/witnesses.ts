import type {
  Witness,
  WitnessBasis,
} from '@panorama/plugin-service-map-common';

/** Longer evidence is somebody's data, not a place to look. */
const MAX_EVIDENCE = 240;

const STRENGTH: Record<WitnessBasis, number> = {
  traffic: 2,
  configuration: 1,
  declaration: 0,
};

/** What a source says, before it is known since when. */
export interface Testimony {
  source: string;
  basis: WitnessBasis;
  confidence: number;
  evidence: string;
  /** ms since the epoch: of the answer that it stands in. */
  seenAt: number;
}

/** Strong bases first. */
export function compareBasis(a: WitnessBasis, b: WitnessBasis): number {
  return STRENGTH[b] - STRENGTH[a];
}

/** Keeps the best testimony of every source and basis, whatever the order in which they come. */
export class Witnesses {
  readonly #best = new Map<string, Testimony>();

  add(testimony: Testimony): void {
    const key = `${testimony.source}\n${testimony.basis}`;
    const known = this.#best.get(key);
    if (!known || isBetter(testimony, known)) {
      this.#best.set(key, {
        ...testimony,
        seenAt: Math.max(testimony.seenAt, known?.seenAt ?? 0),
      });
    } else if (testimony.seenAt > known.seenAt) {
      this.#best.set(key, { ...known, seenAt: testimony.seenAt });
    }
  }

  /** Strongest first. `firstSeen` is from earlier builds, by source. */
  list(firstSeen: ReadonlyMap<string, number> | undefined): Witness[] {
    return [...this.#best.values()]
      .sort(
        (a, b) =>
          compareBasis(a.basis, b.basis) ||
          b.confidence - a.confidence ||
          compareText(a.source, b.source),
      )
      .map(({ source, basis, confidence, evidence, seenAt }) => ({
        source,
        basis,
        confidence: Math.min(1, Math.max(0, confidence)),
        firstSeen: Math.min(firstSeen?.get(source) ?? seenAt, seenAt),
        lastSeen: seenAt,
        evidence: evidence.slice(0, MAX_EVIDENCE),
      }));
  }
}

function isBetter(a: Testimony, b: Testimony): boolean {
  return a.confidence === b.confidence
    ? compareText(a.evidence, b.evidence) < 0
    : a.confidence > b.confidence;
}

/** By code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
