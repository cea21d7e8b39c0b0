import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import { HealthGlyph, useFormatters, type Health } from '@panorama/ui';
import { fleetTranslationRef } from '../../translation';
import { entitySentence, type EntitySentence } from './entitySentence';

const HEALTH: Record<EntitySentence['key'], Health> = {
  sentenceBad: 'down',
  sentenceWaiting: 'degraded',
  sentenceWell: 'healthy',
};

const useStyles = makeStyles(
  {
    sentence: { display: 'flex', alignItems: 'center', gap: 8, margin: 0 },
  },
  { name: 'PanoramaEntityState' },
);

/** Is it well? With a glyph, in one sentence. */
export function EntityState(props: {
  pods: readonly PodListItem[];
  className?: string;
}) {
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const sentence = entitySentence(props.pods);
  return (
    <p className={`${classes.sentence} ${props.className ?? ''}`}>
      <HealthGlyph health={HEALTH[sentence.key]} />
      {t(`entity.${sentence.key}`, {
        amount: formatters.count(sentence.count),
        failing: formatters.count('failing' in sentence ? sentence.failing : 0),
        waiting: formatters.count('waiting' in sentence ? sentence.waiting : 0),
      })}
    </p>
  );
}
