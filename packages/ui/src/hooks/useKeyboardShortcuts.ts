import { useEffect, useRef } from 'react';

/** One line of a page's keyboard map. @public */
export interface Shortcut {
  /** `KeyboardEvent.key`, case matters (`N` is Shift + n); several spell the same. */
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

/**
 * Keys that work while no field has the focus.
 *
 * @public
 */
export function useKeyboardShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        belongsToField(event.target) ||
        (event.key.length === 1 && !areShortcutsEnabled())
      ) {
        return;
      }
      const shortcut = latest.current.find(each =>
        each.keys.includes(event.key),
      );
      if (shortcut && shortcut.run(event) !== false) {
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
