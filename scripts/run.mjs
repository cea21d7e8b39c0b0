#!/usr/bin/env node
// `node scripts/run.mjs TOOL …`: runs a tool of node_modules with the prepared Node.
import { join } from 'node:path';
import { runHere, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT } from './lib/paths.mjs';
import { command } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

await command(async () => {
  const [tool, ...args] = process.argv.slice(2);
  stopChildrenOnSignals();
  const { env } = await prepare();
  process.exitCode = await runHere(
    join(ROOT, 'node_modules', '.bin', tool),
    args,
    { cwd: ROOT, env },
  );
});
