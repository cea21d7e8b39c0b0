import { DAY_MS, perNode, type ProblemRule } from '../ProblemRule';

const SOON_MS = 14 * DAY_MS;
/** cert-manager renews a month before: with three days left, nobody will. */
const CRITICAL_MS = 3 * DAY_MS;

export const expiringCertificate: ProblemRule = {
  id: 'HP46',
  group: 'structure',
  severity: 'warning',
  title: 'expiringCertificate',
  guard: 'Within fourteen days.',
  mustLastMs: 0,
  find: perNode(({ certificates }, { now }) => {
    const next = [...certificates].sort((a, b) => a.notAfter - b.notAfter)[0];
    if (!next || next.notAfter - now >= SOON_MS) return undefined;
    return {
      about: next.name,
      severity: next.notAfter - now < CRITICAL_MS ? 'critical' : 'warning',
      numbers: { notAfter: next.notAfter },
      texts: { certificate: next.name },
    };
  }),
};
