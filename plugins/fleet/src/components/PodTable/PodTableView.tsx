import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { podOfSlot, type PodTable } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MutableRefObject,
} from 'react';
import { useSettled } from '../../hooks/useSettled';
import { fleetTranslationRef } from '../../translation';
import {
  columnKey,
  gridOf,
  isNumber,
  shownColumns,
  type PodColumn,
} from './podColumns';
import { countMoves, keepOrder, orderPods, readSort } from './podOrder';
import { PodTableHead } from './PodTableHead';
import { TableMenus } from './TableMenus';
import { usePodCell } from './usePodCell';

const ROW_HEIGHT = 34;
/** Ordering 100,000 rows takes a while; their contents are always of the moment. */
const ORDER_EVERY_MS = 2000;

const useStyles = makeStyles(
  theme => ({
    root: {
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      display: 'flex',
      flexDirection: 'column',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.background.paper,
      fontSize: 13,
      position: 'relative',
    },
    scroll: { flex: 1, overflow: 'auto', outline: 'none' },
    row: {
      display: 'grid',
      gap: theme.spacing(1.5),
      alignItems: 'center',
      height: ROW_HEIGHT,
      padding: theme.spacing(0, 1.5),
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
    body: { position: 'relative' },
    line: {
      position: 'absolute',
      left: 0,
      right: 0,
      cursor: 'pointer',
      '&:hover': { background: theme.palette.action.hover },
    },
    selected: { background: theme.palette.action.selected },
    current: { boxShadow: `inset 2px 0 0 ${theme.palette.text.primary}` },
    number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
    apply: {
      textTransform: 'none',
      position: 'absolute',
      right: 16,
      bottom: 12,
      zIndex: 2,
      background: theme.palette.background.paper,
    },
  }),
  { name: 'PanoramaPodTable' },
);

/** @public */
export interface PodTableViewProps {
  table: PodTable;
  /** Grows whenever the table changed in place. */
  version: number;
  match: Uint8Array | undefined;
  /** Changes with what was asked (filter, rights): then rows may move. */
  orderKey: string;
  selected: readonly number[];
  now: number;
  onSelect: (slot: number, how: 'mouse' | 'key', add: boolean) => void;
  /** As in the address; the page's own state where absent. */
  sort?: string;
  onSort?: (sort: string) => void;
  columns?: readonly PodColumn[];
  onColumns?: (columns: PodColumn[]) => void;
  /** Gets the slots in the order in which they stand. */
  order?: MutableRefObject<readonly number[]>;
}

/** The picture as rows: same filter, same selection, worst first. */
export function PodTableView(props: PodTableViewProps) {
  const { table, version, match, orderKey, selected, now, onSelect } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const cellOf = usePodCell();
  const [ownSort, setOwnSort] = useState('state');
  const [ownColumns, setOwnColumns] = useState<readonly PodColumn[]>([]);
  const {
    sort: sortText = ownSort,
    onSort = setOwnSort,
    columns: chosen = ownColumns,
    onColumns = setOwnColumns,
  } = props;
  const sort = readSort(sortText);
  const columns = shownColumns(chosen);
  const { minWidth, gridTemplateColumns } = gridOf(columns);
  const openSort = useRef(() => {});
  const [turn, setTurn] = useState(0);
  const [current, setCurrent] = useState(0);
  const scroll = useRef<HTMLDivElement>(null);
  const shown = useRef<{ key: string; rows: number[] }>({ key: '', rows: [] });

  const asked = `${orderKey}|${sortText}`;
  const live = useSettled(version, ORDER_EVERY_MS, asked);
  const latestMatch = useRef(match);
  latestMatch.current = match;
  const fresh = useMemo(
    () => orderPods(table, latestMatch.current, sort.by, sort.reverse),
    // The table changes in place: what was asked and its version say when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [table, live, asked],
  );
  const key = `${asked}|${turn}`;
  const rows = useMemo(() => {
    const next =
      shown.current.key === key ? keepOrder(shown.current.rows, fresh) : fresh;
    shown.current = { key, rows: next };
    return next;
  }, [fresh, key]);
  useEffect(() => {
    if (props.order) {
      props.order.current = rows;
    }
  }, [props.order, rows]);
  const moves = rows === fresh ? 0 : countMoves(rows, fresh);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });

  const firstSelected = useRef(selected[0]);
  useEffect(() => {
    // Coming from the picture, the selected row is in sight.
    const at = rows.indexOf(firstSelected.current);
    if (at >= 0) {
      setCurrent(at);
      virtual.scrollToIndex(at, { align: 'center' });
    }
    // Only when the view opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(
      1,
      Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2,
    );
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[
      event.key
    ];
    if (event.key === 's' && event.target === scroll.current) {
      event.preventDefault();
      openSort.current();
    } else if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, current + step));
      setCurrent(next);
      virtual.scrollToIndex(next);
    } else if (
      (event.key === 'Enter' || event.key === ' ') &&
      event.target === scroll.current
    ) {
      event.preventDefault();
      if (rows[current] !== undefined) {
        onSelect(rows[current], 'key', event.key === ' ');
      }
    }
  };

  const cells = (slot: number) => {
    const pod = podOfSlot(table, slot);
    return (
      pod &&
      columns.map(column => {
        const { content, title } = cellOf(column, pod, now);
        return (
          <span
            key={column}
            role="cell"
            title={title}
            className={isNumber(column) ? classes.number : undefined}
          >
            {content}
          </span>
        );
      })
    );
  };

  return (
    <div className={classes.root}>
      <TableMenus
        sort={sortText}
        onSort={onSort}
        chosen={chosen}
        onColumns={onColumns}
        openSort={openSort}
      />
      {/* Arrow keys move between rows; the rows themselves are no tab stops. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroll}
        className={classes.scroll}
        role="table"
        aria-label={t(
          sort.by === 'state' && !sort.reverse
            ? 'table.caption'
            : 'table.captionBy',
          { column: t(`table.${columnKey(sort.by)}`) },
        )}
        aria-rowcount={rows.length + 1}
        // Arrow keys move between rows, so the table itself takes the focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ minWidth }}>
          <div
            role="row"
            aria-rowindex={1}
            className={`${classes.row} ${classes.head}`}
            style={{ gridTemplateColumns }}
          >
            <PodTableHead columns={columns} sort={sortText} onSort={onSort} />
          </div>
          <div
            role="rowgroup"
            className={classes.body}
            style={{ height: virtual.getTotalSize() }}
          >
            {virtual.getVirtualItems().map(item => {
              const slot = rows[item.index];
              const isSelected = selected.includes(slot);
              return (
                // Keys are handled by the table, which holds the focus.
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={slot}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={isSelected}
                  className={[
                    classes.row,
                    classes.line,
                    isSelected ? classes.selected : '',
                    item.index === current ? classes.current : '',
                  ].join(' ')}
                  style={{ top: item.start, gridTemplateColumns }}
                  onClick={event => {
                    setCurrent(item.index);
                    onSelect(slot, 'mouse', event.ctrlKey || event.metaKey);
                  }}
                >
                  {cells(slot)}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {moves > 0 && (
        <Button
          size="small"
          variant="outlined"
          className={classes.apply}
          onClick={() => setTurn(turn + 1)}
        >
          {t('table.changes', { amount: formatters.count(moves) })}
        </Button>
      )}
    </div>
  );
}
