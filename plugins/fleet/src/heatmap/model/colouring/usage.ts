import {
  CPU_UNIT_MILLICORES,
  dequantise,
  MEMORY_UNIT_BYTES,
  type PodShape,
  type PodTable,
} from '@panorama/plugin-fleet-common';
import type { ColouringId } from '../../types';
import { formatCut } from './cuts';
import { roundCuts } from './quantiles';
import { scaleCodes, STEPS, stepOf } from './scale';
import {
  NO_DATA_LOOK,
  NOT_SET_LOOK,
  type CodeSpec,
  type Colouring,
} from './types';

type Resource = 'cpu' | 'mem';
type Bound = 'request' | 'limit';

/** Code of pods without the request or limit that usage is compared with. */
const NOT_SET = STEPS;
const SHARE_CUTS = [0.25, 0.5, 0.75, 0.9] as const;

interface ResourceFacts {
  column: 'cpuUsage' | 'memoryUsage';
  /** Usage by wire byte, in millicores or bytes. */
  used: Array<number | undefined>;
  bounds: Record<Bound, keyof PodShape & `${string}${'Request' | 'Limit'}`>;
}

function usedByByte(unit: number): Array<number | undefined> {
  return Array.from({ length: 256 }, (_, byte) => dequantise(byte, unit));
}

const RESOURCES: Record<Resource, ResourceFacts> = {
  cpu: {
    column: 'cpuUsage',
    used: usedByByte(CPU_UNIT_MILLICORES),
    bounds: { request: 'cpuRequest', limit: 'cpuLimit' },
  },
  mem: {
    column: 'memoryUsage',
    used: usedByByte(MEMORY_UNIT_BYTES),
    bounds: { request: 'memoryRequest', limit: 'memoryLimit' },
  },
};

/** Usage as a share of request or limit. Over 100 % stays in the last step. */
function shareOf(resource: Resource, bound: Bound): Colouring {
  const id: ColouringId = `${resource}.${bound}`;
  const { column, used, bounds } = RESOURCES[resource];
  const field = bounds[bound];
  const codesOf = (cuts: readonly number[]): CodeSpec[] => [
    ...scaleCodes({
      field: `${resource}/${bound}`,
      unit: 'percent',
      cuts,
      format: share => formatCut('percent', share),
      alarm: true,
    }),
    {
      look: NOT_SET_LOOK,
      label: { type: 'word', word: 'notSet' },
      // A field without a value answers no comparison, so its negation finds it.
      term: `-${id}>0`,
      severity: 1,
    },
    {
      look: NO_DATA_LOOK,
      label: { type: 'word', word: 'noData' },
      term: `${id}>0 -${resource}>=0`,
      severity: 0,
    },
  ];
  return (table: PodTable, { cuts = SHARE_CUTS }) => ({
    id,
    codes: codesOf(cuts),
    cuts,
    codeOf: slot => {
      const of = table.shapes[table.shape[slot]][field];
      if (!of) {
        return NOT_SET;
      }
      const usage = used[table[column][slot]];
      return usage === undefined ? NOT_SET + 1 : stepOf(usage / of, cuts);
    },
    alarm: STEPS - 1,
    ages: false,
  });
}

/** Round cuts near the quantiles of the usage of what is visible. */
function quantileCuts(
  resource: Resource,
  table: PodTable,
  match: Uint8Array | undefined,
): number[] {
  const { column, used } = RESOURCES[resource];
  const seen = new Uint32Array(256);
  for (let slot = 0; slot < table.length; slot++) {
    if (table.live[slot] && (!match || match[slot])) {
      seen[table[column][slot]] += 1;
    }
  }
  return roundCuts(used, seen, resource);
}

/** Usage itself, cut at the quantiles of what is visible. */
function amountOf(resource: Resource): Colouring {
  const { column, used } = RESOURCES[resource];
  const noData = STEPS;
  return (table, { match, cuts = quantileCuts(resource, table, match) }) => {
    const stepOfByte = used.map(usage =>
      usage === undefined ? noData : stepOf(usage, cuts),
    );
    const unit = resource === 'cpu' ? 'millicores' : 'bytes';
    return {
      id: resource,
      cuts,
      codes: [
        ...scaleCodes({
          field: resource,
          unit,
          cuts,
          format: value => formatCut(unit, value),
        }),
        {
          look: NO_DATA_LOOK,
          label: { type: 'word', word: 'noData' },
          term: `-${resource}>=0`,
          severity: 0,
        },
      ],
      codeOf: slot => stepOfByte[table[column][slot]],
      alarm: 'failing',
      ages: false,
    };
  };
}

export const colourByCpuOfRequest = shareOf('cpu', 'request');
export const colourByCpuOfLimit = shareOf('cpu', 'limit');
export const colourByCpu = amountOf('cpu');
export const colourByMemoryOfRequest = shareOf('mem', 'request');
export const colourByMemoryOfLimit = shareOf('mem', 'limit');
export const colourByMemory = amountOf('mem');
