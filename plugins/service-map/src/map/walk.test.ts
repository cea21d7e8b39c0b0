import { edge, node } from '../__testUtils__/pictures';
import { gridPositions } from '../layout/layered';
import { indexOf } from './neighbourhood';
import { focusScene } from './scene';
import { walk } from './walk';

const GATE = node('hz/a/gate');
const API = node('hz/a/api');
const DOWN = node('hz/mw/redis', {
  health: { own: 'down', findings: [], inheritedFrom: [] },
});
const FINE = node('hz/mw/kafka');
const CALLS = [
  edge(GATE.id, API.id),
  edge(API.id, FINE.id),
  edge(API.id, DOWN.id),
];
const scene = focusScene(
  [GATE, API, DOWN, FINE],
  CALLS,
  indexOf(CALLS),
  API.id,
  { callers: 1, callees: 1 },
);
const at = gridPositions(scene.boxes);

describe('keys on the map', () => {
  it('follow calls to the worst callee first', () => {
    expect(walk(scene, at, API.id, 'callee')).toBe(DOWN.id);
  });

  it('go back to callers', () => {
    expect(walk(scene, at, API.id, 'caller')).toBe(GATE.id);
  });

  it('move among siblings and around', () => {
    const other = walk(scene, at, DOWN.id, 'next-sibling');
    expect(other).toBe(FINE.id);
    expect(walk(scene, at, other, 'next-sibling')).toBe(DOWN.id);
  });

  it('find what is unwell from anywhere', () => {
    expect(walk(scene, at, GATE.id, 'next-unwell')).toBe(DOWN.id);
    expect(walk(scene, at, undefined, 'next-unwell')).toBe(DOWN.id);
  });

  it('stay where there is nowhere to go', () => {
    expect(walk(scene, at, GATE.id, 'caller')).toBe(GATE.id);
  });
});
