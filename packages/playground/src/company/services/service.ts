import type {
  DependencySpec,
  Language,
  LocalText,
  ServiceSpec,
  TeamId,
} from '../spec';

/** The program ends when it cannot reach this. */
export const exitsWithout = (on: string): DependencySpec => ({
  on,
  withoutIt: 'exits',
});
/** The readiness probe includes this. */
export const unreadyWithout = (on: string): DependencySpec => ({
  on,
  withoutIt: 'unready',
});
/** The program logs an error and goes on. */
export const degradesWithout = (on: string): DependencySpec => ({
  on,
  withoutIt: 'degrades',
});

type Optional = Partial<Omit<ServiceSpec, 'id' | 'team' | 'title' | 'system'>>;

const SIZES: Record<Language, Pick<ServiceSpec, 'cpu' | 'memory'>> = {
  java: {
    cpu: { request: 300, limit: 2000 },
    memory: { request: 1024, limit: 1536 },
  },
  go: {
    cpu: { request: 150, limit: 1000 },
    memory: { request: 192, limit: 384 },
  },
  node: {
    cpu: { request: 250, limit: 1000 },
    memory: { request: 512, limit: 768 },
  },
  python: {
    cpu: { request: 400, limit: 2000 },
    memory: { request: 768, limit: 1536 },
  },
};

/** The services of one team: everything that is not said has a usual value. */
export function servicesOf(team: TeamId, system: string) {
  return (
    id: string,
    title: LocalText,
    options: Optional = {},
  ): ServiceSpec => {
    const language = options.language ?? 'java';
    return {
      id,
      team,
      system,
      title,
      kind: 'Deployment',
      language,
      tier: 2,
      weight: 10,
      port: language === 'node' ? 3000 : 8080,
      uses: [],
      version: '1.0.0',
      ...SIZES[language],
      ...options,
    };
  };
}
