#!/usr/bin/env node
// `npm run scenario NAME`: changes the running playground.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_DIR } from './lib/paths.mjs';
import { bold, command, say, Sentence } from './lib/say.mjs';

const TIMEOUT_MS = 10_000;

function controlUrl() {
  try {
    return JSON.parse(
      readFileSync(join(STATE_DIR, 'playground', 'playground.json'), 'utf8'),
    ).controlUrl;
  } catch {
    throw new Sentence(
      'No playground is running here. Start one with: npm start',
    );
  }
}

async function ask(path, method = 'GET') {
  const url = new URL(path, controlUrl());
  let response;
  try {
    response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Sentence(
      `The playground does not answer at ${url.origin}. Start it with: npm start`,
    );
  }
  const body = await response.json();
  if (!response.ok) {
    throw new Sentence(
      body.message ?? `The playground answered ${response.status}.`,
    );
  }
  return body;
}

await command(async () => {
  const [name] = process.argv.slice(2);
  if (!name) {
    const { scenarios } = await ask('/scenarios');
    say('Usage: npm run scenario NAME    (reset puts everything back)\n');
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    for (const { name: each, title, active } of scenarios) {
      say(
        `  ${each.padEnd(width)}  ${title.en}${active ? bold('  active') : ''}`,
      );
    }
    say(`\nWhat each of them does is told at ${controlUrl()}`);
    return;
  }
  if (name === 'reset') {
    await ask('/reset', 'POST');
    say('Everything is back to normal.');
    return;
  }
  const scenario = await ask(`/scenarios/${encodeURIComponent(name)}`, 'POST');
  say(
    `${
      scenario.title?.en ?? name
    }: started. Put back with: npm run scenario reset`,
  );
});
