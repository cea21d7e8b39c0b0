import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { MapPicture } from '@panorama/plugin-service-map-common';
import { median } from '../report';
import { companyFleet } from './company';
import { freePort } from './freePort';
import { startMesh } from './mesh';
import { startServiceMap } from './ours';
import type { Regression, SizeFigures } from './regression';

/** 1,000 services with 5,000 edges. */
export const NAMESPACES = 200;
const VIEWERS = 15;
const PATIENCE_MS = 60_000;
const SLOW_SOURCE_MS = 3_000;

export interface MeasuredSize extends SizeFigures {
  /** Median of a whole answer to somebody who asks for the first time, ms. */
  answerMs: number;
  nodes: number;
  edges: number;
}

/** One cold build of a running plugin, and what it answers to many viewers. */
export async function measureSize(
  regression?: Regression,
): Promise<MeasuredSize> {
  const mesh = await startMesh(
    NAMESPACES,
    regression === 'slowSource' ? SLOW_SOURCE_MS : 0,
  );
  const port = await freePort();
  const map = await startServiceMap({
    prometheusUrl: mesh.url,
    port,
    // One build and no more: the first one is what is measured.
    refreshSeconds: 600,
    fleet: companyFleet(NAMESPACES, regression),
  });
  try {
    const { body, etag } = await firstMap(port);
    const { build, durationMs, nodes, edges } = JSON.parse(body) as MapPicture;
    if (build !== 1) {
      throw new Error(`build ${build} is not the first one`);
    }
    const first: number[] = [];
    const again: number[] = [];
    for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
      const person = `viewer-${viewer}`;
      const known = etag.replace('/first.', `/${person}.`);
      first.push(await timeOf(port, person, known));
      again.push(await timeOf(port, person, known));
    }
    const answers: number[] = [];
    for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
      answers.push(await timeOf(port, `reader-${viewer}`));
    }
    return {
      coldBuildSeconds: durationMs / 1000,
      // Nothing is sent, and whoever asks again gets the view that is kept.
      filterMs: median(first) - median(again),
      payloadKiB: gzipSync(body).length / 1024,
      answerMs: median(answers),
      nodes: nodes.length,
      edges: edges.length,
    };
  } finally {
    await map.stop();
    await mesh.close();
  }
}

/** @param etag - of a map that the asker has already */
function ask(port: number, person: string, etag?: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/service-map/v1/map`, {
    headers: {
      authorization: mockCredentials.user.header(`user:default/${person}`),
      'accept-encoding': 'identity',
      ...(etag && { 'if-none-match': etag }),
    },
  });
}

async function firstMap(port: number): Promise<{ body: string; etag: string }> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await ask(port, 'first');
    const body = await response.text();
    if (response.ok) {
      return { body, etag: response.headers.get('etag')! };
    }
    if (response.status !== 503 || Date.now() > deadline) {
      throw new Error(`the map answered ${response.status}: ${body}`);
    }
    await sleep(100);
  }
}

async function timeOf(
  port: number,
  person: string,
  etag?: string,
): Promise<number> {
  const startedAt = performance.now();
  const response = await ask(port, person, etag);
  await response.arrayBuffer();
  if (response.status !== (etag ? 304 : 200)) {
    throw new Error(`the map answered ${response.status} to ${person}`);
  }
  return performance.now() - startedAt;
}
