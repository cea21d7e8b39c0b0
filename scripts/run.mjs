#!/usr/bin/env node
// `node scripts/run.mjs TOOL …`: runs a tool of node_modules with the prepared Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { command } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

await command(async () => {
  const [tool, ...args] = process.argv.slice(2);
  const { env } = await prepare();
  const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', tool), args, {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
});
