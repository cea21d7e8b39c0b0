import { execFile, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServerProcess } from './ServerProcess.ts';
import { throwawayFolder } from './lifeline.ts';
import { freePorts } from './ports.ts';

const READY_MS = 30_000;

/** A running throwaway Prometheus that scrapes nothing. */
export type TestPrometheus = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Ends it and removes its data. */
  stop: () => Promise<void>;
};

function isThere(binary: string): boolean {
  return spawnSync(binary, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What is missing for `startPrometheus`, or undefined. */
export function missingPrometheus(): string | undefined {
  return isThere('prometheus') && isThere('promtool')
    ? undefined
    : 'Prometheus (prometheus and promtool)';
}

/**
 * Starts a Prometheus whose only content is the given samples.
 *
 * @param openMetrics - samples with timestamps in seconds; ends with `# EOF`
 * @throws ServerFailedError with the last log lines; the error of promtool for samples that it cannot read
 */
export async function startPrometheus(
  openMetrics: string,
): Promise<TestPrometheus> {
  const folder = await throwawayFolder('prometheus');
  try {
    const data = join(folder.path, 'data');
    const samples = join(folder.path, 'samples.txt');
    const config = join(folder.path, 'prometheus.yml');
    await mkdir(data);
    await writeFile(samples, openMetrics);
    await writeFile(config, 'scrape_configs: []\n');
    await promisify(execFile)('promtool', [
      ...['tsdb', 'create-blocks-from', 'openmetrics'],
      ...[samples, data],
    ]);
    const [port] = await freePorts(1);
    const server = new ServerProcess(
      {
        name: 'prometheus',
        file: 'prometheus',
        args: [
          `--config.file=${config}`,
          `--storage.tsdb.path=${data}`,
          `--web.listen-address=127.0.0.1:${port}`,
          // Samples are as old as the test wants them to be.
          '--storage.tsdb.retention.time=100y',
        ],
        cwd: folder.path,
      },
      join(folder.path, 'prometheus.log'),
    );
    const url = `http://127.0.0.1:${port}`;
    const stop = async () => {
      await server.stop();
      await folder.remove();
    };
    try {
      await server.waitUntilReady(
        async () => (await fetch(`${url}/-/ready`)).ok,
        READY_MS,
      );
    } catch (error) {
      await stop();
      throw error;
    }
    return { url, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
