import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import { useState } from 'react';
import {
  areShortcutsEnabled,
  setShortcutsEnabled,
  type Shortcut,
} from '../hooks/useKeyboardShortcuts';
import { panoramaUiTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(1, 2),
      margin: 0,
      fontSize: 14,
    },
    keys: { fontFamily: 'monospace', whiteSpace: 'nowrap' },
    text: { margin: 0 },
  }),
  { name: 'PanoramaShortcutsDialog' },
);

/** @public */
export interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
  shortcuts: readonly Pick<Shortcut, 'keys' | 'show' | 'description'>[];
}

/** The keyboard map of a page, behind `?`. @public */
export function ShortcutsDialog(props: ShortcutsDialogProps) {
  const { open, onClose, shortcuts } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const [enabled, setEnabled] = useState(areShortcutsEnabled);
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="panorama-shortcuts">
      <DialogTitle id="panorama-shortcuts">{t('shortcuts.title')}</DialogTitle>
      <DialogContent>
        <dl className={classes.list}>
          {shortcuts.map(({ keys, show, description }) => [
            <dt key={`${keys[0]}-keys`} className={classes.keys}>
              {show ?? keys[0]}
            </dt>,
            <dd key={`${keys[0]}-text`} className={classes.text}>
              {description}
            </dd>,
          ])}
        </dl>
        <FormControlLabel
          control={
            <Switch
              color="primary"
              checked={enabled}
              onChange={(_, checked) => {
                setShortcutsEnabled(checked);
                setEnabled(checked);
              }}
            />
          }
          label={t('shortcuts.enable')}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shortcuts.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
