import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { LogViewer } from '@backstage/core-components';
import Drawer from '@material-ui/core/Drawer';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import CloseIcon from '@material-ui/icons/Close';
import { EmptyLine, useFormatters } from '@panorama/ui';
import { useId, useState } from 'react';
import { fleetApiRef, type PodAddress } from '../../api/FleetApi';
import { errorText, isForbidden } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { MAX_LINES } from './logBuffer';
import { useLogs } from './useLogs';

const useStyles = makeStyles(
  theme => ({
    paper: {
      height: '60vh',
      [theme.breakpoints.down('xs')]: { height: '85vh' },
      display: 'flex',
      flexDirection: 'column',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      padding: theme.spacing(1, 2),
    },
    title: {
      flex: 1,
      minWidth: 160,
      margin: 0,
      fontSize: 15,
      fontWeight: 500,
      overflowWrap: 'anywhere',
    },
    place: {
      marginLeft: theme.spacing(1.5),
      fontSize: 13,
      fontWeight: 400,
      color: theme.palette.text.secondary,
    },
    switch: {
      marginRight: 0,
      '& .MuiFormControlLabel-label': { fontSize: 13 },
    },
    body: { flex: 1, minHeight: 0 },
  }),
  { name: 'PanoramaLogsDrawer' },
);

/** The log of a container below the page: the picture stays in sight above it. */
export function LogsDrawer(props: {
  address: PodAddress;
  containers: readonly string[];
  onClose: () => void;
}) {
  const { address, containers, onClose } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const fleet = useApi(fleetApiRef);
  const titleId = useId();
  const [container, setContainer] = useState(containers[0]);
  const [follow, setFollow] = useState(true);
  const [previous, setPrevious] = useState(false);
  const logs = useLogs(fleet, address, {
    container,
    follow: follow && !previous,
    previous,
  });
  return (
    <Drawer
      open
      anchor="bottom"
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{ role: 'dialog', 'aria-labelledby': titleId }}
    >
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {t('logs.title', { name: address.name })}
          <span className={classes.place}>
            {address.cluster} / {address.namespace}
          </span>
        </h2>
        {containers.length > 1 && (
          <Select
            value={container}
            onChange={event => setContainer(event.target.value as string)}
            inputProps={{ 'aria-label': t('logs.container') }}
          >
            {containers.map(name => (
              <MenuItem key={name} value={name}>
                {name}
              </MenuItem>
            ))}
          </Select>
        )}
        <FormControlLabel
          className={classes.switch}
          label={t('logs.previous')}
          control={
            <Switch
              size="small"
              checked={previous}
              onChange={(_, on) => setPrevious(on)}
            />
          }
        />
        <FormControlLabel
          className={classes.switch}
          label={t('logs.follow')}
          disabled={previous}
          control={
            <Switch
              size="small"
              color="primary"
              checked={follow && !previous}
              onChange={(_, on) => setFollow(on)}
            />
          }
        />
        <IconButton size="small" aria-label={t('logs.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      {logs.dropped && (
        <EmptyLine>
          {t('logs.dropped', { amount: formatters.count(MAX_LINES) })}
        </EmptyLine>
      )}
      {logs.error && (
        <EmptyLine>
          {isForbidden(logs.error)
            ? t('logs.forbidden')
            : t('logs.failed', { message: errorText(logs.error) })}
        </EmptyLine>
      )}
      <div className={classes.body} data-testid="fleet-log">
        <LogViewer text={logs.text || (logs.error ? '' : t('logs.empty'))} />
      </div>
      {logs.ended && !logs.error && <EmptyLine>{t('logs.ended')}</EmptyLine>}
    </Drawer>
  );
}
