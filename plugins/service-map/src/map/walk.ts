import { compareStatus } from '@panorama/plugin-service-map-common';
import type { Positions } from '../layout/layered';
import type { Scene, SceneBox } from './scene';
import { statusOfBox } from './statusOfBox';

/** Where a key leads on the map: along calls, among siblings, to what is unwell. */
export type Step =
  | 'callee'
  | 'caller'
  | 'next-sibling'
  | 'previous-sibling'
  | 'next-unwell'
  | 'previous-unwell';

/** From top to bottom, then from left to right: as one reads a column. */
function inReadingOrder(scene: Scene, at: Positions): SceneBox[] {
  const place = (box: SceneBox) => {
    const frame = box.parent && at.get(box.parent);
    const own = box.at ?? at.get(box.id) ?? { x: 0, y: 0 };
    return frame ? { x: frame.x + own.x, y: frame.y + own.y } : own;
  };
  return [...scene.boxes].sort((a, b) => {
    const [p, q] = [place(a), place(b)];
    return p.x - q.x || p.y - q.y || a.id.localeCompare(b.id);
  });
}

/**
 * The box that a step leads to; the same one where there is nowhere to go, the
 * first one where nothing is active yet. Among several callers or callees the
 * worst is first.
 */
export function walk(
  scene: Scene,
  at: Positions,
  active: string | undefined,
  step: Step,
): string | undefined {
  const boxes = inReadingOrder(scene, at);
  const here = boxes.find(({ id }) => id === active);
  if (step === 'next-unwell' || step === 'previous-unwell') {
    const unwell = boxes.filter(box =>
      ['down', 'degraded', 'inherited'].includes(statusOfBox(box)),
    );
    return around(unwell, boxes, here, step === 'next-unwell' ? 1 : -1);
  }
  if (!here) {
    return boxes[0]?.id;
  }
  if (step === 'callee' || step === 'caller') {
    const ends = scene.lines.flatMap(({ from, to }) => {
      if (step === 'callee') {
        return from === here.id ? to : [];
      }
      return to === here.id ? from : [];
    });
    const worst = boxes
      .filter(({ id }) => ends.includes(id))
      .sort((a, b) => compareStatus(statusOfBox(b), statusOfBox(a)));
    return (worst[0] ?? here).id;
  }
  const siblings = boxes.filter(
    box => box.column === here.column && box.parent === here.parent,
  );
  return around(siblings, siblings, here, step === 'next-sibling' ? 1 : -1);
}

/** The next of `targets` in the order of `all`, from `here` on and around the end. */
function around(
  targets: readonly SceneBox[],
  all: readonly SceneBox[],
  here: SceneBox | undefined,
  direction: 1 | -1,
): string | undefined {
  if (targets.length === 0) {
    return here?.id;
  }
  const ordered = direction === 1 ? [...all] : [...all].reverse();
  const start = here ? ordered.indexOf(here) + 1 : 0;
  const turned = [...ordered.slice(start), ...ordered.slice(0, start)];
  return turned.find(box => targets.includes(box))?.id;
}
