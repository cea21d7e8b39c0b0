/** Width of a text in a CSS font, in device pixels because fonts are given in them. */
export type MeasureText = (text: string, font: string) => number;

const MAX_CACHED = 20_000;

/** Measures with a canvas of the page, so with the fonts that the page has loaded. */
export function createMeasureText(document: Document): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, font) => {
    const key = `${font}\n${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) {
        context.font = font;
      }
      // Without a 2D context nothing is drawn either; half an em keeps the layout sane.
      width = context ? context.measureText(text).width : text.length * 6;
      if (known.size >= MAX_CACHED) {
        known.clear();
      }
      known.set(key, width);
    }
    return width;
  };
}

/** The longest beginning of a text that fits, with an ellipsis; empty under three letters. */
export function ellipsize(
  text: string,
  font: string,
  width: number,
  measure: MeasureText,
): string {
  if (measure(text, font) <= width) {
    return text;
  }
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${text.slice(0, middle)}…`, font) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low >= 3 ? `${text.slice(0, low)}…` : '';
}
