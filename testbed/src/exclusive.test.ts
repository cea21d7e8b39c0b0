import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exclusive } from './exclusive';

describe('exclusive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exclusive-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets one go after the other, and tells the second that it waits', async () => {
    const lock = join(folder, 'busy');
    const order: string[] = [];
    const waited: Array<number | undefined> = [];
    const step = (name: string) =>
      exclusive(
        lock,
        async () => {
          order.push(`${name} begins`);
          await new Promise(done => setTimeout(done, 100));
          order.push(`${name} ends`);
        },
        pid => waited.push(pid),
      );
    await Promise.all([step('first'), step('second')]);
    const [first, second] = [order[0].split(' ')[0], order[2].split(' ')[0]];
    expect(order).toEqual([
      `${first} begins`,
      `${first} ends`,
      `${second} begins`,
      `${second} ends`,
    ]);
    expect(waited).toHaveLength(1);
  });

  it('takes over from an owner that is no longer alive', async () => {
    const lock = join(folder, 'orphaned');
    mkdirSync(lock);
    const { pid } = spawnSync('/bin/true');
    writeFileSync(join(lock, 'pid'), String(pid));
    expect(await exclusive(lock, async () => 'done')).toBe('done');
  });

  it('opens again when the action fails', async () => {
    const lock = join(folder, 'failing');
    await expect(
      exclusive(lock, async () => {
        throw new Error('compiler ran out of memory');
      }),
    ).rejects.toThrow('out of memory');
    expect(existsSync(lock)).toBe(false);
  });
});
