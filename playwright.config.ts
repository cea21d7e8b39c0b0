import { defineConfig } from '@playwright/test';

/** Flags that keep Debian's Chromium quiet on a machine without network and GPU. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const launchOptions = (...more: string[]) => ({
  executablePath: process.env.PANORAMA_CHROMIUM ?? '/usr/bin/chromium',
  args: [...QUIET, ...more],
});

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: '.panorama/test-results/browser',
  // One portal serves all files: they share its company, so they take turns.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 900 },
    // What cannot be clicked by then will not appear: say so instead of using up the test.
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    // Tracing would follow contexts that a test has closed, and fail the next one for it.
    trace: 'off',
    launchOptions: launchOptions(),
  },
});
