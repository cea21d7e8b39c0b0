import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './children.mjs';
import { ROOT } from './paths.mjs';
import { step } from './say.mjs';

/** What the browser's bundle is made of. */
const APP_SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'packages/app/package.json',
  'packages/ui/src',
  'plugins',
  'yarn.lock',
];
const APP_DIST = join(ROOT, 'packages', 'app', 'dist');
const STAMP = join(APP_DIST, '.panorama-build');
const NOT_IN_BUNDLE =
  /^(node_modules|dist|dist-types|.*\.test\.tsx?|.*-backend.*|.*-node)$/;

function hashInto(hash, path) {
  if (!existsSync(path)) {
    return;
  }
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (!NOT_IN_BUNDLE.test(name)) {
        hashInto(hash, join(path, name));
      }
    }
    return;
  }
  hash.update(path.slice(ROOT.length)).update(readFileSync(path));
}

/** Builds the browser's part when its sources changed since the last build. */
export async function buildApp({ node, env }) {
  const hash = createHash('sha256');
  APP_SOURCES.forEach(path => hashInto(hash, join(ROOT, path)));
  const wanted = hash.digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  await step('Building the pages', () =>
    run(
      node,
      [join(ROOT, 'node_modules', '.bin', 'backstage-cli'), 'package', 'build'],
      { cwd: join(ROOT, 'packages', 'app'), env },
    ),
  );
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}
