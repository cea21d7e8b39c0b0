import {
  parseEntityRef,
  stringifyEntityRef,
  entitySchemaValidator,
} from '@backstage/catalog-model';
import { PEOPLE } from '../company/people';
import { SERVICES } from '../company/services';
import { organisationEntities, softwareEntities } from './entities';

const entities = [...organisationEntities(), ...softwareEntities()];
const known = new Set(entities.map(entity => stringifyEntityRef(entity)));

function refsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

describe('the catalog', () => {
  it('has entities in the shape that the catalog takes', () => {
    const validate = entitySchemaValidator();
    expect(() => entities.forEach(entity => validate(entity))).not.toThrow();
    expect(known.size).toBe(entities.length);
  });

  it('refers to nothing that does not exist', () => {
    const missing = entities.flatMap(({ kind, metadata, spec = {} }) => {
      const refs = [
        ...(typeof spec.owner === 'string' ? [[spec.owner, 'group']] : []),
        ...(typeof spec.system === 'string' ? [[spec.system, 'system']] : []),
        ...(typeof spec.domain === 'string' ? [[spec.domain, 'domain']] : []),
        ...(typeof spec.parent === 'string' ? [[spec.parent, 'group']] : []),
        ...refsOf(spec.memberOf).map(ref => [ref, 'group']),
        ...refsOf(spec.members).map(ref => [ref, 'user']),
        ...refsOf(spec.dependsOn).map(ref => [ref, 'component']),
        ...refsOf(spec.providesApis).map(ref => [ref, 'api']),
        ...refsOf(spec.consumesApis).map(ref => [ref, 'api']),
      ];
      return refs
        .map(([ref, defaultKind]) =>
          stringifyEntityRef(
            parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
          ),
        )
        .filter(ref => !known.has(ref))
        .map(ref => `${kind} ${metadata.name} → ${ref}`);
    });
    expect(missing).toEqual([]);
  });

  it('gives every service an owner and the annotation by which its pods are found', () => {
    for (const service of SERVICES) {
      const component = entities.find(
        ({ kind, metadata }) =>
          kind === 'Component' && metadata.name === service.id,
      );
      expect(component?.spec?.owner).toBe(`group:team-${service.team}`);
      expect(component?.metadata.annotations).toEqual({
        'backstage.io/kubernetes-id': service.id,
      });
    }
  });

  it('knows everybody but the one whom the portal must refuse', () => {
    const emails = entities
      .filter(({ kind }) => kind === 'User')
      .map(({ spec }) => (spec?.profile as { email: string }).email);
    const unknown = PEOPLE.filter(({ email }) => !emails.includes(email));
    expect(unknown.map(({ role }) => role)).toEqual(['not in the catalog']);
  });

  it('has one drift in each direction', () => {
    const dependsOn = (name: string) =>
      refsOf(
        entities.find(
          ({ kind, metadata }) =>
            kind === 'Component' && metadata.name === name,
        )?.spec?.dependsOn,
      );
    expect(dependsOn('notify-worker')).not.toContain('resource:redis-session');
    expect(dependsOn('payment-core')).toContain('resource:redis-session-old');
  });
});
