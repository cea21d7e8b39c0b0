/**
 * What the connection is doing.
 *
 * - `connecting`    the first try is under way; nothing was ever shown.
 * - `live`          what is shown is what the portal knows.
 * - `reconnecting`  what is shown is old; `problem` says why, `retryAt` when the next try is.
 * - `too-many-streams`  the user has as many pages open as the portal allows; one that
 *                     is closed makes room. What is shown, if anything, is old.
 * - `signed-out`    the portal does not know the user any more.
 * - `forbidden`     the user may not see the fleet; nothing is shown.
 *
 * @public
 */
export type FleetConnection =
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'too-many-streams'
  | 'signed-out'
  | 'forbidden';

export interface ConnectionReport {
  connection: FleetConnection;
  /** One sentence in English, for the details of a message. */
  problem?: string;
  /** ms since the epoch, by this computer's clock. */
  retryAt?: number;
}
