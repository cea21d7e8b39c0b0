import { useEffect, useMemo, useRef, useState } from 'react';
import { LayoutClient } from '../layout/LayoutClient';
import { columnPositions } from '../layout/columns';
import { structureKey, type Positions } from '../layout/layered';
import { settle } from '../layout/settle';
import { topLevel, type Scene } from '../map/scene';

/** Where the boxes of a scene stand. */
export interface PlacedScene {
  scene: Scene;
  positions: Positions;
  /** Another one when the whole picture is another, so that it is to be fitted into the window. */
  picture: string;
}

/**
 * Places a scene. Boxes that are on screen keep their place for as long as
 * `view` stays the same; the next view, or `tidy`, lays everything out anew.
 * Until the layout of a new structure is there, the last one stays.
 *
 * @param view - what makes it the same picture: the grouping, or the focused node
 */
export function useLayout(
  scene: Scene,
  view: string,
): { placed: PlacedScene | undefined; tidy: () => void } {
  const [client] = useState(() => new LayoutClient());
  const [order, setOrder] = useState(0);
  const [placed, setPlaced] = useState<PlacedScene>();
  const onScreen = useRef<{ picture: string; positions: Positions }>();
  const picture = `${view} ${order}`;
  const structure = useMemo(() => {
    const top = topLevel(scene);
    return { ...top, key: structureKey(top.boxes, top.lines) };
  }, [scene]);

  useEffect(() => () => client.close(), [client]);

  useEffect(() => {
    let isCurrent = true;
    const { boxes, lines } = structure;
    const show = (positions: Positions) => {
      if (!isCurrent) {
        return;
      }
      const kept =
        onScreen.current?.picture === picture
          ? onScreen.current.positions
          : new Map();
      const settled = settle(boxes, kept, positions);
      onScreen.current = { picture, positions: settled };
      setPlaced({ scene, positions: settled, picture });
    };
    if (scene.layout === 'columns') {
      show(columnPositions(boxes, lines));
    } else {
      client.layout(boxes, lines).then(({ positions }) => show(positions));
    }
    return () => {
      isCurrent = false;
    };
    // The same structure stands where it stands; its content is passed through below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, structure.key, picture]);

  const isPlaced = scene.boxes.every(
    ({ id, parent }) => parent !== undefined || placed?.positions.has(id),
  );
  return {
    placed:
      placed && placed.picture === picture && isPlaced
        ? { ...placed, scene }
        : placed,
    tidy: () => setOrder(number => number + 1),
  };
}
