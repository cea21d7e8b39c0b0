import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import {
  compareStatus,
  statusOf,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import {
  useEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { MapIndex } from '../../map/neighbourhood';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { milliseconds, shortRef, useWords } from '../useWords';

const ROW_HEIGHT = 34;
const NARROW_ROW_HEIGHT = 60;

const useStyles = makeStyles(
  theme => ({
    root: {
      flex: 1,
      minWidth: 0,
      overflow: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      backgroundColor: theme.palette.background.paper,
      fontSize: 13,
    },
    row: {
      display: 'grid',
      gridTemplateColumns:
        'minmax(170px, 1.2fr) minmax(200px, 1fr) 100px minmax(300px, 2fr) 80px 140px 130px 60px 60px 64px 64px 72px',
      alignItems: 'center',
      minWidth: 1620,
      height: ROW_HEIGHT,
      padding: theme.spacing(0, 1.5),
      columnGap: theme.spacing(1.5),
      borderBottom: `1px solid ${theme.palette.divider}`,
      boxSizing: 'border-box',
    },
    // Two lines where there is no room for columns: name and mark, then the reason.
    narrow: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gridTemplateRows: '24px 20px',
      alignContent: 'center',
      minWidth: 0,
      height: NARROW_ROW_HEIGHT,
      '& > :nth-child(3)': {
        gridColumn: '1 / -1',
        color: theme.palette.text.secondary,
      },
    },
    heads: { position: 'sticky', top: 0, zIndex: 1 },
    head: {
      backgroundColor: theme.palette.background.paper,
      fontSize: 12,
      color: theme.palette.text.secondary,
    },
    body: {
      cursor: 'pointer',
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
    },
    selected: { backgroundColor: theme.palette.action.selected },
    cell: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    name: { display: 'flex', alignItems: 'center', gap: 6, fontWeight: 500 },
    number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  }),
  { name: 'PanoramaNodeTable' },
);

export interface NodeTableProps {
  nodes: readonly PictureNode[];
  index: MapIndex;
  selected: string | undefined;
  onSelect: (id: string) => void;
}

const COLUMNS = [
  'name',
  'place',
  'health',
  'reason',
  'since',
  'owner',
  'kind',
  'callers',
  'callees',
  'rate',
  'errors',
  'p95',
] as const;

type Column = (typeof COLUMNS)[number];

const NARROW_COLUMNS: readonly Column[] = ['name', 'health', 'reason'];
const NUMERIC = new Set<Column>([
  'since',
  'callers',
  'callees',
  'rate',
  'errors',
  'p95',
]);

/** Arrows go from row to row, Enter opens. */
function moveAmongRows(event: KeyboardEvent<HTMLElement>, open: () => void) {
  const { currentTarget, key } = event;
  const next = {
    ArrowDown: currentTarget.nextElementSibling,
    ArrowUp: currentTarget.previousElementSibling,
  }[key];
  if (next instanceof HTMLElement) {
    next.focus();
  } else if (key === 'Enter') {
    open();
  } else {
    return;
  }
  event.preventDefault();
}

/** The same nodes as the picture, worst first; one row each, however many. */
export function NodeTable(props: NodeTableProps) {
  const { nodes, index, selected, onSelect } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const words = useWords();
  const isNarrow = useMediaQuery('(max-width: 599.95px)', { noSsr: true });
  const scroller = useRef<HTMLDivElement>(null);
  const sorted = useMemo(
    () =>
      [...nodes].sort(
        (a, b) =>
          compareStatus(statusOf(b.health), statusOf(a.health)) ||
          a.name.localeCompare(b.name),
      ),
    [nodes],
  );
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT),
    overscan: 12,
  });
  useEffect(() => rows.measure(), [rows, isNarrow]);
  const columns = isNarrow ? NARROW_COLUMNS : COLUMNS;
  const cellsOf = (node: PictureNode): Record<Column, ReactNode> => {
    const status = statusOf(node.health);
    const { requestsPerSecond, errorRatio, p95Ms } = node.traffic ?? {};
    const [finding] = node.health.findings;
    return {
      name: (
        <span className={classes.name}>
          <KindIcon node={node} />
          <span className={classes.cell}>{node.name}</span>
        </span>
      ),
      place: node.place && `${node.place.cluster}/${node.place.namespace}`,
      health: (
        <span className={classes.name} style={{ color: tokens.health[status] }}>
          <HealthGlyph health={status} size={14} />
          {t(`health.${status}`)}
        </span>
      ),
      reason: finding && words.finding(finding),
      since:
        finding?.since !== undefined &&
        formatters.duration(Date.now() - finding.since),
      owner: node.owner && shortRef(node.owner),
      kind: words.technology(node),
      callers: formatters.count(index.callers(node.id).length),
      callees: formatters.count(index.callees(node.id).length),
      rate:
        requestsPerSecond !== undefined &&
        formatters.shortCount(requestsPerSecond),
      errors: errorRatio !== undefined && formatters.percent(errorRatio),
      p95: p95Ms !== undefined && milliseconds(p95Ms, formatters.duration),
    };
  };

  return (
    <div
      ref={scroller}
      className={classes.root}
      role="table"
      aria-label={t('table.caption')}
      aria-rowcount={sorted.length + 1}
      data-testid="map-table"
    >
      <div role="rowgroup" className={classes.heads}>
        <div
          className={clsx(classes.row, classes.head)}
          style={isNarrow ? { display: 'none' } : undefined}
          role="row"
        >
          {columns.map(column => (
            <span
              key={column}
              role="columnheader"
              className={NUMERIC.has(column) ? classes.number : undefined}
            >
              {t(`table.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        style={{ height: rows.getTotalSize(), position: 'relative' }}
      >
        {rows.getVirtualItems().map(({ index: place, start }) => {
          const node = sorted[place];
          const cells = cellsOf(node);
          return (
            <div
              key={node.id}
              role="row"
              aria-rowindex={place + 2}
              tabIndex={0}
              className={clsx(classes.row, classes.body, {
                [classes.narrow]: isNarrow,
                [classes.selected]: node.id === selected,
              })}
              style={{
                position: 'absolute',
                top: 0,
                width: '100%',
                transform: `translateY(${start}px)`,
              }}
              onClick={() => onSelect(node.id)}
              onKeyDown={event => moveAmongRows(event, () => onSelect(node.id))}
            >
              {columns.map(column => (
                <span
                  key={column}
                  role="cell"
                  className={clsx(classes.cell, {
                    [classes.number]: NUMERIC.has(column),
                  })}
                  title={
                    typeof cells[column] === 'string'
                      ? (cells[column] as string)
                      : undefined
                  }
                >
                  {cells[column] || (isNarrow ? '' : formatters.missing)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
