/** A piece of text in one colour and font. Positions are device pixels of the content. */
export interface TextRun {
  text: string;
  /** CSS colour. */
  colour: string;
  /** CSS font with its size in device pixels. */
  font: string;
  /** From the item's x. */
  dx: number;
}

export interface LabelItem {
  x: number;
  /** Baseline. */
  y: number;
  width: number;
  /** A header that scrolls out at the left keeps standing at the border until here. */
  stickUntil: number;
  runs: TextRun[];
}

/** A filled rectangle, for usage bars and container marks in large cells. */
export interface BarItem {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
}
