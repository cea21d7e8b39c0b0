import { useEffect, useRef } from 'react';

/** One line of a page's keyboard map. @public */
export interface Shortcut {
  /**
   * `KeyboardEvent.key`, case matters (`N` is Shift + n); several spell the same.
   * Two keys with a space between them are pressed one after the other: `g f`.
   */
  keys: readonly string[];
  /** What is shown for it, such as `n N`; the first key where absent. */
  show?: string;
  /** In the reader's language. */
  description: string;
  /** Answers false to let the event pass on. */
  run: (event: KeyboardEvent) => void | boolean;
}

const STORAGE_KEY = 'panorama.shortcuts';

/** Whether single letters work (WCAG 2.1.4 asks for a switch). @public */
export function areShortcutsEnabled(): boolean {
  return window.localStorage.getItem(STORAGE_KEY) !== 'off';
}

/** @public */
export function setShortcutsEnabled(enabled: boolean): void {
  window.localStorage.setItem(STORAGE_KEY, enabled ? 'on' : 'off');
}

/** A place where letters are text, or where a widget has keys of its own. */
function belongsToField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="menu"],[role="listbox"],[role="dialog"]') !== null
  );
}

/** So long the first key of two waits for the second. */
const SEQUENCE_MS = 1500;

/** Shift and its like come with the key that they change. */
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'];

/**
 * Keys that work while no field has the focus.
 *
 * @public
 */
export function useKeyboardShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const find = (keys: string) =>
      latest.current.find(each => each.keys.includes(keys));
    const begins = (key: string) =>
      latest.current.some(each =>
        each.keys.some(keys => keys.startsWith(`${key} `)),
      );
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        MODIFIERS.includes(event.key) ||
        belongsToField(event.target) ||
        (event.key.length === 1 && !areShortcutsEnabled())
      ) {
        return;
      }
      const before =
        first && event.timeStamp - first.at < SEQUENCE_MS
          ? `${first.key} `
          : '';
      first = undefined;
      const shortcut =
        (before && find(`${before}${event.key}`)) || find(event.key);
      if (!shortcut && begins(event.key)) {
        first = { key: event.key, at: event.timeStamp };
        event.preventDefault();
      } else if (shortcut && shortcut.run(event) !== false) {
        event.preventDefault();
      }
    };
    // Before the widgets: the second key of a sequence may be one of theirs.
    const onCapture = (event: KeyboardEvent) => {
      if (
        first &&
        event.timeStamp - first.at < SEQUENCE_MS &&
        find(`${first.key} ${event.key}`)
      ) {
        onKeyDown(event);
        event.stopPropagation();
      }
    };
    document.addEventListener('keydown', onCapture, { capture: true });
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onCapture, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
