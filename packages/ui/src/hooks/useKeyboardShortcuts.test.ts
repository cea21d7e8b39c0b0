import { renderHook } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  setShortcutsEnabled,
  useKeyboardShortcuts,
} from './useKeyboardShortcuts';

function listen() {
  const pressed: string[] = [];
  const shortcut = (keys: string) => ({
    keys: [keys],
    description: keys,
    run: () => {
      pressed.push(keys);
    },
  });
  renderHook(() =>
    useKeyboardShortcuts([shortcut('t'), shortcut('g f'), shortcut('g t')]),
  );
  return pressed;
}

describe('keyboard shortcuts', () => {
  afterEach(() => {
    setShortcutsEnabled(true);
    document.body.replaceChildren();
  });

  it('run by one key, or by two after each other', async () => {
    const pressed = listen();
    await userEvent.keyboard('tgfgt');
    expect(pressed).toEqual(['t', 'g f', 'g t']);
  });

  it('take a second key alone when it belongs to no sequence', async () => {
    const pressed = listen();
    await userEvent.keyboard('gxt');
    expect(pressed).toEqual(['t']);
  });

  it('forget the first key after a moment', async () => {
    const pressed = listen();
    const press = (key: string, at: number) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true });
      Object.defineProperty(event, 'timeStamp', { value: at });
      document.body.dispatchEvent(event);
    };
    press('g', 1000);
    press('t', 3000);
    expect(pressed).toEqual(['t']);
  });

  it('give the second key to the sequence, not to a widget that has the focus', async () => {
    const pressed = listen();
    const widget = document.createElement('div');
    widget.tabIndex = 0;
    const own = jest.fn();
    widget.addEventListener('keydown', event => own(event.key));
    document.body.append(widget);
    widget.focus();
    await userEvent.keyboard('gf');
    expect(pressed).toEqual(['g f']);
    expect(own).toHaveBeenCalledTimes(1);
  });

  it('are text in a field, and off when somebody switched letters off', async () => {
    const pressed = listen();
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    await userEvent.keyboard('tgf');
    field.blur();
    setShortcutsEnabled(false);
    await userEvent.keyboard('tgf');
    expect(pressed).toEqual([]);
    expect(field.value).toBe('tgf');
  });
});
