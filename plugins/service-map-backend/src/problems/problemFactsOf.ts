import type { MapEdge, MapNode } from '@panorama/plugin-service-map-common';
import type { CertificateState } from '../changes/inventoryMoment';
import type { Estate, EstateWorkload } from '../estate/Estate';
import { selects } from '../estate/selectors';
import { estateByNode, type EstateOfNode } from '../estateNodes';
import { groupBy } from '../groupBy';
import type {
  ClaimFacts,
  ClusterShape,
  EdgeMeasures,
  NodeMeasures,
  ProblemFacts,
  ProblemService,
  ProblemWorkload,
} from './problemFacts';

/** From where the facts of the rules come; only estate and map are always there. */
export interface ProblemSources {
  estate: Estate;
  nodes: readonly MapNode[];
  edges: readonly MapEdge[];
  /** By id. */
  nodeMeasures?: ReadonlyMap<string, NodeMeasures>;
  edgeMeasures?: ReadonlyMap<string, EdgeMeasures>;
  /** `cluster/namespace/claim` */
  claimMeasures?: ReadonlyMap<string, Omit<ClaimFacts, 'name'>>;
  certificates?: readonly CertificateState[];
  /** `spec.lifecycle` by entity ref. */
  lifecycles?: ReadonlyMap<string, string>;
  strictNamespaces?: ReadonlySet<string>;
  /** Labels of a namespace that name its environment, the first one that is there counts. */
  environmentLabels?: readonly string[];
}

const ENVIRONMENT_LABELS = ['environment', 'env'];

/** Puts together what the inventory, the map and the sources know for the rules. */
export function problemFactsOf(sources: ProblemSources): ProblemFacts {
  const { estate, nodes, edges, strictNamespaces } = sources;
  const behind = estateByNode(estate, nodes);
  const context = contextOf(sources);
  return {
    now: estate.now,
    clusters: shapesOf(estate),
    ...(strictNamespaces && { strictNamespaces }),
    nodes: nodes.map(node => {
      const objects = behind.get(node.id)!;
      const environment =
        node.place &&
        context.environments.get(
          `${node.place.cluster}/${node.place.namespace}`,
        );
      const lifecycle = sources.lifecycles?.get(node.entityRef ?? '');
      return {
        node,
        workloads: objects.workloads.map(workload =>
          workloadOf(workload, sources, context),
        ),
        services: objects.services.map(service => serviceOf(service, context)),
        certificates: objects.services.flatMap(
          service => context.certificates.get(placeOf(service)) ?? [],
        ),
        ...(environment !== undefined && { environment }),
        ...(lifecycle !== undefined && { lifecycle }),
        measures: sources.nodeMeasures?.get(node.id) ?? {},
      };
    }),
    edges: edges.map(edge => ({
      edge,
      measures: sources.edgeMeasures?.get(edge.id) ?? {},
    })),
  };
}

/** Objects by what they are asked for. */
interface Context {
  environments: ReadonlyMap<string, string>;
  /** `cluster/namespace/service` → ready addresses; only Services that have slices. */
  readyEndpoints: ReadonlyMap<string, number>;
  /** `cluster/namespace/kind/name` of what they are about. */
  warnings: ReadonlyMap<string, Estate['warningEvents']>;
  /** `cluster/namespace/service` → those of the hosts under which an Ingress offers it. */
  certificates: ReadonlyMap<string, CertificateState[]>;
  /** By `cluster/namespace`. */
  autoscalers: ReadonlyMap<string, Estate['autoscalers']>;
  budgets: ReadonlyMap<string, Estate['disruptionBudgets']>;
  claims: ReadonlyMap<string, Estate['volumeClaims']>;
}

function contextOf(sources: ProblemSources): Context {
  const { estate, environmentLabels = ENVIRONMENT_LABELS } = sources;
  const environments = new Map<string, string>();
  for (const { cluster, name, labels } of estate.namespaces) {
    const key = environmentLabels.find(label => labels[label] !== undefined);
    if (key) environments.set(`${cluster}/${name}`, labels[key]);
  }
  const readyEndpoints = new Map<string, number>();
  for (const { cluster, namespace, fields } of estate.endpointSlices) {
    if (fields.service === undefined) continue;
    const key = `${cluster}/${namespace}/${fields.service}`;
    const ready = fields.endpoints
      .filter(endpoint => endpoint.ready)
      .reduce((sum, { addresses }) => sum + addresses.length, 0);
    readyEndpoints.set(key, (readyEndpoints.get(key) ?? 0) + ready);
  }
  const warnings = groupBy(
    estate.warningEvents,
    ({ cluster, fields: { involved } }) =>
      `${cluster}/${involved.namespace}/${involved.kind}/${involved.name}`,
  );
  return {
    environments,
    readyEndpoints,
    warnings,
    certificates: certificatesByService(sources),
    autoscalers: groupBy(estate.autoscalers, namespaceOf),
    budgets: groupBy(estate.disruptionBudgets, namespaceOf),
    claims: groupBy(estate.volumeClaims, namespaceOf),
  };
}

function certificatesByService({
  estate,
  certificates = [],
}: ProblemSources): Map<string, CertificateState[]> {
  const inNamespace = groupBy(certificates, namespaceOf);
  const byService = new Map<string, CertificateState[]>();
  for (const ingress of estate.ingresses) {
    const at = namespaceOf(ingress);
    const presented = (inNamespace.get(at) ?? []).filter(({ hosts = [] }) =>
      ingress.fields.tlsHosts.some(host => hosts.includes(host)),
    );
    if (presented.length === 0) continue;
    for (const service of new Set(
      ingress.fields.rules.map(rule => rule.service),
    )) {
      const key = `${at}/${service}`;
      const others = byService.get(key) ?? [];
      byService.set(key, [...new Set([...others, ...presented])]);
    }
  }
  return byService;
}

function workloadOf(
  workload: EstateWorkload,
  { claimMeasures }: ProblemSources,
  context: Context,
): ProblemWorkload {
  const { kind, name, pods } = workload;
  const at = namespaceOf(workload);
  const autoscaler = context.autoscalers
    .get(at)
    ?.find(
      ({ fields: { target } }) => target.kind === kind && target.name === name,
    )?.fields;
  const labels = workload.template?.labels ?? workload.labels;
  return {
    ...workload,
    budgets: (context.budgets.get(at) ?? [])
      .map(({ fields }) => fields)
      .filter(({ selector }) => selects(selector, labels)),
    ...(autoscaler && { autoscaler }),
    claims: (context.claims.get(at) ?? [])
      .filter(claim => mounts(workload, claim.name))
      .map(claim => ({
        name: claim.name,
        ...(claim.fields.capacityBytes !== undefined && {
          capacityBytes: claim.fields.capacityBytes,
        }),
        ...claimMeasures?.get(`${at}/${claim.name}`),
      })),
    warnings: [
      `${at}/${kind}/${name}`,
      ...pods.map(pod => `${at}/Pod/${pod.name}`),
    ].flatMap(about =>
      (context.warnings.get(about) ?? []).map(({ fields }) => fields),
    ),
  };
}

/** By name in the template, or made from a template of a StatefulSet: `data-mysql-0`. */
function mounts({ kind, name, template }: EstateWorkload, claim: string) {
  if (template?.claims.includes(claim)) return true;
  return (
    kind === 'StatefulSet' && claim.replace(/-\d+$/, '').endsWith(`-${name}`)
  );
}

function serviceOf(
  service: EstateOfNode['services'][number],
  { readyEndpoints }: Context,
): ProblemService {
  const ready = readyEndpoints.get(placeOf(service));
  return {
    name: service.name,
    type: service.fields.type,
    hasSelector: Object.keys(service.fields.selector).length > 0,
    ...(ready !== undefined && { readyEndpoints: ready }),
  };
}

function namespaceOf(object: { cluster: string; namespace: string }): string {
  return `${object.cluster}/${object.namespace}`;
}

function placeOf(object: EstateOfNode['services'][number]): string {
  return `${namespaceOf(object)}/${object.name}`;
}

function shapesOf(estate: Estate): Map<string, ClusterShape> {
  return new Map(
    estate.clusters.map(({ name }) => {
      const ready = estate.nodes.filter(
        ({ cluster, isReady }) => cluster === name && isReady,
      );
      return [
        name,
        {
          machines: ready.length,
          zones: new Set(ready.flatMap(({ zone }) => zone ?? [])).size,
        },
      ];
    }),
  );
}
