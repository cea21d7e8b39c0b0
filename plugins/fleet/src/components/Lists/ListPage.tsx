import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  parseFilter,
  suggest,
  type FilterField,
  type Page,
} from '@panorama/plugin-fleet-common';
import {
  EmptyLine,
  FilterBar,
  useFormatters,
  useUrlState,
  type UrlSchema,
} from '@panorama/ui';
import { useCallback } from 'react';
import type { ListQuery } from '../../api/FleetApi';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { DataTable, type Column, type SortState } from './DataTable';
import { usePagedList } from './usePagedList';

const PAGE_SIZE = 200;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      // The portal's header keeps 24 px of air below its tabs: half of it is enough here.
      marginTop: -16,
      height: 'calc(100vh - var(--bui-header-height, 112px) + 16px)',
      minHeight: 360,
      boxSizing: 'border-box',
      padding: theme.spacing(1.5, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
    },
  }),
  { name: 'PanoramaListPage' },
);

interface ListUrl {
  q: string;
  sort: string;
}

const plain = {
  parse: (text: string) => text,
  format: (text: string) => text,
  fallback: '',
};
const listUrlSchema: UrlSchema<ListUrl> = { q: plain, sort: plain };

/** `failing` or `-failing`: the minus means the smallest first. */
export function readSort(text: string, fallback: SortState): SortState {
  if (text === '') {
    return fallback;
  }
  return text.startsWith('-')
    ? { by: text.slice(1), order: 'asc' }
    : { by: text, order: 'desc' };
}

/** A filter, a table, and words for everything that can be instead of rows. */
export function ListPage<T>(props: {
  caption: string;
  example: string;
  emptyText: string;
  fields: readonly FilterField<T>[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  standardSort: SortState;
  read: (query: ListQuery, signal: AbortSignal) => Promise<Page<T>>;
}) {
  const {
    caption,
    example,
    emptyText,
    fields,
    columns,
    keyOf,
    standardSort,
    read,
  } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [url, change] = useUrlState(listUrlSchema);
  const sort = readSort(url.sort, standardSort);
  const parse = useCallback(
    (text: string) => parseFilter(text, fields),
    [fields],
  );
  const suggestAt = useCallback(
    (text: string, caret: number) => suggest(text, caret, fields, () => []),
    [fields],
  );
  const q = parse(url.q).ok ? url.q : '';
  const list = usePagedList<T>(
    `${q}|${sort.by}|${sort.order}`,
    (cursor, signal) =>
      read(
        { q, sort: sort.by, order: sort.order, limit: PAGE_SIZE, cursor },
        signal,
      ),
  );

  return (
    <div className={classes.root}>
      <div>
        <FilterBar
          value={url.q}
          onChange={text => change({ q: text }, 'replace')}
          parse={parse}
          suggest={suggestAt}
          label={caption}
          placeholder={t('filter.example', { example })}
          matches={
            list.totalItems === undefined
              ? undefined
              : formatters.count(list.totalItems)
          }
        />
      </div>
      {list.error && (
        <EmptyLine
          action={
            <Button size="small" variant="outlined" onClick={list.reload}>
              {t('actions.retry')}
            </Button>
          }
        >
          {t('empty.failed', { message: errorText(list.error) })}
        </EmptyLine>
      )}
      {list.incompleteClusters.length > 0 && (
        <EmptyLine>
          {t('empty.incomplete', {
            clusters: formatters.list(list.incompleteClusters),
          })}
        </EmptyLine>
      )}
      {list.rows.length === 0 && !list.isLoading && !list.error ? (
        <EmptyLine>{url.q ? t('empty.noRow') : emptyText}</EmptyLine>
      ) : (
        <DataTable
          caption={caption}
          columns={columns}
          rows={list.rows}
          keyOf={keyOf}
          sort={sort}
          onSort={next =>
            change(
              { sort: next.order === 'asc' ? `-${next.by}` : next.by },
              'replace',
            )
          }
          footer={
            list.hasMore && (
              <EmptyLine
                action={
                  <Button
                    size="small"
                    variant="outlined"
                    onClick={list.loadMore}
                  >
                    {t('actions.more')}
                  </Button>
                }
              >
                {t('table.rows', {
                  amount: formatters.count(list.rows.length),
                  total: formatters.count(list.totalItems ?? list.rows.length),
                })}
              </EmptyLine>
            )
          }
        />
      )}
    </div>
  );
}
