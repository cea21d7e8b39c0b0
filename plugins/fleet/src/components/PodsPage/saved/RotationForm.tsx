import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import FullscreenIcon from '@material-ui/icons/Fullscreen';
import { useFormatters } from '@panorama/ui';
import { useId, useState, type FormEvent } from 'react';
import { ROTATION_SECONDS } from '../../../hooks/podsUrl';
import { fleetTranslationRef } from '../../../translation';
import type { SavedView } from './savedViewList';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: 0,
      margin: 0,
      padding: theme.spacing(1, 2),
      display: 'flex',
      flexDirection: 'column',
    },
    choice: { '& .MuiTypography-root': { fontSize: 14 } },
    row: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'center',
      marginTop: theme.spacing(1),
    },
    every: { minWidth: 120 },
    button: { textTransform: 'none', height: 40, flex: 1 },
  }),
  { name: 'PanoramaRotationForm' },
);

/** Which views the wall shows in turn, and for how long each. */
export function RotationForm(props: {
  views: readonly SavedView[];
  /** Ids, in the order of the list. */
  chosen: readonly string[];
  everySeconds: number;
  onStart: (ids: string[], everySeconds: number) => void;
}) {
  const { views, onStart } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [chosen, setChosen] = useState<readonly string[]>(
    props.chosen.length > 0 ? props.chosen : views.map(({ id }) => id),
  );
  const fieldId = useId();
  const [every, setEvery] = useState(props.everySeconds);
  const ids = views.map(({ id }) => id).filter(id => chosen.includes(id));
  const start = (event: FormEvent) => {
    event.preventDefault();
    onStart(ids, every);
  };
  return (
    <form className={classes.root} onSubmit={start}>
      {views.map(({ id, name }) => (
        <FormControlLabel
          key={id}
          className={classes.choice}
          label={name}
          control={
            <Checkbox
              size="small"
              color="primary"
              checked={chosen.includes(id)}
              onChange={(_, isChosen) =>
                setChosen(
                  isChosen ? [...chosen, id] : chosen.filter(o => o !== id),
                )
              }
            />
          }
        />
      ))}
      <div className={classes.row}>
        <TextField
          select
          size="small"
          variant="outlined"
          className={classes.every}
          id={fieldId}
          label={t('saved.every')}
          value={every}
          onChange={event => setEvery(Number(event.target.value))}
        >
          {ROTATION_SECONDS.map(seconds => (
            <MenuItem key={seconds} value={seconds} dense>
              {formatters.duration(seconds * 1000)}
            </MenuItem>
          ))}
        </TextField>
        <Button
          type="submit"
          variant="outlined"
          className={classes.button}
          startIcon={<FullscreenIcon />}
          disabled={ids.length < 2}
        >
          {t('saved.start')}
        </Button>
      </div>
    </form>
  );
}
