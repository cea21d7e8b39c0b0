import type { HealthCode } from '@panorama/plugin-service-map-common';
import type { Amount, ProblemNode } from './problemFacts';

/** The measure, or what an exporter's finding says about the same; nothing without a bound. */
export function amountOf(
  { node }: ProblemNode,
  code: Extract<HealthCode, 'connections-used' | 'memory-used'>,
  measured: Amount | undefined,
): Amount | undefined {
  const found = node.health.findings.find(finding => finding.code === code);
  const { used, max } = measured ?? found?.numbers ?? {};
  return used === undefined || !max ? undefined : { used, max };
}
