import type { KubeObject } from '../kubernetes';
import { buildCompany, type CompanyOptions } from './buildCompany';
import { clusterObjects } from './objects';
import { readerObjects } from './reader';
import type { ClusterName } from './spec';

/** An object of one of the company's clusters. */
export interface CompanyObject {
  cluster: ClusterName;
  /** Plural, dot, group: `deployments.apps`. */
  kindId: string;
  object: KubeObject;
}

/**
 * Every Kubernetes object of the company, cluster by cluster, in an order in
 * which they can be created: what others refer to comes first, pods last. Pure:
 * the same options give the same objects. Leave `nodes`, `pods`,
 * `replicasets.apps`, `jobs.batch` and `endpointslices.discovery.k8s.io` out
 * where real controllers make them.
 */
export function* companyObjects(
  options: CompanyOptions,
): Generator<CompanyObject> {
  for (const model of buildCompany(options).clusters) {
    const cluster = model.spec.name;
    for (const { kindId, object } of clusterObjects(model, options.nowMs)) {
      yield { cluster, kindId, object: object.render() as KubeObject };
    }
    for (const { kindId, object } of readerObjects()) {
      yield { cluster, kindId, object };
    }
  }
}
