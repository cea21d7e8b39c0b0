import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun } from './requirement';

describe('canRun', () => {
  // An empty cache is a machine on which nothing was built.
  const emptyCache = mkdtempSync(join(tmpdir(), 'empty-cache-'));
  const former = process.env.PANORAMA_TESTBED_CACHE;

  beforeAll(() => {
    process.env.PANORAMA_TESTBED_CACHE = emptyCache;
  });

  afterAll(() => {
    if (former === undefined) delete process.env.PANORAMA_TESTBED_CACHE;
    else process.env.PANORAMA_TESTBED_CACHE = former;
    rmSync(emptyCache, { recursive: true });
  });

  it('says what is missing and what to do about it', () => {
    const told: string[] = [];
    const tell = (sentence: string) => told.push(sentence);
    expect(canRun('cluster', { env: {}, tell })).toBe(false);
    expect(told).toEqual([
      'Skipped tests that need cluster: this machine lacks etcd v3.6.5, kubernetes v1.36.1, kwok v0.8.0 (run testbed/build).',
    ]);
  });

  it('fails instead where the word is required', () => {
    const env = { PANORAMA_REQUIRE: 'postgres,cluster chromium' };
    expect(() => canRun('cluster', { env })).toThrow(
      /PANORAMA_REQUIRE names cluster, but this machine lacks etcd/,
    );
  });

  it('does not take one requirement for another that begins like it', () => {
    const env = { PANORAMA_REQUIRE: 'cluster-1.33' };
    expect(canRun('cluster', { env, tell: () => {} })).toBe(false);
    expect(() => canRun('cluster-1.33', { env })).toThrow(
      /testbed\/build --kubernetes 1.33/,
    );
  });
});
