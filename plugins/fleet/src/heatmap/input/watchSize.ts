/** Device pixels per CSS pixel of the window that an element is in. */
export function pixelRatioOf(element: HTMLElement): number {
  return element.ownerDocument.defaultView?.devicePixelRatio || 1;
}

/** Calls back whenever the element's size or the pixel ratio may have changed. */
export function watchSize(element: HTMLElement, onChange: () => void) {
  const stop = new AbortController();
  const view = element.ownerDocument.defaultView;
  const observer =
    typeof ResizeObserver === 'undefined'
      ? undefined
      : new ResizeObserver(onChange);
  observer?.observe(element);
  view?.addEventListener('resize', onChange, { signal: stop.signal });

  /** Held, because a query that nobody holds is collected together with its listener. */
  let ratio: MediaQueryList | undefined;
  // A media query matches one ratio only, so every change needs a new one.
  const watchRatio = () => {
    ratio = view?.matchMedia?.(`(resolution: ${pixelRatioOf(element)}dppx)`);
    ratio?.addEventListener(
      'change',
      () => {
        onChange();
        watchRatio();
      },
      { once: true, signal: stop.signal },
    );
  };
  watchRatio();

  return {
    destroy(): void {
      observer?.disconnect();
      stop.abort();
      ratio = undefined;
    },
  };
}
