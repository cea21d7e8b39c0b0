import type { TextRun } from '../render/buckets/labelBucket';
import { ellipsize, type MeasureText } from './measureText';

/** One part of a header with its look. */
export interface HeaderPart {
  text: string;
  font: string;
  colour: string;
}

/** What a header can say; only name and count are always there. */
export interface HeaderParts {
  name: HeaderPart;
  count: HeaderPart;
  /** "stale 4 min": stays as long as the name does. */
  notice?: HeaderPart;
  /** "v1.31 · 86 nodes". */
  detail?: HeaderPart;
  /** "9 failing". */
  alarm?: HeaderPart;
  /** "✕ 9". */
  shortAlarm?: HeaderPart;
}

export interface FittedHeader {
  runs: TextRun[];
  width: number;
}

/**
 * The fullest version of a header that fits. What goes first is what the eye
 * needs least: details, then the word beside the red count, then the total,
 * then the end of the name. The red count goes last of all.
 */
export function fitHeader(
  { name, count, notice, detail, alarm, shortAlarm }: HeaderParts,
  width: number,
  gap: number,
  measure: MeasureText,
): FittedHeader {
  const versions = [
    [name, count, notice, detail, alarm],
    [name, count, notice, alarm],
    [name, count, notice, shortAlarm],
    [name, notice, shortAlarm],
    [name, shortAlarm],
  ];
  for (const version of versions) {
    const header = layRuns(version, gap, measure);
    if (header.width <= width) {
      return header;
    }
  }
  const marks = layRuns([shortAlarm], gap, measure);
  const room = width - (shortAlarm ? marks.width + gap : 0);
  const text = ellipsize(name.text, name.font, room, measure);
  const shortened = text ? { ...name, text } : undefined;
  const header = layRuns([shortened, shortAlarm], gap, measure);
  return header.width <= width ? header : { runs: [], width: 0 };
}

function layRuns(
  parts: ReadonlyArray<HeaderPart | undefined>,
  gap: number,
  measure: MeasureText,
): FittedHeader {
  const runs: TextRun[] = [];
  let dx = 0;
  for (const part of parts) {
    if (part) {
      runs.push({ ...part, dx });
      dx += Math.ceil(measure(part.text, part.font)) + gap;
    }
  }
  return { runs, width: Math.max(0, dx - gap) };
}
