import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { useRef, useState, type MutableRefObject } from 'react';
import { fleetTranslationRef } from '../../translation';
import {
  columnKey,
  POD_COLUMNS,
  shownColumns,
  toggleColumn,
  type PodColumn,
} from './podColumns';
import { POD_SORTS, readSort, writeSort } from './podOrder';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    button: {
      textTransform: 'none',
      fontSize: 13,
      height: 28,
      [theme.breakpoints.down('xs')]: { height: 40 },
    },
    check: { padding: 2, marginRight: theme.spacing(1) },
  }),
  { name: 'PanoramaTableMenus' },
);

/** Order and columns of the table, where headers are out of sight or out of reach. */
export function TableMenus(props: {
  sort: string;
  onSort: (sort: string) => void;
  chosen: readonly PodColumn[];
  onColumns: (columns: PodColumn[]) => void;
  /** Opens the menu of orders, for the keyboard. */
  openSort: MutableRefObject<() => void>;
}) {
  const { sort, onSort, chosen, onColumns, openSort } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [open, setOpen] = useState<'sort' | 'columns'>();
  const sortButton = useRef<HTMLButtonElement>(null);
  const columnsButton = useRef<HTMLButtonElement>(null);
  openSort.current = () => setOpen('sort');
  const { by, reverse } = readSort(sort);
  const shown = shownColumns(chosen);
  const close = () => setOpen(undefined);
  return (
    <div className={classes.root}>
      <Button
        ref={sortButton}
        size="small"
        className={classes.button}
        aria-haspopup="menu"
        onClick={() => setOpen('sort')}
      >
        {t('table.order', { column: t(`table.${columnKey(by)}`) })}
        {reverse ? ' ↑' : ' ↓'}
      </Button>
      <Button
        ref={columnsButton}
        size="small"
        className={classes.button}
        aria-haspopup="menu"
        onClick={() => setOpen('columns')}
      >
        {t('table.columns')}
      </Button>
      <Menu
        open={open === 'sort'}
        anchorEl={sortButton.current}
        onClose={close}
      >
        {POD_SORTS.map(name => (
          <MenuItem
            key={name}
            dense
            selected={name === by}
            onClick={() => {
              onSort(writeSort({ by: name, reverse: name === by && !reverse }));
              close();
            }}
          >
            {t(`table.${columnKey(name)}`)}
            {name === by && (reverse ? ' ↑' : ' ↓')}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        open={open === 'columns'}
        anchorEl={columnsButton.current}
        onClose={close}
      >
        {POD_COLUMNS.map(name => (
          <MenuItem
            key={name}
            dense
            role="menuitemcheckbox"
            aria-checked={shown.includes(name)}
            onClick={() => onColumns(toggleColumn(shown, name))}
          >
            <Checkbox
              size="small"
              color="primary"
              className={classes.check}
              checked={shown.includes(name)}
              tabIndex={-1}
              inputProps={{ 'aria-hidden': true }}
            />
            {t(`table.${columnKey(name)}`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
