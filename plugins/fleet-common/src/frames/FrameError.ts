/**
 * What is wrong with the bytes of a stream. Whoever reads the stream must drop
 * the connection and begin anew; the table is as it was before the bad frame.
 *
 * - `truncated`    the stream, or a payload, ended inside a value.
 * - `oversized`    a length or number is beyond its bound.
 * - `corrupt`      the checksum or a value does not fit.
 * - `unknown`      a frame type or protocol version that this build cannot read.
 * - `out-of-order` a frame is missing, or uses an id that no dictionary gave.
 *
 * @public
 */
export type FrameErrorCode =
  | 'truncated'
  | 'oversized'
  | 'corrupt'
  | 'unknown'
  | 'out-of-order';

/** @public */
export class FrameError extends Error {
  readonly name = 'FrameError';

  constructor(readonly code: FrameErrorCode, message: string) {
    super(message);
  }
}
