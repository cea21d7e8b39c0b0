/** A view that a person keeps under a name. */
export interface SavedView {
  /** Stays when the name changes: links and walls refer to it. */
  id: string;
  name: string;
  /** Query string of the page, without the selection. */
  search: string;
}

const MAX_VIEWS = 50;

/** What belongs to the moment, not to the view. */
const NOT_KEPT = ['sel', 'saved', 'rotate', 'every'];

/** Views as the storage holds them; whatever else is there is ignored. */
export function readViews(value: unknown): SavedView[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap(view =>
    typeof view?.name === 'string' && typeof view?.search === 'string'
      ? [
          {
            // Views had no id once: their name was unique and still is.
            id: typeof view.id === 'string' ? view.id : view.name,
            name: view.name,
            search: view.search,
          },
        ]
      : [],
  );
}

/** With a view added; one of the same name is replaced at its place and keeps its id. */
export function addView(
  views: readonly SavedView[],
  view: SavedView,
): SavedView[] {
  const at = views.findIndex(each => each.name === view.name);
  const next = [...views];
  if (at < 0) {
    next.push(view);
  } else {
    next[at] = { ...view, id: views[at].id };
  }
  return next.slice(-MAX_VIEWS);
}

/** With another name; refused (the list as it was) where another view has that name. */
export function renameView(
  views: readonly SavedView[],
  id: string,
  name: string,
): readonly SavedView[] {
  return views.some(view => view.name === name && view.id !== id)
    ? views
    : views.map(view => (view.id === id ? { ...view, name } : view));
}

/** A removed view back at its place. */
export function restoreView(
  views: readonly SavedView[],
  view: SavedView,
  at: number,
): SavedView[] {
  const next = views.filter(({ id }) => id !== view.id);
  next.splice(at, 0, view);
  return next;
}

/** What of a query string belongs to a view: not the selection of the moment. */
export function viewSearch(search: string): string {
  const params = new URLSearchParams(search);
  NOT_KEPT.forEach(name => params.delete(name));
  params.sort();
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Address of a view: all that it says, so that people without it see the same, and its id. */
export function linkOfView({ id, search }: SavedView): string {
  const params = new URLSearchParams(search);
  params.set('saved', id);
  return `?${params}`;
}

/**
 * The address that a link with `saved=` stands for: the view's parameters,
 * overridden by those of the link. The id stays only where nothing differs.
 */
export function expandLink(search: string, view: SavedView): string {
  const given = new URLSearchParams(search);
  const params = new URLSearchParams(view.search);
  given.forEach((value, name) => params.set(name, value));
  if (viewSearch(`?${params}`) !== viewSearch(view.search)) {
    params.delete('saved');
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
