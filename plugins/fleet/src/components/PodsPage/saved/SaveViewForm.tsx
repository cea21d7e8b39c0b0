import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useId, useState, type FormEvent } from 'react';
import { fleetTranslationRef } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
    },
    field: { flex: 1 },
    button: { textTransform: 'none', whiteSpace: 'nowrap', height: 40 },
  }),
  { name: 'PanoramaSaveViewForm' },
);

/** A name for what is on screen now; a name that is taken replaces its view. */
export function SaveViewForm(props: {
  names: readonly string[];
  onSave: (name: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const id = useId();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const replaces = props.names.includes(wanted);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wanted) {
      props.onSave(wanted);
      setName('');
    }
  };
  return (
    <form className={classes.root} onSubmit={save}>
      <TextField
        size="small"
        variant="outlined"
        className={classes.field}
        id={id}
        label={t('saved.name')}
        value={name}
        helperText={replaces ? t('saved.replaces') : undefined}
        inputProps={{ maxLength: 80 }}
        onChange={event => setName(event.target.value)}
      />
      <Button
        type="submit"
        variant="outlined"
        className={classes.button}
        disabled={!wanted}
      >
        {t('saved.confirm')}
      </Button>
    </form>
  );
}
