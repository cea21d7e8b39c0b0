import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, LinkButton } from '@backstage/core-components';
import {
  isFailing,
  POD_STATES,
  podOfSlot,
  podStateOf,
  type PodTable,
} from '@panorama/plugin-fleet-common';
import {
  PodGlyph,
  SidePanel,
  useFormatters,
  usePanoramaTokens,
} from '@panorama/ui';
import { podSelection } from '../../hooks/podsUrl';
import { fleetTranslationRef } from '../../translation';
import { usePanelStyles } from './panelStyles';
import { PanelSection } from './PanelSection';

const WORST_SHOWN = 12;

/** The pods of a group or of a selection, summed up. */
export function GroupPanel(props: {
  kind: string;
  title: string;
  /** Slots of the pods. */
  slots: readonly number[];
  table: PodTable;
  /** Filter that shows these pods only, where one exists. */
  filter?: string;
  linkTo: (q: string, more?: Record<string, string>) => string;
  onOpen: (selection: string) => void;
  onClose: () => void;
  onCopyLink: () => void;
}) {
  const {
    kind,
    title,
    slots,
    table,
    filter,
    linkTo,
    onOpen,
    onClose,
    onCopyLink,
  } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(fleetTranslationRef);

  const byState = new Map<number, number>();
  for (const slot of slots) {
    byState.set(table.state[slot], (byState.get(table.state[slot]) ?? 0) + 1);
  }
  const failing = slots.filter(slot =>
    isFailing(podStateOf(table.state[slot])),
  ).length;
  const worst = [...slots]
    .filter(slot => table.live[slot])
    .sort((a, b) => table.state[a] - table.state[b] || a - b)
    .slice(0, WORST_SHOWN);

  return (
    <SidePanel
      kind={kind}
      title={title}
      onClose={onClose}
      onCopyLink={onCopyLink}
      actions={
        filter && (
          <>
            <LinkButton variant="outlined" size="small" to={linkTo(filter)}>
              {t('groupPanel.show')}
            </LinkButton>
            <LinkButton
              variant="outlined"
              size="small"
              to={linkTo(filter, { view: 'table' })}
            >
              {t('groupPanel.table')}
            </LinkButton>
          </>
        )
      }
    >
      <div className={classes.state}>
        <span
          style={
            failing > 0
              ? { color: tokens.health.down, fontWeight: 600 }
              : undefined
          }
        >
          {t(failing > 0 ? 'groupPanel.pods' : 'groupPanel.allWell', {
            amount: formatters.count(slots.length),
            failing: formatters.count(failing),
          })}
        </span>
        <ul className={classes.rows}>
          {POD_STATES.map((state, code) => {
            const count = byState.get(code) ?? 0;
            return count === 0 ? null : (
              <li key={state} className={classes.container}>
                <PodGlyph state={state} />
                <span>{t(`state.${state}`)}</span>
                <span className={`${classes.more} ${classes.numbers}`}>
                  {formatters.count(count)}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
      <PanelSection id="worst" title={t('groupPanel.worst')}>
        <ul className={classes.rows}>
          {worst.map(slot => {
            const pod = podOfSlot(table, slot);
            return (
              pod && (
                <li key={slot} className={classes.container}>
                  <PodGlyph state={pod.state} title={t(`state.${pod.state}`)} />
                  <Link
                    to="#"
                    className={classes.mono}
                    onClick={event => {
                      event.preventDefault();
                      onOpen(
                        podSelection(pod.cluster, pod.namespace, pod.name),
                      );
                    }}
                  >
                    {pod.name}
                  </Link>
                </li>
              )
            );
          })}
        </ul>
      </PanelSection>
    </SidePanel>
  );
}
