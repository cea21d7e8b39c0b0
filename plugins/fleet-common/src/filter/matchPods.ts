import type { PodListItem } from '../api/pods';
import { NO_ID, type PodTable } from '../frames/PodTable';
import { POD_STATES, podStateOf } from '../podState';
import type { FilterNode, FilterTerm } from './ast';
import { fieldsOfTerm } from './compile';
import { compileTermForField } from './match';
import { blankPod, readNode, readSlot, readWorkload } from './podFacts';
import type { PodField } from './podFields';

type Test = (pod: PodListItem) => boolean;

/** One answer per dictionary row; the last one is for "no row". */
function answers(rows: number, ask: (row: number) => boolean): Uint8Array {
  const result = new Uint8Array(rows + 1);
  for (let row = 0; row <= rows; row++) {
    result[row] = ask(row) ? 1 : 0;
  }
  return result;
}

function spread(
  mask: Uint8Array,
  column: Uint32Array,
  answer: Uint8Array,
): void {
  const none = answer.length - 1;
  for (let slot = 0; slot < mask.length; slot++) {
    mask[slot] |= answer[Math.min(column[slot], none)];
  }
}

/** Evaluates a dictionary field per row, then copies the answers to the slots. */
const BY_SOURCE: Record<
  PodField['source'],
  (mask: Uint8Array, table: PodTable, test: Test) => void
> = {
  workload(mask, table, test) {
    const pod = blankPod();
    const rows = table.workloads.length;
    const answer = answers(rows, row => {
      if (row === rows) {
        return false;
      }
      readWorkload(pod, table, row);
      return test(pod);
    });
    spread(mask, table.workload, answer);
  },
  node(mask, table, test) {
    const pod = blankPod();
    const rows = table.nodes.length;
    const answer = answers(rows, row => {
      readNode(pod, table, row === rows ? NO_ID : row);
      return test(pod);
    });
    spread(mask, table.node, answer);
  },
  shape(mask, table, test) {
    const pod = blankPod();
    const rows = table.shapes.length;
    const answer = answers(rows, row => {
      if (row === rows) {
        return false;
      }
      pod.shape = table.shapes[row];
      return test(pod);
    });
    spread(mask, table.shape, answer);
  },
  image(mask, table, test) {
    const pod = blankPod();
    const rows = table.images.length;
    const answer = answers(rows, row => {
      if (row === rows) {
        return false;
      }
      pod.image = table.images[row];
      return test(pod);
    });
    spread(mask, table.image, answer);
  },
  state(mask, table, test) {
    const pod = blankPod();
    const reasons = table.reasons.length;
    const width = reasons + 1;
    const answer = new Uint8Array(POD_STATES.length * width);
    for (let index = 0; index < answer.length; index++) {
      const reason = index % width;
      pod.state = podStateOf(Math.floor(index / width));
      pod.reason = reason === reasons ? undefined : table.reasons[reason];
      answer[index] = test(pod) ? 1 : 0;
    }
    const unknown = POD_STATES.indexOf('unknown');
    for (let slot = 0; slot < mask.length; slot++) {
      const code = table.state[slot];
      const state = code < POD_STATES.length ? code : unknown;
      const reason = Math.min(table.reason[slot], reasons);
      mask[slot] |= answer[state * width + reason];
    }
  },
  pod(mask, table, test) {
    const pod = blankPod();
    for (let slot = 0; slot < mask.length; slot++) {
      if (table.live[slot] && !mask[slot]) {
        readSlot(pod, table, slot);
        mask[slot] = test(pod) ? 1 : 0;
      }
    }
  },
};

function termMask(
  term: FilterTerm,
  table: PodTable,
  fields: readonly PodField[],
): Uint8Array {
  const mask = new Uint8Array(table.length);
  for (const field of fieldsOfTerm<PodListItem, PodField>(term, fields)) {
    BY_SOURCE[field.source](mask, table, compileTermForField(term, field));
  }
  return mask;
}

function nodeMask(
  node: FilterNode,
  table: PodTable,
  fields: readonly PodField[],
): Uint8Array {
  switch (node.type) {
    case 'all':
      return new Uint8Array(table.length).fill(1);
    case 'term':
      return termMask(node, table, fields);
    case 'not': {
      const mask = nodeMask(node.child, table, fields);
      for (let slot = 0; slot < mask.length; slot++) {
        mask[slot] ^= 1;
      }
      return mask;
    }
    default: {
      const isAnd = node.type === 'and';
      const mask = new Uint8Array(table.length).fill(isAnd ? 1 : 0);
      for (const child of node.children) {
        const other = nodeMask(child, table, fields);
        for (let slot = 0; slot < mask.length; slot++) {
          if (isAnd) {
            mask[slot] &= other[slot];
          } else {
            mask[slot] |= other[slot];
          }
        }
      }
      return mask;
    }
  }
}

/** @public */
export interface PodMatches {
  /** 1 where the slot holds a pod that matches; as long as the table's slots. */
  mask: Uint8Array;
  count: number;
}

/**
 * Which slots a filter matches. Fields of workloads, nodes, shapes and images
 * are evaluated once per dictionary row, so 100,000 pods cost a few passes over
 * typed arrays.
 *
 * @public
 */
export function matchPods(
  node: FilterNode,
  table: PodTable,
  fields: readonly PodField[],
): PodMatches {
  const mask = nodeMask(node, table, fields);
  let count = 0;
  for (let slot = 0; slot < mask.length; slot++) {
    mask[slot] &= table.live[slot];
    count += mask[slot];
  }
  return { mask, count };
}
