import type { PayloadFrame } from '@panorama/plugin-fleet-common';
import type { ConnectionReport } from './ConnectionReport';

/** What a tab says to whoever holds the connection. */
export type TabMessage =
  /**
   * Take part in the stream of this subject, or take part anew: a picture comes.
   * `isVisible`: somebody looks at it.
   */
  | { type: 'attach'; url: string; subject: string; isVisible: boolean }
  | { type: 'visibility'; isVisible: boolean }
  /** Still here; a tab that crashed says nothing. */
  | { type: 'alive' }
  | { type: 'detach' }
  /** Answer to `tokenWanted`. */
  | { type: 'token'; request: number; token?: string }
  | { type: 'noToken'; request: number; problem: string }
  | { type: 'retryNow' };

/** What it says to a tab. */
export type SharerMessage =
  /** The first message: the script has started. */
  | { type: 'ready' }
  | { type: 'frames'; frames: PayloadFrame[]; serverClockOffsetMs: number }
  | { type: 'report'; report: ConnectionReport }
  | { type: 'tokenWanted'; request: number };

/** The part of a MessagePort that both ends use. */
export interface Port<Out, In> {
  postMessage(message: Out): void;
  onmessage: ((event: { data: In }) => void) | null;
  close(): void;
}
