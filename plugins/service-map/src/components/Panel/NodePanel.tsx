import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import Button from '@material-ui/core/Button';
import { alpha } from '@material-ui/core/styles';
import {
  HIDDEN_NODE_ID,
  statusOf,
  type MapEdge,
  type MapNode,
  type NodeAnswer,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import {
  HealthGlyph,
  SidePanel,
  useFormatters,
  usePanoramaTokens,
  useShare,
} from '@panorama/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { serviceMapApiRef } from '../../api/ServiceMapApi';
import { entityRouteRef, fleetRouteRef } from '../../routes';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { milliseconds, shortRef, useWords } from '../useWords';
import { usePanelStyles } from './usePanelStyles';

export interface NodePanelProps {
  /** As the picture has it; shown while the rest is read. */
  node: PictureNode;
  /** Reads again when the map was built anew. */
  build: number;
  nameOf: (id: string) => string;
  onSelect: (id: string) => void;
  onFocus: (id: string) => void;
  onClose: () => void;
}

type Answer =
  | { state: 'loading' }
  | { state: 'read'; answer: NodeAnswer }
  | { state: 'failed'; message: string };

/** Testimony and neighbours of a node; the last answer stays while the next is read. */
function useNodeAnswer(id: string, build: number): Answer {
  const api = useApi(serviceMapApiRef);
  const [answer, setAnswer] = useState<Answer & { id?: string }>({
    state: 'loading',
  });
  useEffect(() => {
    const controller = new AbortController();
    api.node(id, { signal: controller.signal }).then(
      read => setAnswer({ state: 'read', answer: read, id }),
      error => {
        if (!controller.signal.aborted) {
          setAnswer({ state: 'failed', message: error.message, id });
        }
      },
    );
    return () => controller.abort();
  }, [api, id, build]);
  return answer.id === id ? answer : { state: 'loading' };
}

function Section(props: { title: string; children: ReactNode }) {
  const classes = usePanelStyles();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** Calls in one direction: failing ones first, then the busiest. */
function Calls(props: {
  edges: MapEdge[];
  end: (edge: MapEdge) => string;
  neighbours: PictureNode[];
  hidden: number;
  nothing: string;
  onSelect: (id: string) => void;
}) {
  const { edges, end, neighbours, hidden, nothing, onSelect } = props;
  const classes = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { shortCount, percent } = useFormatters();
  const order = { down: 0, degraded: 1, healthy: 2, unknown: 2 };
  const sorted = [...edges].sort(
    (a, b) =>
      order[a.health] - order[b.health] ||
      (b.traffic?.requestsPerSecond ?? 0) - (a.traffic?.requestsPerSecond ?? 0),
  );
  return (
    <ul className={classes.list}>
      {sorted.map(edge => {
        const neighbour = neighbours.find(({ id }) => id === end(edge));
        const { requestsPerSecond, errorRatio } = edge.traffic ?? {};
        const isFailing = edge.health === 'down' || edge.health === 'degraded';
        return (
          neighbour && (
            <li
              key={edge.id}
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
              <span
                className={classes.numbers}
                style={
                  isFailing ? { color: tokens.health[edge.health] } : undefined
                }
              >
                {requestsPerSecond === undefined
                  ? t(`panel.${strongest(edge)}`)
                  : `${shortCount(requestsPerSecond)}/s${
                      errorRatio ? ` · ${percent(errorRatio)}` : ''
                    }`}
              </span>
            </li>
          )
        );
      })}
      {sorted.length === 0 && hidden === 0 && (
        <li className={`${classes.item} ${classes.more}`}>{nothing}</li>
      )}
      {hidden > 0 && (
        <li className={`${classes.item} ${classes.more}`}>
          {t('node.hidden', { amount: String(hidden) })}
        </li>
      )}
    </ul>
  );
}

function strongest({ witnesses }: MapEdge) {
  const known = (['traffic', 'configuration', 'declaration'] as const).find(
    basis => witnesses.some(witness => witness.basis === basis),
  );
  return known ?? 'configuration';
}

function Headline(props: {
  node: PictureNode;
  nameOf: (id: string) => string;
}) {
  const { node, nameOf } = props;
  const classes = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const words = useWords();
  const status = statusOf(node.health);
  const since = node.health.findings[0]?.since;
  return (
    <div
      className={classes.section}
      style={
        status === 'down' || status === 'degraded'
          ? { backgroundColor: alpha(tokens.health[status], 0.13) }
          : undefined
      }
    >
      <p className={classes.sentence} data-testid="node-headline">
        <HealthGlyph health={status} />{' '}
        <strong style={{ color: tokens.health[status] }}>
          {t(`health.${status}`)}
        </strong>{' '}
        {node.health.findings.map(words.finding).join(' ')}{' '}
        {since !== undefined &&
          t('finding.since', { time: formatters.moment(since, Date.now()) })}
      </p>
      {node.health.inheritedFrom.length > 0 && (
        <p className={classes.sentence}>
          {t('panel.causes')}{' '}
          {formatters.list(
            node.health.inheritedFrom.map(id =>
              id === HIDDEN_NODE_ID ? t('panel.hiddenCause') : nameOf(id),
            ),
          )}
        </p>
      )}
    </div>
  );
}

function Traffic(props: { node: MapNode | PictureNode }) {
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const { traffic } = props.node;
  if (!traffic) {
    return (
      <p className={`${classes.sentence} ${classes.more}`}>
        {t('panel.noTraffic')}
      </p>
    );
  }
  const { requestsPerSecond, errorRatio, p95Ms } = traffic;
  const facts: Array<[string, string | undefined]> = [
    [
      t('panel.rate'),
      requestsPerSecond === undefined
        ? undefined
        : t('node.rate', { rate: formatters.shortCount(requestsPerSecond) }),
    ],
    [
      t('panel.errors'),
      errorRatio === undefined ? undefined : formatters.percent(errorRatio),
    ],
    [
      t('panel.p95'),
      p95Ms === undefined
        ? undefined
        : milliseconds(p95Ms, formatters.duration),
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value ?? formatters.missing}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One node: why it is as it is, who needs it, what it needs, and how that is known. */
export function NodePanel(props: NodePanelProps) {
  const { node, build, nameOf, onSelect, onFocus, onClose } = props;
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useWords();
  const share = useShare();
  const details = useNodeAnswer(node.id, build);
  const entityLink = useRouteRef(entityRouteRef);
  const fleetLink = useRouteRef(fleetRouteRef);
  const { place, entityRef } = node;
  const pods =
    place && node.workloads.length > 0
      ? `${fleetLink?.() ?? '/fleet'}/pods?${new URLSearchParams({
          q: `cluster:${place.cluster} ns:${
            place.namespace
          } workload:${node.workloads.map(({ name }) => name).join(',')}`,
        })}`
      : undefined;
  const hidden = node.hidden ?? { callers: 0, callees: 0 };

  return (
    <SidePanel
      kind={[
        words.technology(node),
        place && `${place.cluster} / ${place.namespace}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      title={node.name}
      onClose={onClose}
      onCopyLink={share}
      actions={
        <>
          <Button
            size="small"
            variant="contained"
            color="primary"
            disableElevation
            onClick={() => onFocus(node.id)}
          >
            {t('panel.focus')}
          </Button>
          {pods && (
            <Button size="small" variant="outlined" component={Link} to={pods}>
              {t('panel.pods')}
            </Button>
          )}
          {entityRef && entityLink && (
            <Button
              size="small"
              variant="outlined"
              component={Link}
              to={entityLink(parseEntityRef(entityRef))}
            >
              {t('panel.catalog')}
            </Button>
          )}
        </>
      }
    >
      <Headline node={node} nameOf={nameOf} />
      {details.state === 'failed' && (
        <Section title={t('panel.witnesses')}>
          <p className={classes.sentence}>
            {t('panel.failed', { message: details.message })}
          </p>
        </Section>
      )}
      {details.state === 'read' && (
        <>
          <Section title={t('panel.callees')}>
            <Calls
              edges={details.answer.callees}
              end={({ to }) => to}
              neighbours={details.answer.neighbours}
              hidden={hidden.callees}
              nothing={t('panel.nothing')}
              onSelect={onSelect}
            />
          </Section>
          <Section title={t('panel.callers')}>
            <Calls
              edges={details.answer.callers}
              end={({ from }) => from}
              neighbours={details.answer.neighbours}
              hidden={hidden.callers}
              nothing={t('panel.nobody')}
              onSelect={onSelect}
            />
          </Section>
        </>
      )}
      <Section title={t('panel.facts')}>
        <Traffic node={node} />
      </Section>
      {node.workloads.length > 0 && (
        <Section title={t('panel.workloads')}>
          <dl className={classes.facts}>
            {node.workloads.map(({ kind, name, ready, desired }) => (
              <div key={`${kind} ${name}`} style={{ display: 'contents' }}>
                <dt>{`${kind} ${name}`}</dt>
                <dd>
                  {t('node.ready', {
                    ready: String(ready),
                    desired: String(desired),
                  })}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {(node.owner || node.system) && (
        <section className={classes.section}>
          <dl className={classes.facts}>
            {node.owner && (
              <>
                <dt>{t('panel.owner')}</dt>
                <dd>{shortRef(node.owner)}</dd>
              </>
            )}
            {node.system && (
              <>
                <dt>{t('panel.system')}</dt>
                <dd>{shortRef(node.system)}</dd>
              </>
            )}
          </dl>
        </section>
      )}
      {details.state === 'read' && details.answer.node.conflicts.length > 0 && (
        <Section title={t('panel.conflicts')}>
          {details.answer.node.conflicts.map(({ claim, nodes }) => (
            <p key={claim} className={classes.sentence}>
              {t('panel.conflict', {
                claim,
                others: nodes
                  .filter(id => id !== node.id)
                  .map(id =>
                    id === HIDDEN_NODE_ID ? t('panel.hiddenCause') : nameOf(id),
                  )
                  .join(', '),
              })}
            </p>
          ))}
        </Section>
      )}
    </SidePanel>
  );
}
