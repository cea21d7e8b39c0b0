import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sentence } from './say.mjs';

/** Whether the process that took the folder still runs, and is not a later one with its number. */
function stillRuns({ pid, startTicks }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startTicks === undefined || startTicks === startTicksOf(pid);
}

/** When the kernel started it; undefined where there is no /proc. */
function startTicksOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the 20th field behind it is the start time.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder of databases, ports and secrets for this process, until it ends.
 *
 * @throws Sentence when another portal has it: the two would write over each other
 */
export function takeStateFolder(folder, url) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'running.json');
  let other;
  try {
    other = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Nobody has it, or somebody was killed while writing.
  }
  if (other && other.pid !== process.pid && stillRuns(other)) {
    throw new Sentence(
      `A portal of this checkout runs already: ${other.url} (process ${other.pid}). Stop it first, or give this one a folder of its own: PANORAMA_STATE_DIR=/tmp/panorama npm start -- --port 7107`,
    );
  }
  const { pid } = process;
  writeFileSync(
    file,
    JSON.stringify({ pid, url, startTicks: startTicksOf(pid) }),
  );
  process.once('exit', () => rmSync(file, { force: true }));
}
