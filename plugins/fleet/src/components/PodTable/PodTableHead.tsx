import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { fleetTranslationRef } from '../../translation';
import { columnKey, isNumber, type PodColumn } from './podColumns';
import { readSort, writeSort } from './podOrder';

const useStyles = makeStyles(
  {
    number: { textAlign: 'right' },
    sort: {
      maxWidth: '100%',
      padding: 0,
      border: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      cursor: 'pointer',
      minHeight: 24,
      textAlign: 'inherit',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      '&:focus-visible': { outline: '2px solid', outlineOffset: -2 },
    },
  },
  { name: 'PanoramaPodTableHead' },
);

function ariaSort(isSorted: boolean, reverse: boolean) {
  if (!isSorted) {
    return 'none';
  }
  return reverse ? 'descending' : 'ascending';
}

/** Names of the columns; a click orders by one, a second click turns the order around. */
export function PodTableHead(props: {
  columns: readonly PodColumn[];
  sort: string;
  onSort: (sort: string) => void;
}) {
  const { columns, sort, onSort } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { by, reverse } = readSort(sort);
  return (
    <>
      {columns.map(column => {
        const isSorted = by === column;
        const name = t(`table.${columnKey(column)}`);
        return (
          <span
            key={column}
            role="columnheader"
            className={isNumber(column) ? classes.number : undefined}
            aria-sort={ariaSort(isSorted, reverse)}
          >
            <button
              type="button"
              className={classes.sort}
              aria-label={t('table.sortBy', { column: name })}
              onClick={() =>
                onSort(writeSort({ by: column, reverse: isSorted && !reverse }))
              }
            >
              {name}
              {isSorted && (reverse ? ' ↑' : ' ↓')}
            </button>
          </span>
        );
      })}
    </>
  );
}
