import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './isAlive.ts';

const POLL_MS = 500;

async function ownerOf(lock: string): Promise<number | undefined> {
  const text = await readFile(join(lock, 'pid'), 'utf8').catch(() => '');
  return Number(text) || undefined;
}

/**
 * Removes the lock of a dead owner. Two that wait can come here at once: the slower one would remove the lock that the
 * faster one has just made, so it is moved aside first, looked at, and put back if it is somebody else's.
 */
async function bury(lock: string, owner: number): Promise<void> {
  const aside = `${lock}.${process.pid}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if ((await ownerOf(aside)) === owner) {
    await rm(aside, { recursive: true, force: true });
  } else {
    await rename(aside, lock);
  }
}

/**
 * Runs `action` while no other process on this machine runs it for the same `lock` folder.
 *
 * Two can arrive at once: `mkdir` is atomic, so one wins and the other waits. A winner that was killed leaves its
 * folder behind; it is taken over once its process is gone. `onWait` is called once, with the owner's pid.
 */
export async function exclusive<T>(
  lock: string,
  action: () => Promise<T>,
  onWait: (pid: number | undefined) => void = () => {},
): Promise<T> {
  let told = false;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await ownerOf(lock);
    if (!told) onWait(owner);
    told = true;
    await sleep(POLL_MS);
    // Read again: between mkdir and writing the pid, the owner is unknown, which is not the same as dead.
    const still = await ownerOf(lock);
    if (still !== undefined && still === owner && !isAlive(still)) {
      await bury(lock, still);
    }
  }
  try {
    await writeFile(join(lock, 'pid'), String(process.pid));
    return await action();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
