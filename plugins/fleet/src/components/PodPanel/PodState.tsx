import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isFailing,
  POD_STATE_WORDS,
  type PodDetail,
  type PodListItem,
} from '@panorama/plugin-fleet-common';
import { PodGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { useWhy } from '../../pod/useWhy';
import { fleetTranslationRef } from '../../translation';
import { usePanelStyles } from './panelStyles';

function Why(props: { pod: PodDetail }) {
  const classes = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { sentence, quote } = useWhy(props.pod);
  const borderColor = isFailing(props.pod.state)
    ? tokens.health.down
    : tokens.divider;
  return (
    <>
      <p className={classes.sentence}>{sentence}</p>
      {quote && (
        <div className={classes.quote} style={{ borderColor }}>
          {quote}
          {props.pod.state === 'crashloop' && (
            <div className={classes.more}>{t('pod.lastMessage')}</div>
          )}
        </div>
      )}
    </>
  );
}

/** State with its reason in words, since when, and what was said last. */
export function PodState(props: {
  pod: PodListItem;
  detail?: PodDetail;
  now: number;
}) {
  const { pod, detail, now } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(fleetTranslationRef);
  const failing = isFailing(pod.state);
  const restarts =
    pod.restarts === 1
      ? t('pod.oneRestart')
      : t('pod.restarts', { amount: formatters.count(pod.restarts) });
  const since = detail?.stateSince;
  return (
    <div className={classes.state}>
      <div className={classes.headline}>
        <PodGlyph state={pod.state} size={14} />
        <span
          className={classes.word}
          style={failing ? { color: tokens.health.down } : undefined}
          title={POD_STATE_WORDS[pod.state]}
        >
          {t(`state.${pod.state}`)}
        </span>
        {formatters.isChinese && (
          <span className={classes.more}>
            {pod.reason ?? POD_STATE_WORDS[pod.state]}
          </span>
        )}
        <span className={classes.more}>
          {since !== undefined
            ? t('pod.since', { time: formatters.duration(now - since) })
            : t('pod.age', { age: formatters.duration(now - pod.createdAt) })}
          {' · '}
          {pod.restarts === 0 ? t('pod.noRestarts') : restarts}
        </span>
      </div>
      {detail && <Why pod={detail} />}
    </div>
  );
}
