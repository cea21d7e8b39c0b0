import type { Scenario } from './Scenario';
import { storedObject } from '../kubernetes/KubeObject';
import { namespaceSums } from '../company/quotas';
import { QUOTA_NAME, renderQuota } from '../company/render/tenancy';

const NAMESPACE = 'last-mile-prod';
const WORKLOAD = 'dispatch-api';
const DAY_MS = 86_400_000;

/** A namespace has used up its quota just when it should grow. */
export const quotaFull: Scenario = {
  name: 'quota-full',
  title: { en: 'A quota is used up', zh: '配额用尽' },
  description: {
    en: `${NAMESPACE} of prod-hangzhou has no CPU quota left while ${WORKLOAD} should double. No further pod is admitted.`,
    zh: `prod-hangzhou 的 ${NAMESPACE} CPU 配额已用尽，而 ${WORKLOAD} 需要扩容一倍。新的 Pod 被拒绝创建。`,
  },
  start(context) {
    const { live, controllers } = context.cluster('prod-hangzhou');
    const state = live.state(NAMESPACE, WORKLOAD);
    const namespace = live.model.namespaces.find(
      ({ name }) => name === NAMESPACE,
    );
    const used = namespaceSums(live.model).get(NAMESPACE);
    const before = live.store.get('resourcequotas', NAMESPACE, QUOTA_NAME);
    if (!state || !namespace || !used || !before) {
      throw new Error(`prod-hangzhou has no ${WORKLOAD} in ${NAMESPACE}`);
    }
    const createdAtMs = context.clock.now() - 420 * DAY_MS;
    live.store.upsert(
      'resourcequotas',
      storedObject(
        renderQuota(live.model.spec, namespace, used, used, createdAtMs),
      ),
    );
    const { request } = state.workload.program.spec.cpu;
    live.causes.fullQuotas.set(
      NAMESPACE,
      `exceeded quota: ${QUOTA_NAME}, requested: requests.cpu=${request}m, used: requests.cpu=${used.cpuRequest}m, limited: requests.cpu=${used.cpuRequest}m`,
    );
    const replicas = state.replicas;
    controllers.scale(state, replicas * 2);
    return () => {
      live.causes.fullQuotas.delete(NAMESPACE);
      live.store.upsert('resourcequotas', before);
      controllers.scale(state, replicas);
    };
  },
};
