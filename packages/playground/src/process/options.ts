import { parseArgs } from 'node:util';
import { MIN_PODS } from '../company/plan';
import { PRESETS, type Preset } from '../company/presets';

export interface ProcessOptions {
  stateDir: string;
  pods: number;
  seed: number;
  preset: Preset;
  /** First of the ports: clusters, then sign-in, then control; 0 for free ones. */
  port: number;
  portalUrl: string;
  pace: number;
  /** Real control planes instead of simulated clusters. */
  testbed: boolean;
}

/** Reads the command line. @throws Error that names the option, its value and what would do */
export function readOptions(args: readonly string[]): ProcessOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'state-dir': { type: 'string' },
      pods: { type: 'string', default: '6000' },
      seed: { type: 'string', default: '1' },
      preset: { type: 'string', default: 'everyday' },
      port: { type: 'string', default: '0' },
      pace: { type: 'string', default: '1' },
      testbed: { type: 'boolean', default: false },
      'portal-url': { type: 'string', default: 'http://localhost:7007' },
    },
  });
  const stateDir = values['state-dir'];
  if (!stateDir) {
    throw new Error(
      '--state-dir is missing: name a folder for certificates, catalog and configuration',
    );
  }
  const preset = PRESETS.find(each => each === values.preset);
  if (!preset) {
    throw new Error(
      `--preset must be one of ${PRESETS.join(', ')} (got "${values.preset}")`,
    );
  }
  if (!URL.canParse(values['portal-url'])) {
    throw new Error(
      `--portal-url must be a URL such as http://localhost:7007 (got "${values['portal-url']}")`,
    );
  }
  return {
    stateDir,
    preset,
    pods: wholeNumber('--pods', values.pods, MIN_PODS, 2_000_000),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31),
    port: wholeNumber('--port', values.port, 0, 65_000),
    pace: wholeNumber('--pace', values.pace, 0, 100),
    portalUrl: values['portal-url'],
    testbed: values.testbed,
  };
}

function wholeNumber(
  option: string,
  text: string,
  least: number,
  most: number,
): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(
      `${option} must be a whole number from ${least} to ${most} (got "${text}")`,
    );
  }
  return value;
}
