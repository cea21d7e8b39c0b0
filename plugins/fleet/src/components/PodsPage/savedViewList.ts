/** A view that a person keeps under a name. */
export interface SavedView {
  name: string;
  /** Query string of the page, without the selection. */
  search: string;
}

const MAX_VIEWS = 50;

/** Views as the storage holds them; whatever else is there is ignored. */
export function readViews(value: unknown): SavedView[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.filter(
    (view): view is SavedView =>
      typeof view?.name === 'string' && typeof view?.search === 'string',
  );
}

/** With a view added; the same name is replaced at its place. */
export function addView(
  views: readonly SavedView[],
  view: SavedView,
): SavedView[] {
  const at = views.findIndex(each => each.name === view.name);
  const next = [...views];
  next.splice(at < 0 ? next.length : at, at < 0 ? 0 : 1, view);
  return next.slice(-MAX_VIEWS);
}

/** What of a query string belongs to a view: not the selection of the moment. */
export function viewSearch(search: string): string {
  const params = new URLSearchParams(search);
  params.delete('sel');
  params.delete('saved');
  const text = params.toString();
  return text ? `?${text}` : '';
}
