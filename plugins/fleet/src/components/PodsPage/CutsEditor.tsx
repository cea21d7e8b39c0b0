import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import TuneIcon from '@material-ui/icons/Tune';
import { useState, type FormEvent } from 'react';
import {
  cutUnitOf,
  formatCuts,
  parseCuts,
  type ColouringId,
} from '../../heatmap';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    button: {
      textTransform: 'none',
      fontSize: 13,
      height: 28,
      whiteSpace: 'nowrap',
      flex: 'none',
    },
    form: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      width: 'min(340px, calc(100vw - 64px))',
      padding: theme.spacing(2),
    },
    fields: {
      display: 'grid',
      gridTemplateColumns: 'repeat(4, 1fr)',
      gap: theme.spacing(1),
    },
    text: { margin: 0, fontSize: 13, color: theme.palette.text.secondary },
    error: { margin: 0, fontSize: 13, color: theme.palette.error.main },
    row: { display: 'flex', gap: theme.spacing(1) },
    action: { textTransform: 'none' },
  }),
  { name: 'PanoramaCutsEditor' },
);

/** Own bounds between the five steps of a colouring. */
export function CutsEditor(props: {
  colouring: ColouringId;
  /** Those in use; absent for a colouring without steps. */
  cuts: readonly number[] | undefined;
  isOwn: boolean;
  /** As the address writes it; empty for the usual ones. */
  onChange: (cuts: string) => void;
}) {
  const { colouring, cuts, isOwn, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [fields, setFields] = useState<readonly string[]>([]);
  const [isWrong, setWrong] = useState(false);
  const unit = cutUnitOf(colouring);
  if (!unit || !cuts) {
    return null;
  }
  const open = (element: HTMLElement) => {
    setFields(formatCuts(colouring, cuts).split(','));
    setWrong(false);
    setAnchor(element);
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const read = parseCuts(colouring, fields.join(','));
    setWrong(!read);
    if (read) {
      onChange(formatCuts(colouring, read));
      setAnchor(null);
    }
  };
  return (
    <>
      <Button
        size="small"
        className={classes.button}
        startIcon={<TuneIcon />}
        aria-haspopup="dialog"
        onClick={event => open(event.currentTarget)}
      >
        {isOwn ? t('cuts.own') : t('cuts.edit')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{ role: 'dialog', 'aria-label': t('cuts.title') }}
      >
        <form className={classes.form} onSubmit={apply}>
          <p className={classes.text}>{t(`cuts.help.${unit}`)}</p>
          <div className={classes.fields}>
            {fields.map((field, index) => (
              <TextField
                // Fields are places, not things.
                // eslint-disable-next-line react/no-array-index-key
                key={index}
                size="small"
                variant="outlined"
                value={field}
                error={isWrong}
                inputProps={{
                  'aria-label': t('cuts.bound', {
                    position: String(index + 1),
                  }),
                  // Four bounds are beside each other on a phone too.
                  style: { paddingLeft: 8, paddingRight: 8 },
                }}
                onChange={event =>
                  setFields(
                    fields.map((before, i) =>
                      i === index ? event.target.value : before,
                    ),
                  )
                }
              />
            ))}
          </div>
          {isWrong && (
            <p className={classes.error} role="alert">
              {t('cuts.wrong')}
            </p>
          )}
          <div className={classes.row}>
            <Button
              type="submit"
              size="small"
              variant="contained"
              color="primary"
              className={classes.action}
            >
              {t('cuts.apply')}
            </Button>
            {isOwn && (
              <Button
                size="small"
                className={classes.action}
                onClick={() => {
                  onChange('');
                  setAnchor(null);
                }}
              >
                {t('cuts.usual')}
              </Button>
            )}
          </div>
        </form>
      </Popover>
    </>
  );
}
