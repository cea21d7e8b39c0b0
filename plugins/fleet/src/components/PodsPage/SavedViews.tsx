import {
  storageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Divider from '@material-ui/core/Divider';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import StarIcon from '@material-ui/icons/StarBorder';
import { useEffect, useState, type FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { fleetTranslationRef } from '../../translation';
import {
  addView,
  readViews,
  viewSearch,
  type SavedView,
} from './savedViewList';

const useStyles = makeStyles(
  theme => ({
    button: {
      height: 36,
      textTransform: 'none',
      fontSize: 13,
      background: theme.palette.background.paper,
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
    form: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
    },
    row: { display: 'flex', gap: theme.spacing(1) },
    item: { justifyContent: 'space-between', gap: theme.spacing(2) },
  }),
  { name: 'PanoramaSavedViews' },
);

const KEY = 'pods-views';

/** Views that a person keeps, in the portal's user storage. */
export function SavedViews() {
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const storage = useApi(storageApiRef).forBucket('plugin.fleet');
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const [views, setViews] = useState<SavedView[]>(() =>
    readViews(storage.snapshot(KEY).value),
  );
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState<string>();

  useEffect(() => {
    const subscription = storage
      .observe$(KEY)
      .subscribe(({ value }) => setViews(readViews(value)));
    return () => subscription.unsubscribe();
    // A bucket is made anew at every render; its contents are the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const keep = (next: SavedView[]) => {
    setViews(next);
    storage.set(
      KEY,
      next.map(view => ({ ...view })),
    );
  };
  const close = () => {
    setAnchor(null);
    setName(undefined);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name?.trim()) {
      keep(addView(views, { name: name.trim(), search: viewSearch(search) }));
      close();
    }
  };

  return (
    <>
      <Button
        variant="outlined"
        className={classes.button}
        startIcon={<StarIcon />}
        endIcon={<ExpandMoreIcon />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('saved.label')}
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        keepMounted={false}
      >
        {views.length === 0 && (
          <MenuItem disabled dense>
            {t('saved.empty')}
          </MenuItem>
        )}
        {views.map(view => (
          <MenuItem
            key={view.name}
            dense
            className={classes.item}
            onClick={() => {
              navigate({ pathname, search: view.search });
              close();
            }}
          >
            {view.name}
            <IconButton
              size="small"
              aria-label={t('saved.delete', { name: view.name })}
              onClick={event => {
                event.stopPropagation();
                keep(views.filter(each => each.name !== view.name));
              }}
            >
              <DeleteIcon fontSize="small" />
            </IconButton>
          </MenuItem>
        ))}
        <Divider />
        {name === undefined ? (
          <MenuItem dense onClick={() => setName('')}>
            {t('saved.save')}
          </MenuItem>
        ) : (
          <li>
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
            <form
              className={classes.form}
              onSubmit={save}
              // The menu would take letters for its own type-ahead.
              onKeyDown={event => event.stopPropagation()}
            >
              <TextField
                // The click before asked for this field.
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus
                size="small"
                variant="outlined"
                label={t('saved.name')}
                value={name}
                inputProps={{ maxLength: 80 }}
                onChange={event => setName(event.target.value)}
              />
              <div className={classes.row}>
                <Button
                  type="submit"
                  size="small"
                  variant="contained"
                  color="primary"
                >
                  {t('saved.confirm')}
                </Button>
                <Button size="small" onClick={close}>
                  {t('saved.cancel')}
                </Button>
              </div>
            </form>
          </li>
        )}
      </Menu>
    </>
  );
}
