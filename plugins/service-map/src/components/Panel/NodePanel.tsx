import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import Button from '@material-ui/core/Button';
import {
  HIDDEN_NODE_ID,
  type MapNode,
  type NodeAnswer,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { SidePanel, useFormatters, useShare } from '@panorama/ui';
import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { serviceMapApiRef } from '../../api/ServiceMapApi';
import { entityRouteRef, fleetRouteRef } from '../../routes';
import { serviceMapTranslationRef } from '../../translation';
import { milliseconds, shortRef, useWords } from '../useWords';
import { Calls } from './Calls';
import { Affected, Headline } from './Headline';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

export interface NodePanelProps {
  /** As the picture has it; shown while the rest is read. */
  node: PictureNode;
  /** Reads again when the map was built anew. */
  build: number;
  /** All that the viewer may see. */
  nodes: readonly PictureNode[];
  /** It was opened by a key. */
  takeFocus: boolean;
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

function Traffic(props: { node: MapNode | PictureNode }) {
  const classes = usePanelStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const { traffic } = props.node;
  if (!traffic) {
    return (
      <p className={clsx(classes.sentence, classes.more)}>
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
  const { node, build, nodes, takeFocus, onSelect, onFocus, onClose } = props;
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
      takeFocus={takeFocus}
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
            <Button
              size="small"
              variant="outlined"
              component={Link}
              role="link"
              to={pods}
            >
              {t('panel.pods')}
            </Button>
          )}
          {entityRef && entityLink && (
            <Button
              size="small"
              variant="outlined"
              component={Link}
              role="link"
              to={entityLink(parseEntityRef(entityRef))}
            >
              {t('panel.catalog')}
            </Button>
          )}
        </>
      }
    >
      <Headline node={node} nodes={nodes} onSelect={onSelect} />
      <Affected of={node.id} nodes={nodes} />
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
          {details.answer.node.conflicts.map(({ claim, nodes: claimants }) => (
            <p key={claim} className={classes.sentence}>
              {t('panel.conflict', {
                claim,
                others: claimants
                  .filter(id => id !== node.id)
                  .map(id =>
                    id === HIDDEN_NODE_ID
                      ? t('panel.hiddenCause')
                      : nodes.find(each => each.id === id)?.name ?? id,
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
