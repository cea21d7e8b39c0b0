import { resolve } from 'node:path';

/** Threads do not inherit jest's transform: this one compiles TypeScript as `backstage-cli` does. */
export function workerForTests(entry = '../inventoryWorker.ts'): {
  file: string;
  execArgv: string[];
} {
  return {
    file: resolve(__dirname, entry),
    execArgv: [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    ],
  };
}

/** Resolves once the condition holds; rejects after `timeoutMs`. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > until) {
      throw new Error(`not within ${timeoutMs} ms: ${condition}`);
    }
    await new Promise(done => setTimeout(done, 20));
  }
}
