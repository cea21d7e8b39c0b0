import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Divider from '@material-ui/core/Divider';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import StarIcon from '@material-ui/icons/StarBorder';
import type { UrlChange } from '@panorama/ui';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { PodsUrlState } from '../../../hooks/podsUrl';
import { fleetTranslationRef } from '../../../translation';
import { RotationForm } from './RotationForm';
import { linkOfView, type SavedView } from './savedViewList';
import { SavedViewRow } from './SavedViewRow';
import { SaveViewForm } from './SaveViewForm';
import type { SavedViews as Views } from './useSavedViews';

const useStyles = makeStyles(
  theme => ({
    button: {
      height: 36,
      maxWidth: 240,
      textTransform: 'none',
      fontSize: 13,
      background: theme.palette.background.paper,
      '& .MuiButton-label': { whiteSpace: 'nowrap' },
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
    label: { overflow: 'hidden', textOverflow: 'ellipsis' },
    paper: { width: 'min(360px, calc(100vw - 32px))' },
    list: { margin: 0, padding: theme.spacing(0.5, 0) },
    line: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      margin: 0,
      padding: theme.spacing(0.5, 2),
      minHeight: 36,
      fontSize: 14,
      color: theme.palette.text.secondary,
    },
    action: { textTransform: 'none', padding: theme.spacing(0.5, 1) },
  }),
  { name: 'PanoramaSavedViews' },
);

/** Views that a person keeps: open, save, rename, delete, and rotate on the wall. */
export function SavedViews(props: {
  url: PodsUrlState;
  change: UrlChange<PodsUrlState>;
  saved: Views;
}) {
  const { url, change, saved } = props;
  const { views } = saved;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [removed, setRemoved] = useState<{ name: string; undo: () => void }>();
  const [isRotating, setRotating] = useState(false);
  const shown = views.find(({ id }) => id === url.saved);

  const close = () => {
    setAnchor(null);
    setRemoved(undefined);
    setRotating(false);
  };
  const remove = ({ id, name }: SavedView) =>
    setRemoved({ name, undo: saved.remove(id) });

  return (
    <>
      <Button
        variant="outlined"
        className={classes.button}
        startIcon={<StarIcon />}
        endIcon={<ExpandMoreIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <span className={classes.label}>
          {shown ? shown.name : t('saved.label')}
        </span>
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('saved.label'),
        }}
      >
        {views.length === 0 && (
          <p className={classes.line}>{t('saved.empty')}</p>
        )}
        <ul className={classes.list} aria-label={t('saved.label')}>
          {views.map(view => (
            <SavedViewRow
              key={view.id}
              view={view}
              isShown={view === shown}
              onRename={name => saved.rename(view.id, name)}
              onDelete={() => remove(view)}
              onOpen={close}
            />
          ))}
        </ul>
        <div role="status">
          {removed && (
            <p className={classes.line}>
              {t('saved.deleted', { name: removed.name })}
              <Button
                size="small"
                color="primary"
                className={classes.action}
                onClick={() => {
                  removed.undo();
                  setRemoved(undefined);
                }}
              >
                {t('saved.undo')}
              </Button>
            </p>
          )}
        </div>
        <Divider />
        <SaveViewForm
          names={views.map(({ name }) => name)}
          onSave={name => {
            const view = saved.save(name, search);
            navigate({ pathname, search: linkOfView(view) }, { replace: true });
            close();
          }}
        />
        {views.length > 1 && (
          <>
            <Divider />
            {isRotating ? (
              <RotationForm
                views={views}
                chosen={url.rotate}
                everySeconds={url.every}
                onStart={(rotate, every) => {
                  change({ view: 'wall', rotate, every });
                  close();
                }}
              />
            ) : (
              <p className={classes.line}>
                <Button
                  size="small"
                  className={classes.action}
                  onClick={() => setRotating(true)}
                >
                  {t('saved.rotate')}
                </Button>
              </p>
            )}
          </>
        )}
      </Popover>
    </>
  );
}
