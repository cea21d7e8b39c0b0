/**
 * What a refresh of the service map costs a Prometheus, at 10, 200 and 800
 * namespaces: questions of all four sources together, beside the algorithm that
 * goes through the namespaces one by one and knows of the mesh alone.
 *
 * The plugin runs whole, against a Prometheus that counts; the questions of one
 * build are told by the moment that they ask about.
 *
 * And what 1,000 services with 5,000 edges cost: the first build of a new
 * process, the view of one viewer, and the answer.
 *
 * - `filterMs` is an answer to a new viewer less one to a viewer whose view is kept.
 * - `payloadKiB` is gzip of the whole map.
 * - `--check` fails when a target is missed; `--self-check` fails when an injected
 *   regression is not noticed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { report } from '../report';
import { freePort } from '../service-map/freePort';
import { measureSize, NAMESPACES } from '../service-map/measureSize';
import { startMesh } from '../service-map/mesh';
import { startServiceMap } from '../service-map/ours';
import { buildPerNamespace } from '../service-map/perNamespace';
import {
  missedTargets,
  REGRESSIONS,
  type Regression,
} from '../service-map/regression';

const SIZES = [10, 200, 800] as const;
const PATIENCE_MS = 60_000;

/** Questions of the first build that is over: another has begun. */
async function questionsOfOneBuild(
  namespaces: number,
  regression?: Regression,
): Promise<number> {
  const mesh = await startMesh(namespaces);
  const map = await startServiceMap({
    prometheusUrl: mesh.url,
    port: await freePort(),
    entries: regression === 'questions' ? Math.ceil(namespaces / 10) : 1,
  });
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

/** Does the number of questions grow with the namespaces? */
async function questionsGrow(regression: Regression): Promise<boolean> {
  return (
    (await questionsOfOneBuild(40, regression)) >
    (await questionsOfOneBuild(10, regression))
  );
}

/** Puts each regression into a measurement. @returns those that were not noticed */
async function selfCheck(): Promise<Regression[]> {
  const unnoticed: Regression[] = [];
  for (const regression of REGRESSIONS) {
    const sentences =
      regression === 'questions'
        ? [(await questionsGrow(regression)) && 'questions grow'].filter(
            Boolean,
          )
        : missedTargets(await measureSize(regression));
    console.log(
      `${regression}: ${
        sentences.length > 0 ? sentences.join(', ') : 'not noticed'
      }`,
    );
    if (sentences.length === 0) {
      unnoticed.push(regression);
    }
  }
  return unnoticed;
}

async function measure(): Promise<string[]> {
  const figures: Record<string, number> = {};
  for (const size of SIZES) {
    figures[`queriesAt${size}`] = await questionsOfOneBuild(size);
    figures[`perNamespaceQueriesAt${size}`] = (await peerAt(size)).questions;
  }
  const { nodes, edges, ...atSize } = await measureSize();
  const peer = await peerAt(NAMESPACES);
  report([
    {
      name: 'service-map',
      size: SIZES.at(-1)!,
      unit: 'namespaces',
      figures: { ...figures, ...atSize, perNamespaceSeconds: peer.seconds },
      ratios: {
        queries: figures.perNamespaceQueriesAt800 / figures.queriesAt800,
        build: peer.seconds / atSize.coldBuildSeconds,
      },
      notes: [
        'ours: mesh, traces, Dubbo and exporters; the peer: the mesh alone, six questions a namespace',
        `seconds, ms and KiB: ${nodes} nodes, ${edges} edges; the peer only collects rates (${peer.edges} edges), ours also finds identities, health, causes and problems`,
      ],
    },
  ]);
  return [
    ...(figures.queriesAt10 === figures.queriesAt800
      ? []
      : ['the number of questions grows with the namespaces']),
    ...missedTargets(atSize),
  ];
}

async function main() {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, 'self-check': { type: 'boolean' } },
    strict: false,
  });
  if (values['self-check']) {
    const unnoticed = await selfCheck();
    if (unnoticed.length > 0) {
      throw new Error(`not noticed: ${unnoticed.join(', ')}`);
    }
    return;
  }
  const missed = await measure();
  missed.forEach(sentence => console.log(`  missed: ${sentence}`));
  if (values.check && missed.length > 0) {
    throw new Error(missed.join('; '));
  }
}

main().then(
  () => process.exit(),
  error => {
    console.error(error);
    process.exit(1);
  },
);
