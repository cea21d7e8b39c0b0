import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useState } from 'react';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { saveFile } from '../Shell/saveFile';
import { csvText, jsonText, type ExportColumn } from './exportRows';

const useStyles = makeStyles(
  theme => ({
    button: {
      flex: 'none',
      height: 36,
      textTransform: 'none',
      fontSize: 13,
      background: theme.palette.background.paper,
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
  }),
  { name: 'PanoramaExportMenu' },
);

/** Saves all matches of a list, not only the rows that were loaded. */
export function ExportMenu<T>(props: {
  /** Of the files, without its ending. */
  name: string;
  columns: readonly ExportColumn<T>[];
  readAll: () => Promise<readonly T[]>;
}) {
  const { name, columns, readAll } = props;
  const classes = useStyles();
  const toast = useApi(toastApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async (
    ending: string,
    type: string,
    textOf: (rows: readonly T[]) => string,
  ) => {
    setAnchor(null);
    setBusy(true);
    try {
      const text = textOf(await readAll());
      saveFile(`${name}.${ending}`, new Blob([text], { type }));
    } catch (error) {
      const message = error instanceof Error ? errorText(error) : String(error);
      toast.post({
        title: t('actions.exportFailed', { message }),
        status: 'danger',
      });
    }
    setBusy(false);
  };

  return (
    <>
      <Button
        className={classes.button}
        variant="outlined"
        startIcon={<GetAppIcon />}
        aria-haspopup="menu"
        disabled={isBusy}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('actions.export')}
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
      >
        <MenuItem
          dense
          onClick={() =>
            save('csv', 'text/csv;charset=utf-8', rows =>
              csvText(columns, rows),
            )
          }
        >
          {t('actions.exportCsv')}
        </MenuItem>
        <MenuItem
          dense
          onClick={() => save('json', 'application/json', jsonText)}
        >
          {t('actions.exportJson')}
        </MenuItem>
      </Menu>
    </>
  );
}
