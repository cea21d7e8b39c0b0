/**
 * PromQL over the kubelets' cAdvisor metrics. Four queries, whatever the number
 * of namespaces and pods.
 *
 * `max by` first, then `sum by`: a kubelet that two jobs scrape, two replicas of
 * Prometheus behind one Thanos, and the old and new run of a restarted container
 * all say the same thing twice. Series without a container are sums over the pod,
 * and `POD` is its sandbox on Docker: both would count twice.
 */

/** Five minutes hold at least two scrapes of every usual interval; `rate` needs two. */
const RATE_WINDOW = '5m';

const MEMORY = 'container_memory_working_set_bytes';
const CPU = 'container_cpu_usage_seconds_total';

/** Series of containers, and of the root cgroup, which is the whole node. */
const CONTAINERS = 'container!="",container!="POD",pod!=""';
const ROOT_CGROUP = 'id="/",node!=""';

const ofPods = (vector: string) =>
  `sum by (namespace, pod) (max by (namespace, pod, container) (${vector}))`;
const ofNodes = (vector: string) => `max by (node) (${vector})`;

export interface UsageQueries {
  /** Bytes. */
  podMemory: string;
  /** Cores. */
  podCpu: string;
  nodeMemory: string;
  nodeCpu: string;
}

/** @param labels - narrow every series to one cluster */
export function usageQueries(labels: Record<string, string>): UsageQueries {
  const containers = selector(CONTAINERS, labels);
  const root = selector(ROOT_CGROUP, labels);
  return {
    podMemory: ofPods(`${MEMORY}${containers}`),
    podCpu: ofPods(`rate(${CPU}${containers}[${RATE_WINDOW}])`),
    nodeMemory: ofNodes(`${MEMORY}${root}`),
    nodeCpu: ofNodes(`rate(${CPU}${root}[${RATE_WINDOW}])`),
  };
}

function selector(matchers: string, labels: Record<string, string>): string {
  const own = Object.entries(labels).map(
    ([name, value]) => `${name}=${quoted(value)}`,
  );
  return `{${[matchers, ...own].join(',')}}`;
}

/** PromQL's double-quoted strings follow Go's: JSON's escapes are a part of them. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
