import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  fleetClusterReadPermission,
  fleetLogsReadPermission,
  fleetNamespaceReadPermission,
  fleetViewPermission,
} from '@panorama/plugin-fleet-common';
import type { FleetNamespaceQuery } from '@panorama/plugin-fleet-node';
import { claimsOf, decisionOf } from './criteria';
import { ClassIds, DefaultAccessSet } from './DefaultAccessSet';
import {
  AccessScope,
  canonicalScope,
  Decision,
  NamespaceResource,
  NO_ACCESS,
  RightsSnapshot,
  scopeOfDecision,
  SubjectKey,
} from './rules';
import type { SubjectDirectory } from './SubjectDirectory';

/**
 * Decisions are asked for anew after this time. With the age of the names in
 * `SubjectDirectory` and the period of the timer it stays under the minute that
 * is promised.
 */
const RECHECK_MS = 20_000;
/** After this time without an answer of the permission system, old rights end. */
const EXPIRE_MS = 60_000;
/** People whose rights are remembered; the one who asked longest ago is forgotten first. */
const MAX_PEOPLE = 5_000;

type Conditions = Extract<
  PolicyDecision,
  { result: AuthorizeResult.CONDITIONAL }
>['conditions'];

/** What the permission system said about one person. */
interface Decisions {
  view: boolean;
  clusters: boolean;
  read: Decision<NamespaceResource>;
  logs: Decision<NamespaceResource>;
  askedAt: number;
}

const NO_DECISIONS: Omit<Decisions, 'askedAt'> = {
  view: false,
  clusters: false,
  read: { result: 'DENY' },
  logs: { result: 'DENY' },
};

interface Person {
  credentials: BackstageCredentials;
  decisions: Decisions;
  set: DefaultAccessSet;
  rightsVersion: number;
}

/** Facts about namespaces and role bindings, with a number that grows when they change. */
export interface RightsSource {
  current(): { version: number; rights: RightsSnapshot };
  onChange(listener: () => void): () => void;
}

/**
 * From credentials to an access set. The permission decision is the only
 * authority: DENY is nothing, ALLOW everything, conditions are asked about each
 * namespace. A question that cannot be answered is answered with nothing.
 */
export class AccessResolver {
  readonly #people = new Map<string, Person>();
  readonly #asking = new Map<string, Promise<DefaultAccessSet>>();
  #version = 0;

  constructor(
    private readonly options: {
      permissions: PermissionsService;
      auth: AuthService;
      userInfo: UserInfoService;
      directory: SubjectDirectory;
      rights: RightsSource;
      transform: (
        conditions: Conditions,
      ) => PermissionCriteria<FleetNamespaceQuery>;
      classIds: ClassIds;
      logger: LoggerService;
      now?: () => number;
    },
  ) {}

  /** Keeps the rights of open streams true until `signal` ends. */
  start(signal: AbortSignal): void {
    const timer = setInterval(() => this.#recheckWatched(), RECHECK_MS / 3);
    timer.unref();
    const stopListening = this.options.rights.onChange(() =>
      this.#rebuildWatched(),
    );
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(timer);
        stopListening();
      },
      { once: true },
    );
  }

  /** @throws NotAllowedError for a request that nobody stands behind. */
  async forUser(credentials: BackstageCredentials): Promise<DefaultAccessSet> {
    const key = this.keyOf(credentials);
    const person = this.#people.get(key);
    if (person && this.#now() - person.decisions.askedAt < RECHECK_MS) {
      person.credentials = credentials;
      return this.#refresh(person);
    }
    return this.#ask(key, credentials);
  }

  /** Who the user is in the clusters: for the page that explains missing rights. */
  async subjectsOf(credentials: BackstageCredentials): Promise<{
    userEntityRef: string;
    user?: string;
    groups: string[];
  }> {
    const { userEntityRef, ownershipEntityRefs } =
      await this.options.userInfo.getUserInfo(credentials);
    await this.options.directory.load([userEntityRef, ...ownershipEntityRefs]);
    const subjects = new Set<SubjectKey>(
      this.options.directory.subjectsOf([
        userEntityRef,
        ...ownershipEntityRefs,
      ]),
    );
    const named = (kind: 'user:' | 'group:') =>
      [...subjects].flatMap(key =>
        key.startsWith(kind) ? [key.slice(kind.length)] : [],
      );
    return {
      userEntityRef,
      user: named('user:')[0],
      groups: named('group:').sort(),
    };
  }

  /** The same text for the same rights-holder. @throws NotAllowedError when there is none. */
  keyOf(credentials: BackstageCredentials): string {
    const { auth } = this.options;
    if (auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    if (auth.isPrincipal(credentials, 'service')) {
      const { subject, accessRestrictions } = credentials.principal;
      return `service ${JSON.stringify([subject, accessRestrictions ?? null])}`;
    }
    throw new NotAllowedError('The fleet can be read by signed-in users only.');
  }

  #ask(
    key: string,
    credentials: BackstageCredentials,
  ): Promise<DefaultAccessSet> {
    const running = this.#asking.get(key);
    if (running) {
      return running;
    }
    const asking = this.#decide(credentials)
      .then(decisions => this.#adopt(key, credentials, decisions))
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #decide(credentials: BackstageCredentials): Promise<Decisions> {
    const { permissions, directory } = this.options;
    // Before the question: an answer is as old as the moment when it was asked for.
    const askedAt = this.#now();
    const [[view, clusters], [read, logs]] = await Promise.all([
      permissions.authorize(
        [
          { permission: fleetViewPermission },
          { permission: fleetClusterReadPermission },
        ],
        { credentials },
      ),
      permissions.authorizeConditional(
        [
          { permission: fleetNamespaceReadPermission },
          { permission: fleetLogsReadPermission },
        ],
        { credentials },
      ),
    ]);
    const claims = claimsOf([read, logs]);
    await directory.load(claims);
    return {
      view: view.result === AuthorizeResult.ALLOW,
      clusters: clusters.result === AuthorizeResult.ALLOW,
      read: this.#decision(read),
      logs: this.#decision(logs),
      askedAt,
    };
  }

  #decision(decision: PolicyDecision): Decision<NamespaceResource> {
    return decisionOf<NamespaceResource>(decision, this.options.transform);
  }

  #adopt(key: string, credentials: BackstageCredentials, decisions: Decisions) {
    const { version } = this.options.rights.current();
    const scope = this.#scopeOf(decisions);
    const old = this.#people.get(key);
    this.#people.delete(key);
    const person: Person = {
      credentials,
      decisions,
      set: old ? this.#replace(old.set, scope) : this.#newSet(scope),
      rightsVersion: version,
    };
    this.#people.set(key, person);
    this.#forgetSome();
    if (old && old.set !== person.set) {
      old.set.supersede();
    }
    return person.set;
  }

  #refresh(person: Person): DefaultAccessSet {
    const { version } = this.options.rights.current();
    if (person.rightsVersion !== version) {
      person.rightsVersion = version;
      this.#exchange(person, this.#scopeOf(person.decisions));
    }
    return person.set;
  }

  #exchange(person: Person, scope: AccessScope) {
    const old = person.set;
    person.set = this.#replace(old, scope);
    if (person.set !== old) {
      old.supersede();
    }
  }

  #replace(old: DefaultAccessSet, scope: AccessScope): DefaultAccessSet {
    return canonicalScope(old.scope) === canonicalScope(scope)
      ? old
      : this.#newSet(scope);
  }

  #newSet(scope: AccessScope): DefaultAccessSet {
    this.#version += 1;
    return new DefaultAccessSet(scope, this.#version, this.options.classIds);
  }

  #scopeOf(decisions: Decisions): AccessScope {
    if (!decisions.view) {
      return NO_ACCESS;
    }
    const { rights } = this.options.rights.current();
    const { directory } = this.options;
    const names = new Map<string, SubjectKey[]>();
    const subjectsOf = (claims: readonly string[]) => {
      const key = claims.join('\n');
      const known = names.get(key) ?? directory.subjectsOf(claims);
      names.set(key, known);
      return known;
    };
    return {
      view: true,
      clusters: decisions.clusters,
      read: scopeOfDecision(decisions.read, 'read', rights, subjectsOf),
      logs: scopeOfDecision(decisions.logs, 'logs', rights, subjectsOf),
    };
  }

  async #recheckWatched(): Promise<void> {
    for (const [key, person] of [...this.#people]) {
      const ageMs = this.#now() - person.decisions.askedAt;
      if (person.set.isWatched && ageMs >= RECHECK_MS) {
        try {
          await this.#ask(key, person.credentials);
        } catch (error) {
          this.#keepOrEnd(person, error);
        }
      }
    }
  }

  /** A stream ends with `reauth` before its token does, so a failure here is a fault or a revocation. */
  #keepOrEnd(person: Person, error: unknown) {
    if (this.#now() - person.decisions.askedAt >= EXPIRE_MS) {
      this.options.logger.warn(
        `The permission system has not confirmed the rights of an open stream for ${
          EXPIRE_MS / 1000
        } s; the stream shows nothing until it does.`,
        { cause: error instanceof Error ? error.name : 'unknown' },
      );
      person.decisions = { ...NO_DECISIONS, askedAt: person.decisions.askedAt };
      this.#exchange(person, NO_ACCESS);
    }
  }

  /** Open streams at once; everybody else when he asks next. */
  async #rebuildWatched(): Promise<void> {
    for (const person of [...this.#people.values()]) {
      if (person.set.isWatched) {
        this.#refresh(person);
        await new Promise(setImmediate);
      }
    }
  }

  #forgetSome() {
    for (const [key, person] of this.#people) {
      if (this.#people.size <= MAX_PEOPLE) {
        return;
      }
      if (!person.set.isWatched) {
        this.#people.delete(key);
      }
    }
  }

  #now() {
    return (this.options.now ?? Date.now)();
  }
}
