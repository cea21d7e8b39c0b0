import { fstatSync } from 'node:fs';

/** After this, waiting for open connections ends. */
const STOP_TIMEOUT_MS = 3_000;

/**
 * Stops cleanly on SIGTERM and SIGINT, and when whoever started this process is
 * gone: the IPC channel closes, or the pipe on standard input ends. A terminal
 * or `/dev/null` on standard input says nothing about a parent.
 */
export function endWithParent(stop: () => Promise<void>): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) {
      return;
    }
    isEnding = true;
    setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
    stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`The playground did not stop cleanly: ${error}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (process.channel) {
    process.once('disconnect', end);
  }
  if (isPipe()) {
    process.stdin.on('end', end).on('error', end).resume();
  }
}

function isPipe(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
