/** What hands do on the canvas, in CSS pixels from its corner. */
export interface GestureHandlers {
  hover(point: Point | undefined): void;
  click(point: Point, keys: GestureKeys): void;
  doubleClick(point: Point): void;
  panBy(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
  marquee(area: Area, done: boolean): void;
}

export interface Point {
  x: number;
  y: number;
}

export interface Area extends Point {
  width: number;
  height: number;
}

export interface GestureKeys {
  toggle: boolean;
  range: boolean;
}

/** Resting this long shows the hover card. */
const HOVER_MS = 80;
/** A hand is never quite still: less than this is a click. */
const CLICK_SLOP = 4;
/** Wheel travel of one zoom step; a mouse wheel's notch is 100 to 120. */
const WHEEL_STEP = 80;
/** Fingers must spread this much for one step. */
const PINCH_STEP = 1.2;
const LINE_PX = 20;

interface Drag {
  id: number;
  start: Point;
  last: Point;
  moved: boolean;
  marquee: boolean;
}

/** Listens on an element; `destroy` removes everything again. */
export function attachGestures(
  element: HTMLElement,
  handlers: GestureHandlers,
) {
  const stop = new AbortController();
  const pointers = new Map<number, Point>();
  let drag: Drag | undefined;
  let pinchFrom: number | undefined;
  let wheel = 0;
  let hoverTimer: ReturnType<typeof setTimeout> | undefined;

  const pointOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const leaveHover = () => {
    clearTimeout(hoverTimer);
    handlers.hover(undefined);
  };

  const pinch = () => {
    const [a, b] = [...pointers.values()];
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    const centre = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    pinchFrom ??= apart;
    const spread = apart / Math.max(1, pinchFrom);
    if (spread >= PINCH_STEP || spread <= 1 / PINCH_STEP) {
      handlers.zoom(spread, centre);
      pinchFrom = apart;
    }
  };

  const listen = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ) =>
    element.addEventListener(type, listener, {
      signal: stop.signal,
      passive: false,
    });

  listen('pointerdown', event => {
    if (event.button !== 0) {
      return;
    }
    const point = pointOf(event);
    pointers.set(event.pointerId, point);
    leaveHover();
    if (pointers.size === 2) {
      drag = undefined;
      pinchFrom = undefined;
      return;
    }
    drag = {
      id: event.pointerId,
      start: point,
      last: point,
      moved: false,
      marquee: event.shiftKey,
    };
  });

  listen('pointermove', event => {
    const point = pointOf(event);
    if (pointers.has(event.pointerId)) {
      pointers.set(event.pointerId, point);
    }
    if (pointers.size === 2) {
      pinch();
    } else if (drag && drag.id === event.pointerId) {
      dragTo(drag, point, event.pointerId);
    } else {
      clearTimeout(hoverTimer);
      hoverTimer = setTimeout(() => handlers.hover(point), HOVER_MS);
    }
  });

  const dragTo = (current: Drag, point: Point, id: number) => {
    const far =
      Math.hypot(point.x - current.start.x, point.y - current.start.y) >
      CLICK_SLOP;
    if (far && !current.moved) {
      current.moved = true;
      // Only now: capturing on press would turn the click's target into this element.
      element.setPointerCapture(id);
    }
    if (current.moved && current.marquee) {
      handlers.marquee(areaOf(current.start, point), false);
    } else if (current.moved) {
      handlers.panBy(point.x - current.last.x, point.y - current.last.y);
    }
    current.last = point;
  };

  const release = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const ended = drag;
    if (!ended || ended.id !== event.pointerId) {
      return;
    }
    drag = undefined;
    if (ended.moved && ended.marquee) {
      handlers.marquee(areaOf(ended.start, ended.last), true);
    } else if (!ended.moved && event.type === 'pointerup') {
      const toggle = event.ctrlKey || event.metaKey;
      handlers.click(ended.start, { toggle, range: event.shiftKey });
    }
  };
  listen('pointerup', release);
  listen('pointercancel', release);
  listen('pointerleave', leaveHover);
  listen('dblclick', event => handlers.doubleClick(pointOf(event)));
  listen('wheel', event => {
    event.preventDefault();
    leaveHover();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    // Pinching on a touchpad arrives as a wheel with ctrl and small deltas.
    wheel += event.deltaY * unit * (event.ctrlKey ? 5 : 1);
    if (Math.abs(wheel) >= WHEEL_STEP) {
      handlers.zoom(wheel < 0 ? 1.2 : 1 / 1.2, pointOf(event));
      wheel = 0;
    }
  });

  return {
    destroy(): void {
      stop.abort();
      clearTimeout(hoverTimer);
    },
  };
}

function areaOf(from: Point, to: Point): Area {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}
