import type { PodTable } from '@panorama/plugin-fleet-common';
import type { ColouringId, HeatmapView } from '../../types';
import { colourByAge } from './age';
import { colourByGpu } from './gpu';
import { colourByOwner } from './owner';
import { colourByQos } from './qos';
import { colourByReadiness } from './readiness';
import { colourByRestarts, colourByRestartsLastHour } from './restarts';
import { colourByState } from './state';
import type { BoundColouring, Colouring } from './types';
import {
  colourByCpu,
  colourByCpuOfLimit,
  colourByCpuOfRequest,
  colourByMemory,
  colourByMemoryOfLimit,
  colourByMemoryOfRequest,
} from './usage';

/** To add a colouring: a file beside these, its id in `COLOURING_IDS`, one line here. */
export const COLOURINGS: Record<ColouringId, Colouring> = {
  state: colourByState,
  ready: colourByReadiness,
  'restarts.1h': colourByRestartsLastHour,
  restarts: colourByRestarts,
  age: colourByAge,
  'cpu.request': colourByCpuOfRequest,
  'cpu.limit': colourByCpuOfLimit,
  cpu: colourByCpu,
  'mem.request': colourByMemoryOfRequest,
  'mem.limit': colourByMemoryOfLimit,
  mem: colourByMemory,
  qos: colourByQos,
  owner: colourByOwner,
  gpu: colourByGpu,
};

/** The colouring that a view asks for. */
export function bindColouring(
  { colouring, cuts, match }: Pick<HeatmapView, 'colouring' | 'cuts' | 'match'>,
  table: PodTable,
  nowSeconds: number,
): BoundColouring {
  return COLOURINGS[colouring](table, { nowSeconds, match, cuts });
}
