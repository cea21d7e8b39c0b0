import type { FocusDirection, Heatmap } from '../../heatmap/types';

const PLAIN: Record<string, FocusDirection> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
  PageUp: 'clusterUp',
  PageDown: 'clusterDown',
};

const WITH_CONTROL: Record<string, FocusDirection> = {
  ArrowLeft: 'groupLeft',
  ArrowRight: 'groupRight',
  ArrowUp: 'groupUp',
  ArrowDown: 'groupDown',
};

const ZOOM_STEP = 1.5;

/** What the picture may be asked while a key is handled. */
type Keyboardable = Pick<
  Heatmap,
  'moveFocus' | 'nextFailing' | 'zoomBy' | 'zoomTo' | 'repack'
>;

/** Keys of the picture. Answers false for a key that is not its own. */
export function handleCanvasKey(
  heatmap: Keyboardable,
  event: { key: string; ctrlKey: boolean; metaKey: boolean },
): boolean {
  const withControl = event.ctrlKey || event.metaKey;
  const direction = (withControl ? WITH_CONTROL : PLAIN)[event.key];
  if (direction) {
    heatmap.moveFocus(direction);
    return true;
  }
  if (withControl) {
    return false;
  }
  switch (event.key) {
    case 'n':
      heatmap.nextFailing(1);
      return true;
    case 'N':
      heatmap.nextFailing(-1);
      return true;
    case '+':
    case '=':
      heatmap.zoomBy(ZOOM_STEP);
      return true;
    case '-':
      heatmap.zoomBy(1 / ZOOM_STEP);
      return true;
    case '0':
      heatmap.zoomTo('all');
      return true;
    case 'r':
      heatmap.repack();
      return true;
    default:
      return false;
  }
}
