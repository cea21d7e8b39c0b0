#!/usr/bin/env node
// `npm test [-- PHASE …]`: everything, or the named phases.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, stopAll, stopChildrenOnSignals } from './lib/children.mjs';
import { buildApp } from './lib/build.mjs';
import { ROOT, STATE_DIR } from './lib/paths.mjs';
import {
  chromium,
  contracts,
  PREREQUISITES,
  required,
} from './lib/prerequisites.mjs';
import { bold, command, dim, duration, say, Sentence } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

const RESULTS = join(STATE_DIR, 'test-results');
const bin = name => join(ROOT, 'node_modules', '.bin', name);

/** Tests that start real servers have names of their own, and run one file at a time. */
const CLUSTER_TESTS = '(\\.(cluster|postgres)|/testbed/src/.*)\\.test\\.tsx?$';

const phases = [
  {
    name: 'types',
    run: tools => check(tools, 'types', bin('tsc'), ['--pretty', 'false']),
  },
  {
    name: 'lint',
    run: tools =>
      check(tools, 'lint', bin('backstage-cli'), [
        'repo',
        'lint',
        '--max-warnings',
        '0',
      ]),
  },
  {
    name: 'format',
    run: tools =>
      check(tools, 'format', bin('prettier'), [
        '--check',
        '--loglevel',
        'warn',
        '.',
      ]),
  },
  {
    name: 'scripts',
    run: tools => nodeTests(tools, 'scripts/lib/*.test.mjs'),
  },
  {
    name: 'unit',
    run: tools =>
      jest(tools, 'unit', [
        '--testPathIgnorePatterns',
        CLUSTER_TESTS,
        '/node_modules/',
        '--maxWorkers',
        '2',
      ]),
  },
  {
    name: 'cluster',
    needs: ['cluster', 'postgres'],
    run: async tools => {
      await run(join(ROOT, 'testbed', 'build'), [], {
        cwd: ROOT,
        env: tools.env,
        onLine: line => say(dim(`    ${line}`)),
      });
      return jest(tools, 'cluster', [
        '--testPathPatterns',
        CLUSTER_TESTS,
        '--runInBand',
      ]);
    },
  },
  {
    name: 'api-reports',
    run: tools =>
      check(tools, 'api-reports', join(ROOT, 'scripts', 'api-reports.mjs'), [
        '--check',
      ]),
  },
  {
    name: 'browser',
    needs: ['browser'],
    run: async tools => {
      await buildApp(tools);
      return playwright(tools);
    },
  },
  {
    name: 'stock-app',
    needs: ['browser'],
    run: tools =>
      check(tools, 'stock-app', join(ROOT, 'scripts', 'stock-app.mjs'), []),
  },
];

async function check(tools, name, file, args) {
  const lines = [];
  const { code } = await run(tools.node, [file, ...args], {
    cwd: ROOT,
    env: tools.env,
    allowFailure: true,
    onLine: line => lines.push(line),
  });
  if (code !== 0) {
    say(lines.slice(-80).join('\n'));
  }
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function printFailures(report) {
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      say(`\n✕ ${file.name.slice(ROOT.length + 1)}\n${file.message}`);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'failed') {
        say(
          `\n✕ ${file.name.slice(ROOT.length + 1)}\n  ${
            test.fullName
          }\n${test.failureMessages.join('\n')}`,
        );
      }
    }
  }
}

async function jest(tools, name, args) {
  const outputFile = join(RESULTS, `${name}.json`);
  const { code, output } = await run(
    tools.node,
    [
      bin('backstage-cli'),
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      '--outputFile',
      outputFile,
      // Some files start servers; how fast a shared machine is, is no finding.
      '--testTimeout',
      '60000',
      ...args,
    ],
    { cwd: ROOT, env: tools.env, allowFailure: true },
  );
  if (!existsSync(outputFile)) {
    say(output.split('\n').slice(-60).join('\n'));
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = JSON.parse(readFileSync(outputFile, 'utf8'));
  printFailures(report);
  // A file that does not load has no tests, and is a failure all the same.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed || (code === 0 ? 0 : 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Of the root scripts, which no package's tests reach. */
async function nodeTests(tools, pattern) {
  const { code, output } = await run(
    tools.node,
    ['--test', '--test-reporter', 'tap', pattern],
    { cwd: ROOT, env: tools.env, allowFailure: true },
  );
  // The last lines of TAP: "# pass 9", "# fail 0", "# skipped 0".
  const count = word =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  if (code !== 0 || failed || !passed) {
    say(output);
  }
  return {
    passed,
    // A pattern that finds no test must not look like success.
    failed: failed || (code === 0 && passed ? 0 : 1),
    skipped: count('skipped') + count('todo'),
  };
}

async function playwright(tools) {
  const outputFile = join(RESULTS, 'browser.json');
  const { code, output } = await run(
    tools.node,
    [bin('playwright'), 'test', '--reporter', 'list,json'],
    {
      cwd: ROOT,
      env: { ...tools.env, PLAYWRIGHT_JSON_OUTPUT_NAME: outputFile },
      allowFailure: true,
      onLine: line => say(dim(`    ${line}`)),
    },
  );
  if (!existsSync(outputFile)) {
    say(output.split('\n').slice(-60).join('\n'));
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { stats } = JSON.parse(readFileSync(outputFile, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected || (code === 0 ? 0 : 1),
    skipped: stats.skipped,
  };
}

function chosenPhases() {
  const names = process.argv.slice(2);
  const unknown = names.find(
    name => !phases.some(phase => phase.name === name),
  );
  if (unknown) {
    throw new Sentence(
      `There is no phase "${unknown}". Known: ${phases
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  }
  return names.length
    ? phases.filter(({ name }) => names.includes(name))
    : phases;
}

function missingFor(phase) {
  return (phase.needs ?? []).filter(name => !PREREQUISITES[name].present());
}

/** A phase that cannot even run has failed; the others still have something to say. */
async function runPhase(phase, tools) {
  try {
    return await phase.run(tools);
  } catch (error) {
    say(error instanceof Sentence ? error.message : error.stack);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

await command(async () => {
  const chosen = chosenPhases();
  for (const name of required()) {
    if (!PREREQUISITES[name]) {
      throw new Sentence(
        `PANORAMA_REQUIRE names "${name}". Known: ${Object.keys(
          PREREQUISITES,
        ).join(', ')}.`,
      );
    }
    if (!PREREQUISITES[name].present()) {
      throw new Sentence(
        `PANORAMA_REQUIRE wants "${name}": ${PREREQUISITES[name].missing}.`,
      );
    }
  }
  stopChildrenOnSignals();
  const tools = await prepare();
  tools.env = {
    ...tools.env,
    CI: 'true',
    FORCE_COLOR: '0',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    ...(chromium() ? { PANORAMA_CHROMIUM: chromium() } : {}),
    ...(contracts() ? { PANORAMA_CONTRACTS: contracts() } : {}),
  };
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const total = { passed: 0, failed: 0, skipped: 0 };
  const budget = [];
  for (const phase of chosen) {
    const missing = missingFor(phase);
    if (missing.length) {
      budget.push(
        `${phase.name.padEnd(12)} skipped: ${missing
          .map(name => PREREQUISITES[name].missing)
          .join('; ')}`,
      );
      continue;
    }
    say(bold(phase.name));
    const startedAt = Date.now();
    const counts = await runPhase(phase, tools);
    for (const key of Object.keys(total)) {
      total[key] += counts[key];
    }
    budget.push(
      `${phase.name.padEnd(12)} ${String(counts.passed).padStart(
        5,
      )} passed ${String(counts.failed).padStart(4)} failed ${String(
        counts.skipped,
      ).padStart(4)} skipped   ${duration(Date.now() - startedAt)}`,
    );
    say(`  ${budget.at(-1)}`);
  }
  await stopAll();
  say(`\n${budget.join('\n')}\n`);
  say(
    `${total.passed} passed, ${total.failed} failed${
      total.skipped ? `, ${total.skipped} skipped` : ''
    }`,
  );
  process.exitCode = total.failed ? 1 : 0;
});
