import type { AuthService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SubjectsConfig, subjectSourceOf, SubjectSource } from '../config';
import type { SubjectKey } from './rules';

/** Rights are true to within a minute; this is the part of it that names may take. */
const KEEP_MS = 20_000;
/** More people and groups than this are looked up again when they come back. */
const MAX_ENTRIES = 50_000;

interface Entry {
  subject: SubjectKey | undefined;
  readAt: number;
}

function nameFrom(
  source: SubjectSource,
  ref: string,
  entity: Entity | undefined,
) {
  if (source === 'name') {
    const { namespace, name } = parseEntityRef(ref);
    // Two catalog namespaces may hold the same name; only one of them can be the cluster's.
    return namespace === DEFAULT_NAMESPACE ? name : undefined;
  }
  if (source === 'email') {
    const profile = entity?.spec?.profile;
    const email =
      typeof profile === 'object' && profile !== null && !Array.isArray(profile)
        ? profile.email
        : undefined;
    return typeof email === 'string' ? email : undefined;
  }
  return entity?.metadata.annotations?.[source.annotation];
}

/**
 * What people and groups of the catalog are called in the clusters.
 *
 * Whoever has no name there has no rights there; a name that begins with
 * `system:` is refused, because the API server's own identities live there.
 */
export class SubjectDirectory {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      subjects: SubjectsConfig;
      now?: () => number;
    },
  ) {}

  /** Brings the names of these claims up to date; later `subjectsOf` answers at once. */
  async load(claims: readonly string[]): Promise<void> {
    const oldest = this.#now() - KEEP_MS;
    const wanted = [...new Set(claims)].filter(
      claim => (this.#entries.get(claim)?.readAt ?? -Infinity) <= oldest,
    );
    if (wanted.length === 0) {
      return;
    }
    const entities = await this.#entities(wanted);
    for (const claim of wanted) {
      this.#entries.delete(claim);
      this.#entries.set(claim, {
        subject: this.#subject(claim, entities.get(claim)),
        readAt: this.#now(),
      });
    }
    for (const claim of this.#entries.keys()) {
      if (this.#entries.size <= MAX_ENTRIES) {
        break;
      }
      this.#entries.delete(claim);
    }
  }

  /** Names of claims that were loaded; a claim that was not has none. */
  subjectsOf(claims: readonly string[]): SubjectKey[] {
    return claims.flatMap(claim => this.#entries.get(claim)?.subject ?? []);
  }

  #subject(claim: string, entity: Entity | undefined): SubjectKey | undefined {
    const { user, groups, groupPrefix } = this.options.subjects;
    const isUser = claim.startsWith('user:');
    if (!isUser && !claim.startsWith('group:')) {
      return undefined;
    }
    const source = subjectSourceOf(isUser ? user : groups);
    const name = nameFrom(source, claim, entity);
    const full = name && (isUser ? name : `${groupPrefix}${name}`);
    if (!full || full.startsWith('system:')) {
      return undefined;
    }
    return isUser ? `user:${full}` : `group:${full}`;
  }

  /** One request for all; none when names alone say everything. */
  async #entities(claims: string[]): Promise<Map<string, Entity>> {
    const { user, groups } = this.options.subjects;
    const refs = claims.filter(
      claim =>
        (claim.startsWith('user:') && user !== 'name') ||
        (claim.startsWith('group:') && groups !== 'name'),
    );
    if (refs.length === 0) {
      return new Map();
    }
    const { items } = await this.options.catalog.getEntitiesByRefs(
      {
        entityRefs: refs,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.profile',
        ],
      },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    return new Map(
      items.flatMap((entity, index) => (entity ? [[refs[index], entity]] : [])),
    );
  }

  #now() {
    return (this.options.now ?? Date.now)();
  }
}
