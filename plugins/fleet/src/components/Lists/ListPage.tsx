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
import { useCallback, useRef } from 'react';
import type { ListQuery } from '../../api/FleetApi';
import { useAsyncData } from '../../hooks/useAsyncData';
import { useServerNow } from '../../hooks/useServerNow';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { DataTable, type Column, type SortState } from './DataTable';
import { ExportMenu } from './ExportMenu';
import { readAllRows, type ExportColumn } from './exportRows';
import { ListHead } from './ListHead';
import { NothingVisible } from './NothingVisible';
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
    bar: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'flex-start',
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

/** Numbers of the sentence above a list, as the reader's language writes them. */
export interface ListCounts {
  /** Rows that match the list's filter and the sentence's. */
  bad: string;
  /** Rows that match the list's filter. */
  amount: string;
  isWell: boolean;
}

/** Both filters at once; each keeps its own `or`. */
export function bothFilters(q: string, more: string): string {
  return q.trim() === '' ? more : `(${q}) ${more}`;
}

/** A filter, a table, and words for everything that can be instead of rows. */
export function ListPage<T>(props: {
  caption: string;
  example: string;
  emptyText: string;
  /** The page's answer in one sentence: how many of the rows match `q`. */
  sentence: { q: string; words: (counts: ListCounts) => string };
  file: { name: string; columns: readonly ExportColumn<T>[] };
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
    sentence,
    file,
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

  const now = useServerNow(0);
  // Counted by the server with the same rights, whenever the list was read.
  const bad = useAsyncData(
    list.readAt === undefined ? undefined : `${q}|${list.readAt}`,
    async signal => {
      const page = await read(
        { q: bothFilters(q, sentence.q), limit: 1 },
        signal,
      );
      return { of: list.totalItems ?? 0, count: page.totalItems };
    },
  );
  // The last sentence stays until the next one is known: nothing jumps.
  const counts = useRef<{ of: number; count: number }>();
  counts.current = bad.data ?? counts.current;

  return (
    <div className={classes.root}>
      <ListHead
        sentence={
          counts.current &&
          counts.current.of > 0 &&
          sentence.words({
            bad: formatters.count(counts.current.count),
            amount: formatters.count(counts.current.of),
            isWell: counts.current.count === 0,
          })
        }
        ageMs={list.readAt === undefined ? undefined : now - list.readAt}
        isLoading={list.isLoading}
        onReload={list.reload}
      />
      <div className={classes.bar}>
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
        <ExportMenu
          name={file.name}
          columns={file.columns}
          readAll={() =>
            readAllRows(page =>
              read(
                { q, sort: sort.by, order: sort.order, ...page },
                new AbortController().signal,
              ),
            )
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
        <NothingVisible otherwise={url.q ? t('empty.noRow') : emptyText} />
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
