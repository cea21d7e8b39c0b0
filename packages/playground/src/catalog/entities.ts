import type { Entity } from '@backstage/catalog-model';
import { CLUSTERS } from '../company/clusters';
import { MIDDLEWARE } from '../company/middleware';
import { groupsOf, PEOPLE, teamGroup, type Person } from '../company/people';
import { SERVICES } from '../company/services';
import {
  PRODUCTS,
  type MiddlewareProduct,
  type ServiceSpec,
  type TeamId,
} from '../company/spec';
import { DOMAINS, TEAMS } from '../company/teams';

const API_VERSION = 'backstage.io/v1alpha1';

/** Systems of the catalog with their owners: those of the services, and those of the middleware. */
function systems(): Map<string, { owner: TeamId; title: string }> {
  const found = new Map<string, { owner: TeamId; title: string }>();
  for (const { system, team } of SERVICES) {
    if (!found.has(system)) {
      found.set(system, { owner: team, title: titleOf(system) });
    }
  }
  for (const { system } of MIDDLEWARE) {
    if (!found.has(system)) {
      found.set(system, { owner: 'middleware', title: titleOf(system) });
    }
  }
  return found;
}

function titleOf(id: string): string {
  const words = id.replace(/-/g, ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** People of the company as far as the portal knows them, and their groups. */
export function organisationEntities(): Entity[] {
  const known = PEOPLE.filter(({ role }) => role !== 'not in the catalog');
  const group = (
    name: string,
    title: string,
    type: string,
    parent?: string,
  ): Entity => ({
    apiVersion: API_VERSION,
    kind: 'Group',
    metadata: { name, title },
    spec: {
      type,
      profile: { displayName: title },
      ...(parent && { parent }),
      children: [],
      members: known
        .filter(each => groupsOf(each).includes(name))
        .map(({ id }) => id),
    },
  });
  return [
    group('company', 'Panorama Express', 'organization'),
    group('platform-admins', 'Platform administrators', 'role', 'company'),
    group('on-call', 'On call', 'role', 'company'),
    ...TEAMS.flatMap(({ id, title }) => [
      group(teamGroup(id), title.en, 'team', 'company'),
      group(
        `${teamGroup(id)}-leads`,
        `${title.en}: leads`,
        'role',
        teamGroup(id),
      ),
    ]),
    ...known.map(userEntity),
  ];
}

function userEntity(person: Person): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'User',
    metadata: { name: person.id },
    spec: {
      profile: {
        displayName: `${person.name} ${person.chineseName}`,
        email: person.email,
      },
      memberOf: groupsOf(person),
    },
  };
}

const RESOURCE_TYPES: Readonly<Record<MiddlewareProduct, string>> = {
  mysql: 'database',
  elasticsearch: 'database',
  redis: 'cache',
  kafka: 'queue',
  rocketmq: 'queue',
  nacos: 'registry',
};

/** Domains, systems, components, APIs and resources. */
export function softwareEntities(): Entity[] {
  return [
    ...DOMAINS.map(
      ({ id, title, owner }): Entity => ({
        apiVersion: API_VERSION,
        kind: 'Domain',
        metadata: { name: id, title: title.en, description: title.zh },
        spec: { owner: `group:${teamGroup(owner)}` },
      }),
    ),
    ...[...systems()].map(
      ([id, { owner, title }]): Entity => ({
        apiVersion: API_VERSION,
        kind: 'System',
        metadata: { name: id, title },
        spec: {
          owner: `group:${teamGroup(owner)}`,
          domain: TEAMS.find(team => team.id === owner)?.domain,
        },
      }),
    ),
    ...SERVICES.map(componentEntity),
    ...SERVICES.flatMap(apiEntities),
    ...MIDDLEWARE.map(
      (middleware): Entity => ({
        apiVersion: API_VERSION,
        kind: 'Resource',
        metadata: {
          name: middleware.id,
          title: middleware.title.en,
          description: `${PRODUCTS[middleware.product].word} ${
            middleware.version
          }: ${middleware.title.zh}`,
          annotations: { 'backstage.io/kubernetes-id': middleware.id },
          tags: [
            middleware.product,
            middleware.place === 'vm' ? 'virtual-machine' : 'kubernetes',
          ],
        },
        spec: {
          type: RESOURCE_TYPES[middleware.product],
          owner: `group:${teamGroup('middleware')}`,
          system: middleware.system,
        },
      }),
    ),
    ...CLUSTERS.map(
      (cluster): Entity => ({
        apiVersion: API_VERSION,
        kind: 'Resource',
        metadata: {
          name: cluster.name,
          title: cluster.title.en,
          description: `Kubernetes ${cluster.version}: ${cluster.title.zh}`,
        },
        spec: {
          type: 'kubernetes-cluster',
          owner: `group:${teamGroup('platform')}`,
          system: 'cluster-base',
        },
      }),
    ),
  ];
}

/**
 * What the catalog says is not all true, as in any company: one dependency that
 * nobody declared, and one that was declared and is not used any more.
 */
const UNDECLARED = new Map([['notify-worker', 'redis-session']]);
const OUTDATED = new Map([['payment-core', 'redis-session-old']]);

function componentEntity(service: ServiceSpec): Entity {
  const middleware = new Set(MIDDLEWARE.map(({ id }) => id));
  const declared = service.uses
    .map(({ on }) => on)
    .filter(on => UNDECLARED.get(service.id) !== on);
  const outdated = OUTDATED.get(service.id);
  const dependsOn = [...declared, ...(outdated ? [outdated] : [])].map(on =>
    middleware.has(on) ? `resource:${on}` : `component:${on}`,
  );
  const consumes = service.uses
    .map(({ on }) => SERVICES.find(({ id }) => id === on))
    .flatMap(target => (target?.api ? [target.id] : []));
  return {
    apiVersion: API_VERSION,
    kind: 'Component',
    metadata: {
      name: service.id,
      title: service.title.en,
      description: service.title.zh,
      annotations: { 'backstage.io/kubernetes-id': service.id },
      labels: { 'panorama.example/tier': String(service.tier) },
      tags: [service.language, `tier-${service.tier}`],
    },
    spec: {
      type: service.language === 'node' && !service.api ? 'website' : 'service',
      lifecycle: 'production',
      owner: `group:${teamGroup(service.team)}`,
      system: service.system,
      ...(dependsOn.length > 0 && { dependsOn }),
      ...(service.api && { providesApis: [service.id] }),
      ...(consumes.length > 0 && { consumesApis: consumes }),
    },
  };
}

function apiEntities(service: ServiceSpec): Entity[] {
  if (!service.api) {
    return [];
  }
  return [
    {
      apiVersion: API_VERSION,
      kind: 'API',
      metadata: { name: service.id, title: `${service.title.en} API` },
      spec: {
        type: service.api,
        lifecycle: 'production',
        owner: `group:${teamGroup(service.team)}`,
        system: service.system,
        definition: definitionOf(service, service.api),
      },
    },
  ];
}

function definitionOf(
  service: ServiceSpec,
  type: NonNullable<ServiceSpec['api']>,
): string {
  switch (type) {
    case 'openapi':
      return JSON.stringify({
        openapi: '3.0.3',
        info: { title: service.title.en, version: service.version },
        paths: {
          '/readyz': { get: { responses: { 200: { description: 'Ready' } } } },
        },
      });
    case 'grpc':
      return `syntax = "proto3";\npackage ${service.id.replace(
        /-/g,
        '_',
      )}.v1;\n\nservice Health {\n  rpc Check (CheckRequest) returns (CheckReply);\n}\n\nmessage CheckRequest {}\nmessage CheckReply { bool serving = 1; }\n`;
    case 'asyncapi':
      return JSON.stringify({
        asyncapi: '2.6.0',
        info: { title: service.title.en, version: service.version },
        channels: {},
      });
    default:
      return type satisfies never;
  }
}
