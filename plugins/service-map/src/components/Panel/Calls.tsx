import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  statusOf,
  type MapEdge,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import clsx from 'clsx';
import { dependenciesOf } from '../../map/dependencies';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { usePanelStyles } from './usePanelStyles';

/** Calls in one direction by the kind of their ends, data first; failing ones first in each. */
export function Calls(props: {
  edges: MapEdge[];
  end: (edge: MapEdge) => string;
  neighbours: PictureNode[];
  hidden: number;
  nothing: string;
  onSelect: (id: string) => void;
}) {
  const { edges, end, neighbours, hidden, nothing, onSelect } = props;
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const kinds = dependenciesOf(edges, end, neighbours);
  return (
    <>
      {kinds.map(({ role, calls }) => (
        <div key={role}>
          {(kinds.length > 1 || role !== 'others') && (
            <h4 className={classes.kind}>
              {role === 'others' ? t('panel.others') : t(`role.${role}`)}
            </h4>
          )}
          <ul className={classes.list}>
            {calls.map(({ edge, neighbour }) => (
              <Call
                key={edge.id}
                edge={edge}
                neighbour={neighbour}
                onSelect={onSelect}
              />
            ))}
          </ul>
        </div>
      ))}
      {kinds.length === 0 && hidden === 0 && (
        <p className={clsx(classes.sentence, classes.more)}>{nothing}</p>
      )}
      {hidden > 0 && (
        <p className={clsx(classes.sentence, classes.more)}>
          {t('node.hidden', { amount: String(hidden) })}
        </p>
      )}
    </>
  );
}

function Call(props: {
  edge: MapEdge;
  neighbour: PictureNode;
  onSelect: (id: string) => void;
}) {
  const { edge, neighbour, onSelect } = props;
  const classes = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { shortCount, percent } = useFormatters();
  const { requestsPerSecond, errorRatio } = edge.traffic ?? {};
  const status = statusOf(neighbour.health);
  const isFailing = edge.health === 'down' || edge.health === 'degraded';
  return (
    <li
      className={classes.item}
      title={edge.witnesses
        .map(
          ({ source, basis, evidence }) =>
            `${source}, ${t(`panel.${basis}`)}: ${evidence}`,
        )
        .join('\n')}
    >
      <KindIcon node={neighbour} />
      <button
        type="button"
        className={classes.link}
        onClick={() => onSelect(neighbour.id)}
      >
        {neighbour.name}
      </button>
      {status !== 'healthy' && (
        <HealthGlyph health={status} size={14} title={t(`health.${status}`)} />
      )}
      <span
        className={classes.numbers}
        style={isFailing ? { color: tokens.health[edge.health] } : undefined}
      >
        {requestsPerSecond === undefined
          ? t(`panel.${strongest(edge)}`)
          : [
              t('node.rate', { rate: shortCount(requestsPerSecond) }),
              errorRatio && t('node.errors', { share: percent(errorRatio) }),
            ]
              .filter(Boolean)
              .join(' · ')}
      </span>
    </li>
  );
}

function strongest({ witnesses }: MapEdge) {
  const known = (['traffic', 'configuration', 'declaration'] as const).find(
    basis => witnesses.some(witness => witness.basis === basis),
  );
  return known ?? 'configuration';
}
