import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import ListItem from '@material-ui/core/ListItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import EditIcon from '@material-ui/icons/EditOutlined';
import { useId, useState, type FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { fleetTranslationRef } from '../../../translation';
import { linkOfView, type SavedView } from './savedViewList';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', alignItems: 'center', listStyle: 'none' },
    link: {
      padding: theme.spacing(0.75, 2),
      minHeight: 36,
      fontSize: 14,
      overflowWrap: 'anywhere',
      color: 'inherit',
      [theme.breakpoints.down('xs')]: { minHeight: 44 },
    },
    form: { flex: 1, padding: theme.spacing(0.5, 2) },
  }),
  { name: 'PanoramaSavedViewRow' },
);

/** One saved view: open, rename in place, delete. */
export function SavedViewRow(props: {
  view: SavedView;
  isShown: boolean;
  /** Answers false for a name that another view has. */
  onRename: (name: string) => boolean;
  onDelete: () => void;
  onOpen: () => void;
}) {
  const { view, isShown, onRename, onDelete, onOpen } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [name, setName] = useState<string>();
  const id = useId();
  const [isTaken, setTaken] = useState(false);

  const rename = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name?.trim() ?? '';
    const isDone = wanted === view.name || (wanted !== '' && onRename(wanted));
    setTaken(!isDone && wanted !== '');
    if (isDone) {
      setName(undefined);
    }
  };

  if (name !== undefined) {
    return (
      <li className={classes.root}>
        <form className={classes.form} onSubmit={rename}>
          <TextField
            // The click before asked for this field.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            fullWidth
            size="small"
            variant="outlined"
            id={id}
            label={t('saved.renameField')}
            value={name}
            error={isTaken}
            helperText={isTaken ? t('saved.taken') : undefined}
            inputProps={{ maxLength: 80 }}
            onChange={event => setName(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Escape') {
                event.stopPropagation();
                setName(undefined);
              }
            }}
          />
        </form>
      </li>
    );
  }
  return (
    <li className={classes.root}>
      <ListItem
        button
        component={Link}
        to={{ search: linkOfView(view) }}
        className={classes.link}
        selected={isShown}
        aria-current={isShown ? 'page' : undefined}
        onClick={onOpen}
      >
        {view.name}
      </ListItem>
      <IconButton
        size="small"
        aria-label={t('saved.rename', { name: view.name })}
        onClick={() => setName(view.name)}
      >
        <EditIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('saved.delete', { name: view.name })}
        onClick={onDelete}
      >
        <DeleteIcon fontSize="small" />
      </IconButton>
    </li>
  );
}
