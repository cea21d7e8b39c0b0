import type {
  DependencySpec,
  Language,
  ServiceSpec,
  TeamId,
  WithoutIt,
} from '../spec';

/** What is unusual about a service; later ones win. */
type Trait = Partial<Omit<ServiceSpec, 'id' | 'team' | 'title' | 'uses'>>;
type Size = Pick<ServiceSpec, 'cpu' | 'memory'>;

export const GO: Trait = { language: 'go' };
export const NODE: Trait = { language: 'node' };
export const PYTHON: Trait = { language: 'python' };

/** Customers notice its failure within a minute. */
export const CRITICAL: Trait = { tier: 1 };
/** Critical, and its replicas follow the traffic. */
export const FRONT: Trait = { tier: 1, autoscaled: true };
/** Nobody is woken for it. */
export const MINOR: Trait = { tier: 3 };

export const OPENAPI: Trait = { api: 'openapi' };
export const GRPC: Trait = { api: 'grpc' };
export const WITH_LOG_SHIPPER: Trait = { sidecar: true };
export const EVERYWHERE: Trait = { where: ['prod', 'staging', 'edge'] };
export const ON_EVERY_NODE: Trait = { kind: 'DaemonSet' };

/** @param schedule - in cron's five fields */
export const runsAt = (schedule: string): Trait => ({
  kind: 'CronJob',
  schedule,
});

/** Requests and limits of one replica: cpu in millicores, memory in MiB. */
export const sized = (
  cpuRequest: number,
  cpuLimit: number,
  memoryRequest: number,
  memoryLimit: number,
): Size => ({
  cpu: { request: cpuRequest, limit: cpuLimit },
  memory: { request: memoryRequest, limit: memoryLimit },
});

const USUAL_SIZES: Record<Language, Size> = {
  java: sized(300, 2000, 1024, 1536),
  go: sized(150, 1000, 192, 384),
  node: sized(250, 1000, 512, 768),
  python: sized(400, 2000, 768, 1536),
};

const OUTCOMES: readonly WithoutIt[] = ['exits', 'unready', 'degrades'];

/**
 * Reads `'exits redis-session, degrades es-waybill'`: what the program does
 * without each thing that it uses.
 * @throws Error when an outcome is none of `exits`, `unready`, `degrades`
 */
export function parseUses(text: string): DependencySpec[] {
  return text
    .split(', ')
    .filter(Boolean)
    .map(clause => {
      const [word, on] = clause.split(' ');
      const withoutIt = OUTCOMES.find(each => each === word);
      if (!withoutIt || !on) {
        throw new Error(
          `"${clause}" must be one of ${OUTCOMES.join(', ')}, and an id`,
        );
      }
      return { on, withoutIt };
    });
}

/** The services of one team: everything that is not said has a usual value. */
export function servicesOf(team: TeamId, system: string) {
  return (
    id: string,
    en: string,
    zh: string,
    version: string,
    /** Share of the team's pods, relative to its other services. */
    weight: number,
    uses: string,
    ...traits: Trait[]
  ): ServiceSpec => {
    const unusual: Trait = Object.assign({}, ...traits);
    const language = unusual.language ?? 'java';
    return {
      kind: 'Deployment',
      language,
      tier: 2,
      port: language === 'node' ? 3000 : 8080,
      ...USUAL_SIZES[language],
      ...unusual,
      id,
      team,
      system,
      title: { en, zh },
      weight,
      version,
      uses: parseUses(uses),
    };
  };
}
