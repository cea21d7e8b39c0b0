import { handleCanvasKey } from './canvasKeys';

function press(key: string, ctrlKey = false) {
  const calls: unknown[][] = [];
  const record =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return undefined;
    };
  const handled = handleCanvasKey(
    {
      moveFocus: record('moveFocus'),
      nextFailing: record('nextFailing'),
      zoomBy: record('zoomBy'),
      zoomTo: record('zoomTo'),
      repack: record('repack'),
    },
    { key, ctrlKey, metaKey: false },
  );
  return { handled, calls };
}

describe('keys of the heatmap', () => {
  it.each([
    ['ArrowLeft', false, ['moveFocus', 'left']],
    ['ArrowLeft', true, ['moveFocus', 'groupLeft']],
    ['PageDown', false, ['moveFocus', 'clusterDown']],
    ['End', false, ['moveFocus', 'end']],
    ['n', false, ['nextFailing', 1]],
    ['N', false, ['nextFailing', -1]],
    ['0', false, ['zoomTo', 'all']],
    ['r', false, ['repack']],
  ])('%s (control %s) asks for %j', (key, ctrl, expected) => {
    expect(press(key, ctrl)).toEqual({ handled: true, calls: [expected] });
  });

  it('zooms in and out by the same factor', () => {
    const [[, into]] = press('+').calls;
    const [[, out]] = press('-').calls;
    expect(Number(into) * Number(out)).toBeCloseTo(1);
  });

  it.each([
    ['x', false],
    ['Tab', false],
    ['r', true],
  ])('leaves %s (control %s) to the browser', (key, ctrl) => {
    expect(press(key, ctrl)).toEqual({ handled: false, calls: [] });
  });
});
