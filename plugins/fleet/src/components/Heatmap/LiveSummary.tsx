import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useFormatters } from '@panorama/ui';
import { useEffect, useRef, useState } from 'react';
import type { GroupNode } from '../../heatmap/types';
import { fleetTranslationRef } from '../../translation';
import { fleetSentence } from './fleetSentence';

const INTERVAL_MS = 10_000;

const useStyles = makeStyles(
  {
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  { name: 'PanoramaLiveSummary' },
);

/** One true sentence about the picture, said again only when it became another one. */
export function LiveSummary(props: { groups: () => readonly GroupNode[] }) {
  const { groups } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [sentence, setSentence] = useState('');
  const read = useRef<() => string>(() => '');
  read.current = () => {
    const { total, failing, places, worst } = fleetSentence(groups());
    if (failing === 0 || !worst) {
      return t('canvas.summaryWell', { total: formatters.count(total) });
    }
    return t('canvas.summary', {
      failing: formatters.count(failing),
      total: formatters.count(total),
      clusters: formatters.list(
        places.map(place =>
          t('canvas.inCluster', {
            amount: formatters.count(place.failing),
            cluster: place.label || t('group.none'),
          }),
        ),
      ),
      group: worst.label || t('group.none'),
      amount: formatters.count(worst.failing),
    });
  };
  useEffect(() => {
    const say = () => setSentence(read.current());
    const first = setTimeout(say, 1000);
    const timer = setInterval(say, INTERVAL_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return (
    <div role="status" aria-live="polite" className={classes.hidden}>
      {sentence}
    </div>
  );
}
