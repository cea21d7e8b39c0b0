#!/usr/bin/env node
// `npm run bench -- NAME [--out FILE] …`: one benchmark beside its peer.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runHere, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT } from './lib/paths.mjs';
import { command, say, Sentence } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

await command(async () => {
  stopChildrenOnSignals();
  const { node, env } = await prepare();
  const folder = join(ROOT, 'packages', 'bench', 'src', 'benches');
  const names = readdirSync(folder)
    .filter(file => file.endsWith('.ts'))
    .map(file => file.replace(/\.ts$/, ''));
  const [name, ...args] = process.argv.slice(2);
  if (!name) {
    say(`Usage: npm run bench -- NAME [--out FILE]\n\n  ${names.join('\n  ')}`);
    return;
  }
  if (!names.includes(name)) {
    throw new Sentence(
      `There is no benchmark "${name}". Known: ${names.join(', ')}.`,
    );
  }
  process.exitCode = await runHere(
    node,
    [
      '--expose-gc',
      '--require',
      join(ROOT, 'scripts', 'lib', 'transform.cjs'),
      join(folder, `${name}.ts`),
      ...args,
    ],
    { cwd: ROOT, env },
  );
});
