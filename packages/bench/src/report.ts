import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** One size of one benchmark. Figures carry their unit in the name; a ratio above 1 is better than the peer. */
export interface BenchResult {
  name: string;
  /** Number of pods, or what the benchmark scales by. */
  size: number;
  /** What `size` counts. Default: pods. */
  unit?: string;
  figures: Record<string, number>;
  ratios: Record<string, number>;
  /** What a reader must know: a peer that cannot do this size, software rendering, … */
  notes: string[];
}

function shown(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toPrecision(3);
}

/** Prints the results as a table a size, and writes them as JSON where `--out` says. */
export function report(results: BenchResult[]): void {
  const { values } = parseArgs({
    options: { out: { type: 'string' } },
    strict: false,
  });
  for (const result of results) {
    console.log(
      `\n${result.name}, ${result.size.toLocaleString('en')} ${
        result.unit ?? 'pods'
      }`,
    );
    for (const [key, value] of Object.entries(result.figures)) {
      console.log(`  ${key.padEnd(28)} ${shown(value).padStart(14)}`);
    }
    for (const [key, value] of Object.entries(result.ratios)) {
      console.log(`  ${key.padEnd(28)} ${`× ${shown(value)}`.padStart(14)}`);
    }
    for (const note of result.notes) {
      console.log(`  ${note}`);
    }
  }
  if (typeof values.out === 'string') {
    writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`);
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
