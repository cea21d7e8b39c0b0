import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  compareStatus,
  statusOf,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { MapIndex } from '../../map/neighbourhood';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { milliseconds, shortRef, useWords } from '../useWords';

const ROW_HEIGHT = 34;

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
        'minmax(180px, 1.4fr) 110px minmax(150px, 1fr) 120px 110px minmax(200px, 2fr) 70px 70px 80px 80px 80px',
      alignItems: 'center',
      minWidth: 1250,
      height: ROW_HEIGHT,
      padding: theme.spacing(0, 1.5),
      columnGap: theme.spacing(1.5),
      borderBottom: `1px solid ${theme.palette.divider}`,
      boxSizing: 'border-box',
    },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
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

/** The same nodes as the picture, worst first; one row each, however many. */
export function NodeTable(props: NodeTableProps) {
  const { nodes, index, selected, onSelect } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const words = useWords();
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
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const columns = [
    'name',
    'kind',
    'place',
    'owner',
    'health',
    'reason',
    'callers',
    'callees',
    'rate',
    'errors',
    'p95',
  ] as const;
  const numeric = new Set<string>(columns.slice(6));

  return (
    <div
      ref={scroller}
      className={classes.root}
      role="table"
      aria-label={t('table.caption')}
      aria-rowcount={sorted.length + 1}
      data-testid="map-table"
    >
      <div role="rowgroup">
        <div className={`${classes.row} ${classes.head}`} role="row">
          {columns.map(column => (
            <span
              key={column}
              role="columnheader"
              className={numeric.has(column) ? classes.number : undefined}
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
          const status = statusOf(node.health);
          const { requestsPerSecond, errorRatio, p95Ms } = node.traffic ?? {};
          const cells = [
            <span className={classes.name} key="name">
              <KindIcon node={node} />
              <span className={classes.cell}>{node.name}</span>
            </span>,
            words.technology(node),
            node.place && `${node.place.cluster}/${node.place.namespace}`,
            node.owner && shortRef(node.owner),
            <span key="health" style={{ color: tokens.health[status] }}>
              <HealthGlyph health={status} size={14} /> {t(`health.${status}`)}
            </span>,
            node.health.findings[0] && words.finding(node.health.findings[0]),
            formatters.count(index.callers(node.id).length),
            formatters.count(index.callees(node.id).length),
            requestsPerSecond !== undefined &&
              formatters.shortCount(requestsPerSecond),
            errorRatio !== undefined && formatters.percent(errorRatio),
            p95Ms !== undefined && milliseconds(p95Ms, formatters.duration),
          ];
          return (
            <div
              key={node.id}
              role="row"
              aria-rowindex={place + 2}
              tabIndex={0}
              className={`${classes.row} ${classes.body} ${
                node.id === selected ? classes.selected : ''
              }`}
              style={{
                position: 'absolute',
                top: 0,
                width: '100%',
                transform: `translateY(${start}px)`,
              }}
              onClick={() => onSelect(node.id)}
              onKeyDown={event => {
                if (event.key === 'Enter') {
                  onSelect(node.id);
                }
              }}
            >
              {cells.map((cell, column) => (
                <span
                  key={columns[column]}
                  role="cell"
                  className={`${classes.cell} ${
                    column > 5 ? classes.number : ''
                  }`}
                >
                  {cell || formatters.missing}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
