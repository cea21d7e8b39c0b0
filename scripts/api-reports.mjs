#!/usr/bin/env node
// `npm run api-reports`: writes report.api.md of every package that others install.
// With `--check`: fails when a report is not up to date.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT } from './lib/paths.mjs';
import { command, say, Sentence } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

/** Workspaces resolve to their sources, and the extractor says so with this machine's path. */
const SOURCE_WARNING = /^\/\/ .*\(ae-wrong-input-file-type\).*\n/gm;
const EMPTY_WARNINGS =
  /\/\/ Warnings were encountered during analysis:\n\/\/\n(?=\n|\/\/ \(No @packageDocumentation|```)/;

/** Of every package, for each of its entry points. */
function reportFiles() {
  return ['plugins', 'packages']
    .flatMap(group =>
      readdirSync(join(ROOT, group)).map(name => join(ROOT, group, name)),
    )
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(file => /[/\\]report[^/\\]*\.api\.md$/.test(file));
}

function contents() {
  return new Map(reportFiles().map(file => [file, readFileSync(file, 'utf8')]));
}

function withoutPaths(report) {
  return report
    .replace(SOURCE_WARNING, '')
    .replaceAll(`${ROOT}/`, '')
    .replace(EMPTY_WARNINGS, '');
}

await command(async () => {
  stopChildrenOnSignals();
  const { node, env } = await prepare();
  const before = contents();
  const bin = name => join(ROOT, 'node_modules', '.bin', name);
  // What the compiler had cached decides the order in which it writes unions
  // and members of inferred types: only a build from nothing is the same everywhere.
  rmSync(join(ROOT, 'dist-types'), { recursive: true, force: true });
  await run(node, [bin('tsc'), '--pretty', 'false'], { cwd: ROOT, env });
  await run(
    node,
    [
      bin('backstage-repo-tools'),
      'api-reports',
      '--allow-all-warnings',
      'plugins/*',
      'packages/ui',
    ],
    { cwd: ROOT, env },
  );
  for (const [file, report] of contents()) {
    writeFileSync(file, withoutPaths(report));
  }
  if (!process.argv.includes('--check')) {
    return;
  }
  const stale = [...contents()]
    .filter(([file, report]) => before.get(file) !== report)
    .map(([file]) => file.slice(ROOT.length + 1));
  for (const [file, report] of before) {
    writeFileSync(file, report);
  }
  if (stale.length) {
    throw new Sentence(
      `These API reports are not up to date: ${stale.join(
        ', ',
      )}. Run: npm run api-reports`,
    );
  }
  say(`${before.size} API reports are up to date.`);
});
