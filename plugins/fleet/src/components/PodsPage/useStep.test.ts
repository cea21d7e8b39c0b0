import { renderHook } from '@testing-library/react';
import type { GroupNode, Heatmap } from '../../heatmap';
import type { Selection } from '../../hooks/podsUrl';
import { makeTable } from '../../testUtils/makeTable';
import { around, useStep } from './useStep';

const table = makeTable([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);

function group(id: string, children: GroupNode[] = []): GroupNode {
  return { id, children } as unknown as GroupNode;
}

function step(options: {
  selection?: Selection[];
  slots?: number[];
  rows?: number[];
}) {
  const heatmap = {
    groups: () => [
      group('x', [group('x/1'), group('x/2')]),
      group('y', [group('y/1')]),
    ],
    nextPod: (from: number | undefined, by: number) => ({
      slot: (from ?? -1) + by,
    }),
  } as unknown as Heatmap;
  const { result } = renderHook(() =>
    useStep({
      heatmap: { current: heatmap },
      rows: { current: options.rows ?? [] },
      table,
      isTable: options.rows !== undefined,
      selection: options.selection ?? [],
      slots: options.slots ?? [],
    }),
  );
  return result.current;
}

describe('the neighbour of what is selected', () => {
  it('is the next pod of the picture', () => {
    expect(step({ slots: [1] })(1)).toEqual({ slot: 2 });
    expect(step({})(1)).toEqual({ slot: 0 });
  });

  it('is the next row of the table, in its order', () => {
    expect(step({ slots: [2], rows: [2, 0, 1] })(1)).toEqual({ slot: 0 });
    expect(step({ slots: [2], rows: [2, 0, 1] })(-1)).toEqual({ slot: 1 });
    expect(step({ rows: [2, 0, 1] })(1)).toEqual({ slot: 2 });
  });

  it('is a group of the same level where a group is selected', () => {
    const selected = (id: string) => ({
      selection: [{ type: 'group' as const, id }],
    });
    expect(step(selected('x/2'))(1)).toEqual({ group: 'y/1' });
    expect(step(selected('x'))(-1)).toEqual({ group: 'y' });
  });

  it('is nothing where there is nothing', () => {
    expect(around([], -1, 1)).toBeUndefined();
    expect(around(['only'], -1, -1)).toBe('only');
  });
});
