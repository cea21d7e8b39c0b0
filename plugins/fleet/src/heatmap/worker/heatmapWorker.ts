import { Painter } from '../render/Painter';
import type { RenderReport, RenderRequest } from './protocol';

/**
 * The thread that paints. It receives finished buffers and knows no pods: the
 * page keeps the model, because its hit test and keyboard must answer at once.
 */
interface WorkerScope {
  postMessage(report: RenderReport): void;
  onmessage: ((event: MessageEvent<RenderRequest>) => void) | null;
  requestAnimationFrame?(paint: () => void): number;
  close(): void;
}

const FRAME_MS = 16;
const scope = globalThis as unknown as WorkerScope;
let painter: Painter | undefined;

function start(request: Extract<RenderRequest, { type: 'start' }>): Painter {
  return new Painter(request, {
    report: report => scope.postMessage(report),
    now: () => performance.now(),
    requestFrame: paint => {
      if (scope.requestAnimationFrame) {
        scope.requestAnimationFrame(paint);
      } else {
        setTimeout(paint, FRAME_MS);
      }
    },
    setTimer: (run, ms) => setTimeout(run, ms),
  });
}

scope.onmessage = ({ data }) => {
  try {
    if (data.type === 'start') {
      painter = start(data);
    } else {
      painter?.handle(data);
    }
    if (data.type === 'stop') {
      scope.close();
    }
  } catch (error) {
    scope.postMessage({ type: 'failed', message: String(error) });
  }
};
