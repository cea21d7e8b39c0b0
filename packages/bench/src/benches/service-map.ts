/**
 * What a refresh of the service map costs a Prometheus, at 10, 200 and 800
 * namespaces: questions of all four sources together, beside the algorithm that
 * goes through the namespaces one by one and knows of the mesh alone.
 *
 * The plugin runs whole, against a Prometheus that counts; the questions of one
 * build are told by the moment that they ask about.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { report } from '../report';
import { freePort } from '../service-map/freePort';
import { startMesh } from '../service-map/mesh';
import { startServiceMap } from '../service-map/ours';
import { buildPerNamespace } from '../service-map/perNamespace';

const SIZES = [10, 200, 800] as const;
const PATIENCE_MS = 60_000;

/** Questions of the first build that is over: another has begun. */
async function questionsOfOneBuild(namespaces: number): Promise<number> {
  const mesh = await startMesh(namespaces);
  const map = await startServiceMap(mesh.url, await freePort());
  try {
    const deadline = Date.now() + PATIENCE_MS;
    while (mesh.questionsByTime.size < 2) {
      if (Date.now() > deadline) {
        throw new Error(
          `the map did not ask for a second build within ${
            PATIENCE_MS / 1000
          } s`,
        );
      }
      await sleep(100);
    }
    return [...mesh.questionsByTime.values()][0];
  } finally {
    await map.stop();
    await mesh.close();
  }
}

async function peerAt(namespaces: number) {
  const mesh = await startMesh(namespaces);
  try {
    return await buildPerNamespace(mesh.url, namespaces);
  } finally {
    await mesh.close();
  }
}

async function main() {
  const figures: Record<string, number> = {};
  for (const size of SIZES) {
    figures[`queriesAt${size}`] = await questionsOfOneBuild(size);
    figures[`perNamespaceQueriesAt${size}`] = (await peerAt(size)).questions;
  }
  report([
    {
      name: 'service-map',
      size: SIZES.at(-1)!,
      unit: 'namespaces',
      figures,
      ratios: {
        queries: figures.perNamespaceQueriesAt800 / figures.queriesAt800,
      },
      notes: [
        'ours: mesh, traces, Dubbo and exporters; the peer: the mesh alone, six questions a namespace',
      ],
    },
  ]);
  if (figures.queriesAt10 !== figures.queriesAt800) {
    throw new Error('the number of questions grows with the namespaces');
  }
}

main().then(
  () => process.exit(),
  error => {
    console.error(error);
    process.exit(1);
  },
);
