import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { matchesGlob } from '../access/rules/glob';
import type { CorrelationRuleConfig } from '../config';
import { LabelSelector, parseLabelSelector } from '../service/labelSelector';
import type { WorkloadAttributes } from '../worker/protocol';

/** What a catalog entity says about where it runs. Texts by its author: they colour, they never grant. */
export interface CorrelationEntity {
  ref: string;
  owner?: string;
  system?: string;
  /** `backstage.io/kubernetes-id` */
  kubernetesId?: string;
  /** `backstage.io/kubernetes-label-selector` */
  labelSelector?: string;
  /** `backstage.io/kubernetes-namespace` */
  namespace?: string;
  /** `backstage.io/kubernetes-cluster` */
  cluster?: string;
}

export interface CorrelationWorkload {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  /** Of the workload and of its pods. */
  labels: Record<string, string>;
}

/** A workload that several entities claim with equal right. */
export interface CorrelationConflict {
  workload: CorrelationWorkload;
  entityRefs: string[];
}

export interface Correlation {
  attributes: WorkloadAttributes[];
  conflicts: CorrelationConflict[];
}

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
/** The instance is nearer to a component than the name, which says what software it is. */
const NAME_LABELS = ['app.kubernetes.io/instance', 'app.kubernetes.io/name'];
const PART_OF = 'app.kubernetes.io/part-of';

type Candidates = (workload: CorrelationWorkload) => CorrelationEntity[];

function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

function isWhere(
  entity: CorrelationEntity,
  { cluster, namespace }: CorrelationWorkload,
) {
  return (
    (entity.namespace === undefined || entity.namespace === namespace) &&
    (entity.cluster === undefined || entity.cluster === cluster)
  );
}

function byKubernetesId(entities: CorrelationEntity[]): Candidates {
  const index = new Map<string, CorrelationEntity[]>();
  for (const entity of entities) {
    if (entity.kubernetesId) {
      push(index, entity.kubernetesId, entity);
    }
  }
  return workload =>
    (index.get(workload.labels[KUBERNETES_ID]) ?? []).filter(entity =>
      isWhere(entity, workload),
    );
}

/** Thousands of selectors meet thousands of workloads: an exact label of each selector is its index. */
function bySelector(entities: CorrelationEntity[]): Candidates {
  type Selected = { entity: CorrelationEntity; selector: LabelSelector };
  const index = new Map<string, Selected[]>();
  const others: Selected[] = [];
  for (const entity of entities) {
    const selector = readSelector(entity.labelSelector);
    if (selector) {
      const [exact] = selector.equal;
      if (exact) {
        push(index, exact.join('='), { entity, selector });
      } else {
        others.push({ entity, selector });
      }
    }
  }
  return workload =>
    Object.entries(workload.labels)
      .flatMap(label => index.get(label.join('=')) ?? [])
      .concat(others)
      .filter(
        ({ entity, selector }) =>
          isWhere(entity, workload) && selector.matches(workload.labels),
      )
      .map(({ entity }) => entity);
}

/** A selector that nobody can read selects nothing; one that is empty would select everything, and does not. */
function readSelector(text: string | undefined): LabelSelector | undefined {
  if (!text?.trim()) {
    return undefined;
  }
  try {
    return parseLabelSelector(text);
  } catch {
    return undefined;
  }
}

function fillIn(
  template: string,
  { name, namespace, labels }: CorrelationWorkload,
) {
  let isComplete = true;
  const text = template.replace(
    /\{(name|namespace|label:([^}]+))\}/g,
    (_, word, label) => {
      const value = label
        ? labels[label]
        : { name, namespace }[word as 'name' | 'namespace'];
      isComplete &&= value !== undefined && value !== '';
      return value ?? '';
    },
  );
  return isComplete ? text : undefined;
}

function byRules(
  entities: CorrelationEntity[],
  rules: CorrelationRuleConfig[],
): Candidates {
  const byRef = new Map(entities.map(entity => [entity.ref, entity]));
  return workload => {
    for (const rule of rules) {
      const isMatch =
        matchesGlob(rule.cluster, workload.cluster) &&
        matchesGlob(rule.namespace, workload.namespace) &&
        matchesGlob(rule.name, workload.name) &&
        Object.entries(rule.labels ?? {}).every(
          ([key, pattern]) =>
            key in workload.labels &&
            matchesGlob(pattern, workload.labels[key]),
        );
      const ref = isMatch ? fillIn(rule.entity, workload) : undefined;
      const entity = ref && byRef.get(normalised(ref));
      if (entity) {
        return [entity];
      }
    }
    return [];
  };
}

function normalised(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return ref;
  }
}

function byName(entities: CorrelationEntity[], label: string): Candidates {
  const index = new Map<string, CorrelationEntity[]>();
  for (const entity of entities) {
    const { kind, name } = parseEntityRef(entity.ref);
    if (kind === 'component') {
      push(index, name, entity);
    }
  }
  return workload =>
    // An entity that says where it runs is not found elsewhere by its name.
    (index.get(workload.labels[label]?.toLowerCase()) ?? []).filter(entity =>
      isWhere(entity, workload),
    );
}

/**
 * Which entity each workload belongs to.
 *
 * Evidence is tried from the strongest on: kubernetes-id, label selector,
 * configured rules, `app.kubernetes.io` names. The first that names anybody
 * decides; when it names several, that is a conflict and nobody gets the
 * workload. `part-of` gives a system where no entity does.
 */
export function correlate(
  workloads: Iterable<CorrelationWorkload>,
  entities: CorrelationEntity[],
  rules: CorrelationRuleConfig[],
  systems: ReadonlySet<string>,
): Correlation {
  const tiers: Candidates[] = [
    byKubernetesId(entities),
    bySelector(entities),
    byRules(entities, rules),
    ...NAME_LABELS.map(label => byName(entities, label)),
  ];
  const attributes: WorkloadAttributes[] = [];
  const conflicts: CorrelationConflict[] = [];
  for (const workload of workloads) {
    const found = new Map<string, CorrelationEntity>();
    for (const candidates of tiers) {
      candidates(workload).forEach(entity => found.set(entity.ref, entity));
      if (found.size > 0) {
        break;
      }
    }
    if (found.size > 1) {
      conflicts.push({ workload, entityRefs: [...found.keys()].sort() });
    }
    const [entity] = found.size === 1 ? found.values() : [undefined];
    const partOf = workload.labels[PART_OF];
    const partOfSystem = partOf && `system:default/${partOf.toLowerCase()}`;
    const system =
      entity?.system ??
      (partOfSystem && systems.has(partOfSystem) ? partOfSystem : undefined);
    if (entity || system) {
      const { cluster, namespace, kind, name } = workload;
      attributes.push({
        cluster,
        namespace,
        kind,
        name,
        entityRef: entity?.ref,
        owner: entity?.owner,
        system,
      });
    }
  }
  return { attributes, conflicts };
}
