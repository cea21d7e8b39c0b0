import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { fleetTranslationRef } from '../../translation';

const ROW_HEIGHT = 34;
const GAP = 12;
const PADDING = 12;

const useStyles = makeStyles(
  theme => ({
    scroll: {
      flex: 1,
      minHeight: 120,
      overflow: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.background.paper,
      fontSize: 13,
    },
    row: {
      display: 'grid',
      alignItems: 'center',
      gap: GAP,
      minHeight: ROW_HEIGHT,
      padding: `0 ${PADDING}px`,
      borderBottom: `1px solid ${theme.palette.divider}`,
      '& > *': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
    },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      background: theme.palette.background.paper,
      color: theme.palette.text.secondary,
    },
    sort: {
      minHeight: 24,
      padding: 0,
      border: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      cursor: 'pointer',
    },
    body: { position: 'relative' },
    line: { position: 'absolute', left: 0, right: 0 },
    number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  }),
  { name: 'PanoramaDataTable' },
);

/** @public */
export interface Column<T> {
  id: string;
  title: string;
  /** A grid track with its least width in px first: `minmax(160px, 2fr)` or `80px`. */
  width: string;
  isNumber?: boolean;
  /** Column that the server sorts by; absent where it cannot. */
  sort?: string;
  render: (row: T) => ReactNode;
  /** Shown whole on hover where the column is too narrow. */
  text?: (row: T) => string | undefined;
}

/** @public */
export interface SortState {
  by: string;
  order: 'asc' | 'desc';
}

/** Width below which the table scrolls sideways: narrower tracks would overflow. */
export function leastWidth(columns: ReadonlyArray<{ width: string }>): number {
  const tracks = columns.map(({ width }) =>
    parseFloat(width.replace('minmax(', '')),
  );
  return (
    tracks.reduce((sum, track) => sum + track, 0) +
    (columns.length - 1) * GAP +
    2 * PADDING
  );
}

function ariaSort(column: { sort?: string }, sort: SortState | undefined) {
  if (!column.sort || column.sort !== sort?.by) {
    return undefined;
  }
  return sort.order === 'asc' ? 'ascending' : 'descending';
}

/** A table of any length: only what is in sight is in the document. */
export function DataTable<T>(props: {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  sort?: SortState;
  onSort?: (sort: SortState) => void;
  /** Below the last row. */
  footer?: ReactNode;
}) {
  const { caption, columns, rows, keyOf, sort, onSort, footer } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    getItemKey: index => keyOf(rows[index]),
  });
  const gridTemplateColumns = columns.map(column => column.width).join(' ');
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      role="group"
      aria-label={caption}
      // The keyboard scrolls it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div
        role="table"
        aria-label={caption}
        aria-rowcount={rows.length + 1}
        style={{ minWidth: leastWidth(columns) }}
      >
        <div
          role="row"
          className={`${classes.row} ${classes.head}`}
          style={{ gridTemplateColumns }}
        >
          {columns.map(column => (
            <span
              key={column.id}
              role="columnheader"
              className={column.isNumber ? classes.number : undefined}
              aria-sort={ariaSort(column, sort)}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  className={classes.sort}
                  aria-label={t('table.sortBy', { column: column.title })}
                  onClick={() =>
                    onSort({
                      by: column.sort ?? '',
                      order:
                        sort?.by === column.sort && sort?.order === 'desc'
                          ? 'asc'
                          : 'desc',
                    })
                  }
                >
                  {column.title}
                  {sort?.by === column.sort &&
                    (sort?.order === 'asc' ? ' ↑' : ' ↓')}
                </button>
              ) : (
                column.title
              )}
            </span>
          ))}
        </div>
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index];
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={`${classes.row} ${classes.line}`}
                style={{ top: item.start, gridTemplateColumns }}
              >
                {columns.map(column => (
                  <span
                    key={column.id}
                    role="cell"
                    className={column.isNumber ? classes.number : undefined}
                    title={column.text?.(row)}
                  >
                    {column.render(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {/* A table holds rows only. */}
      {footer}
    </div>
  );
}
