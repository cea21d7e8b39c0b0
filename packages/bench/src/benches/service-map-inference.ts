/**
 * How right the map is where nothing but Kubernetes tells: no mesh, no traces.
 *
 * Generated companies write their dependencies down in many ways, among
 * settings that only look like one and settings that name what is gone. What is
 * true is known from the generator, which shares no code with what is measured.
 * The plugins run whole: objects go through an API server, the inventory, the
 * source, the rules of identity and the map's route.
 *
 * Seeds below 100 were looked at while the rules were written; those from 1000
 * on were not, and the figures are of these alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SimulatedCluster, storedObject } from '@panorama/playground';
import type { MapPicture } from '@panorama/plugin-service-map-common';
import { labelledCluster, type LabelledCluster } from '../inference/company';
import { judge, type Verdict } from '../inference/judge';
import { startPortal, TOKEN } from '../inference/ours';
import { report } from '../report';
import { freePort } from '../service-map/freePort';

const HELD_OUT_SEED = 1000;
const TIMEOUT_MS = 120_000;

/** What the map must reach to be acted on (service-map G5). */
const TARGETS = { precision: 0.95, recall: 0.7 };

async function clusterOf(
  name: string,
  { objects }: LabelledCluster,
  isBroken: boolean,
): Promise<SimulatedCluster> {
  const cluster = new SimulatedCluster({
    name,
    tokens: { [TOKEN]: { name: 'bench', groups: ['system:masters'] } },
  });
  for (const { kindId, object } of objects) {
    // The regression that this bench must notice: names that lead nowhere.
    if (isBroken && kindId === 'services') {
      continue;
    }
    cluster.store.upsert(kindId, storedObject(object));
  }
  await cluster.listen();
  return cluster;
}

/** The first map that has every workload. */
async function wholeMap(port: number, workloads: number): Promise<MapPicture> {
  const until = Date.now() + TIMEOUT_MS;
  let last = 'no answer';
  while (Date.now() < until) {
    const response = await fetch(
      `http://127.0.0.1:${port}/api/service-map/v1/map`,
    );
    if (response.ok) {
      const map = (await response.json()) as MapPicture;
      last = `${map.coverage.workloads} of ${workloads} workloads`;
      if (map.coverage.workloads === workloads) {
        return map;
      }
    } else {
      last = `${response.status} ${(await response.text()).slice(0, 200)}`;
    }
    await sleep(1_000);
  }
  throw new Error(
    `The map was not whole after ${TIMEOUT_MS / 1000} s: ${last}`,
  );
}

function sumOf(verdicts: Verdict[], field: 'missed' | 'written') {
  const sum: Record<string, number> = {};
  for (const verdict of verdicts) {
    for (const [style, count] of Object.entries(verdict[field])) {
      sum[style] = (sum[style] ?? 0) + count;
    }
  }
  return sum;
}

async function main() {
  const { values } = parseArgs({
    options: {
      companies: { type: 'string', default: '8' },
      seed: { type: 'string', default: String(HELD_OUT_SEED) },
      wrong: { type: 'boolean', default: false },
      regression: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const first = Number(values.seed);
  const companies = Array.from(
    { length: Number(values.companies) },
    (_, i) => ({
      name: `company-${first + i}`,
      labels: labelledCluster(first + i),
    }),
  );
  const clusters: SimulatedCluster[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'panorama-bench-'));
  try {
    for (const { name, labels } of companies) {
      clusters.push(await clusterOf(name, labels, values.regression === true));
    }
    const port = await freePort();
    await startPortal(clusters, folder, port);
    const workloads = companies.reduce(
      (sum, { labels }) => sum + labels.workloads,
      0,
    );
    const map = await wholeMap(port, workloads);
    const verdicts = companies.map(({ name, labels }) =>
      judge(map, name, labels),
    );
    const hits = verdicts.reduce((sum, verdict) => sum + verdict.hits, 0);
    const wrong = verdicts.flatMap(verdict => verdict.wrong);
    const [written, missed] = [
      sumOf(verdicts, 'written'),
      sumOf(verdicts, 'missed'),
    ];
    const truths = Object.values(written).reduce((a, b) => a + b, 0);
    const unseen = Object.values(missed).reduce((a, b) => a + b, 0);
    const figures = {
      precision: hits / Math.max(1, hits + wrong.length),
      recall: (truths - unseen) / truths,
    };
    report([
      {
        name: 'service-map-inference',
        size: truths,
        unit: 'labelled dependencies',
        figures: {
          ...figures,
          styles: Object.keys(written).length,
          deadSettings: companies.reduce(
            (sum, { labels }) => sum + labels.dead,
            0,
          ),
        },
        ratios: {},
        notes: [
          `seeds ${first} to ${first + companies.length - 1}; ${
            wrong.length
          } edges are wrong`,
          ...Object.entries(written)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(
              ([style, count]) =>
                `${style}: ${count - (missed[style] ?? 0)} of ${count}`,
            ),
          ...(values.wrong ? wrong.slice(0, 40) : []),
        ],
      },
    ]);
    return (
      figures.precision >= TARGETS.precision && figures.recall >= TARGETS.recall
    );
  } finally {
    await Promise.all(clusters.map(cluster => cluster.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

main()
  .then(isGood => process.exit(isGood ? 0 : 1))
  .catch(error => {
    console.error(error);
    process.exit(1);
  });
