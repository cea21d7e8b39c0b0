import ELK from 'elkjs/lib/elk-api';
import {
  gridPositions,
  layeredGraph,
  positionsOf,
  structureKey,
  type LayoutBox,
  type LayoutLine,
  type Positions,
} from './layered';

/** A layout that takes longer is not worth waiting for. */
const DEADLINE_MS = 5_000;
const MAX_CACHED = 20;

/** How a layout came about. */
export interface LayoutAnswer {
  positions: Positions;
  /** False where the grid had to do. */
  isLayered: boolean;
}

/** Layouts in a worker, remembered by structure, with a deadline. */
export class LayoutClient {
  readonly #startWorker: () => Worker;
  #elk: InstanceType<typeof ELK> | undefined;
  readonly #answers = new Map<string, Promise<LayoutAnswer>>();

  constructor(startWorker: () => Worker = startLayoutWorker) {
    this.#startWorker = startWorker;
  }

  layout(
    boxes: readonly LayoutBox[],
    lines: readonly LayoutLine[],
  ): Promise<LayoutAnswer> {
    const key = structureKey(boxes, lines);
    const known = this.#answers.get(key);
    if (known) {
      return known;
    }
    const answer = this.#ask(boxes, lines);
    if (this.#answers.size >= MAX_CACHED) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest);
    }
    this.#answers.set(key, answer);
    return answer;
  }

  close() {
    this.#elk?.terminateWorker();
    this.#elk = undefined;
  }

  async #ask(
    boxes: readonly LayoutBox[],
    lines: readonly LayoutLine[],
  ): Promise<LayoutAnswer> {
    if (boxes.length === 0) {
      return { positions: new Map(), isLayered: true };
    }
    this.#elk ??= new ELK({ workerFactory: () => this.#startWorker() });
    let timer: number | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = window.setTimeout(
        () => reject(new Error('The layout took too long')),
        DEADLINE_MS,
      );
    });
    try {
      const answer = await Promise.race([
        this.#elk.layout(layeredGraph(boxes, lines)),
        late,
      ]);
      return { positions: positionsOf(answer), isLayered: true };
    } catch {
      // A worker that is still busy would keep the next question waiting.
      this.close();
      return { positions: gridPositions(boxes), isLayered: false };
    } finally {
      window.clearTimeout(timer);
    }
  }
}

function startLayoutWorker(): Worker {
  return new Worker(
    new URL('@panorama/plugin-service-map/layout-worker', import.meta.url),
    { type: 'module' },
  );
}
