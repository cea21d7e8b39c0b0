import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import CloseIcon from '@material-ui/icons/Close';
import LinkIcon from '@material-ui/icons/Link';
import { useEffect, useRef, type ReactNode } from 'react';
import { panoramaUiTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    docked: {
      width: 376,
      flex: 'none',
      display: 'flex',
      flexDirection: 'column',
      minHeight: 0,
      overflow: 'hidden',
    },
    drawer: {
      width: 'min(376px, 100vw)',
      display: 'flex',
      flexDirection: 'column',
      height: '100%',
    },
    head: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 1, 0, 2),
      fontSize: 12,
      color: theme.palette.text.secondary,
    },
    kind: {
      flex: 1,
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    title: {
      margin: 0,
      padding: theme.spacing(0, 2, 1),
      fontSize: 15,
      fontWeight: 500,
      fontFamily: 'monospace',
      overflowWrap: 'anywhere',
      outline: 'none',
    },
    body: { overflowY: 'auto', minHeight: 0, flex: 1 },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
      '& .MuiButton-root': { textTransform: 'none' },
    },
  }),
  { name: 'PanoramaSidePanel' },
);

/** @public */
export interface SidePanelProps {
  /** What it is: “Pod”, and where: “prod-hangzhou / tracking-prod”. */
  kind: ReactNode;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  onCopyLink?: () => void;
  /** The panel was opened by a key: its title takes the focus. */
  takeFocus?: boolean;
}

/** Docked beside the picture from 1280 px on, laid over it below. @public */
export function SidePanel(props: SidePanelProps) {
  const { kind, title, children, actions, onClose, onCopyLink, takeFocus } =
    props;
  const classes = useStyles();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const isDocked = useMediaQuery('(min-width: 1280px)', { noSsr: true });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) {
      heading.current?.focus();
    }
  }, [takeFocus, title]);

  const content = (
    <>
      <div className={classes.head}>
        <span className={classes.kind}>{kind}</span>
        {onCopyLink && (
          <IconButton
            size="small"
            aria-label={t('panel.copyLink')}
            onClick={onCopyLink}
          >
            <LinkIcon fontSize="small" />
          </IconButton>
        )}
        <IconButton
          size="small"
          aria-label={t('panel.close')}
          onClick={onClose}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </div>
      <h2 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h2>
      <div className={classes.body}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </>
  );
  return isDocked ? (
    <Paper
      variant="outlined"
      className={classes.docked}
      component="aside"
      aria-label={title}
    >
      {content}
    </Paper>
  ) : (
    <Drawer open variant="persistent" anchor="right">
      <div className={classes.drawer} role="complementary" aria-label={title}>
        {content}
      </div>
    </Drawer>
  );
}
