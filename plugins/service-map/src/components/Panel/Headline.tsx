import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { alpha } from '@material-ui/core/styles';
import {
  statusOf,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import clsx from 'clsx';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { shortRef, useWords } from '../useWords';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

/** Names that lead to their nodes, as far as they may be seen. */
function Names(props: {
  ids: readonly string[];
  nodes: readonly PictureNode[];
  onSelect: (id: string) => void;
}) {
  const { ids, nodes, onSelect } = props;
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  return (
    <ul className={classes.list}>
      {ids.map(id => {
        const known = nodes.find(node => node.id === id);
        return (
          <li key={id} className={classes.item}>
            {known ? (
              <>
                <KindIcon node={known} />
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => onSelect(id)}
                >
                  {known.name}
                </button>
              </>
            ) : (
              t('panel.hiddenCause')
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The mark of a node, why, since when, and from whom it has it. */
export function Headline(props: {
  node: PictureNode;
  nodes: readonly PictureNode[];
  onSelect: (id: string) => void;
}) {
  const { node, nodes, onSelect } = props;
  const classes = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useWords();
  const { findings, inheritedFrom, isInheritanceAssumed } = node.health;
  const status = statusOf(node.health);
  return (
    <>
      <div
        className={classes.section}
        style={
          status === 'down' || status === 'degraded'
            ? { backgroundColor: alpha(tokens.health[status], 0.1) }
            : undefined
        }
        data-testid="node-headline"
      >
        <p className={clsx(classes.sentence, classes.mark)}>
          <HealthGlyph health={status} />
          <strong style={{ color: tokens.health[status] }}>
            {t(`health.${status}`)}
          </strong>
        </p>
        {findings.map(finding => (
          <p
            key={`${finding.code} ${finding.source}`}
            className={classes.sentence}
          >
            {words.finding(finding)} {words.sinceAndFor(finding)}
          </p>
        ))}
      </div>
      {inheritedFrom.length > 0 && (
        <Section title={t('panel.causes')}>
          <Names ids={inheritedFrom} nodes={nodes} onSelect={onSelect} />
          {isInheritanceAssumed && (
            <p className={clsx(classes.sentence, classes.more)}>
              {t('panel.assumed')}
            </p>
          )}
        </Section>
      )}
    </>
  );
}

/** As many victims as have names here; the table has all. */
const MAX_AFFECTED = 6;

/** Who suffers from a node, and which teams to call. */
export function Affected(props: { of: string; nodes: readonly PictureNode[] }) {
  const { of, nodes } = props;
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { list, count } = useFormatters();
  const affected = nodes.filter(({ health }) =>
    health.inheritedFrom.includes(of),
  );
  if (affected.length === 0) {
    return null;
  }
  const names = affected.slice(0, MAX_AFFECTED).map(({ name }) => name);
  const more = affected.length - names.length;
  const teams = [
    ...new Set(
      affected.flatMap(({ owner }) => (owner ? [shortRef(owner)] : [])),
    ),
  ].sort();
  return (
    <Section title={t('panel.affected')}>
      <p className={classes.sentence} data-testid="node-affected">
        {t('panel.affectedBy', {
          amount: count(affected.length),
          names:
            more > 0
              ? t('panel.affectedMore', {
                  names: names.join(', '),
                  amount: count(more),
                })
              : list(names),
        })}{' '}
        {teams.length > 0 && t('panel.teams', { teams: list(teams) })}
      </p>
    </Section>
  );
}
