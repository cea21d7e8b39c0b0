import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fleetRoutes } from '../routes';
import { PEOPLE, startTwoTeams } from '../__testUtils__/twoTeams';

type Schema = {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
};
interface Parameter {
  name: string;
  in: 'path' | 'query';
}
interface Description {
  paths: Record<
    string,
    {
      get: {
        operationId: string;
        parameters?: Parameter[];
        responses: Record<
          string,
          { content?: Record<string, { schema: Schema }> }
        >;
      };
    }
  >;
  components: { schemas: Record<string, Schema> };
}

const description: Description = parse(
  readFileSync(join(__dirname, 'openapi.yaml'), 'utf8'),
);

const written = (path: string) => path.replace(/:(\w+)/g, '{$1}');

/** What of a value the schema does not describe, as paths; enough of JSON Schema for this document. */
function deviations(value: unknown, schema: Schema, at = '$'): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop() ?? '';
    return deviations(value, description.components.schemas[name], at);
  }
  if (schema.allOf) {
    const merged: Schema = { type: 'object', required: [], properties: {} };
    const add = (part: Schema): void => {
      const resolved = part.$ref
        ? description.components.schemas[part.$ref.split('/').pop() ?? '']
        : part;
      resolved.allOf?.forEach(add);
      merged.required?.push(...(resolved.required ?? []));
      Object.assign(merged.properties ?? {}, resolved.properties);
    };
    schema.allOf.forEach(add);
    return deviations(value, merged, at);
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return [`${at} is ${JSON.stringify(value)}`];
  }
  switch (schema.type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            deviations(item, schema.items ?? {}, `${at}[${index}]`),
          )
        : [`${at} is no array`];
    case 'object': {
      if (typeof value !== 'object' || value === null) {
        return [`${at} is no object`];
      }
      const missing = (schema.required ?? [])
        .filter(key => !(key in value))
        .map(key => `${at}.${key} is missing`);
      const inner = Object.entries(value).flatMap(([key, one]) => {
        const property =
          schema.properties?.[key] ?? schema.additionalProperties;
        if (property) {
          return deviations(one, property, `${at}.${key}`);
        }
        return schema.properties ? [`${at}.${key} is not described`] : [];
      });
      return [...missing, ...inner];
    }
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no integer`];
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
    default:
      return [];
  }
}

describe('the OpenAPI description', () => {
  const routes = fleetRoutes().map(({ path }) => written(path));

  it('has every route, and no route that is not there', () => {
    expect(Object.keys(description.paths).sort()).toEqual(
      [...routes, '/stream'].sort(),
    );
  });

  it('names every parameter of a path, and each operation once', () => {
    const ids = Object.values(description.paths).map(
      ({ get }) => get.operationId,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, { get }] of Object.entries(description.paths)) {
      const named = (get.parameters ?? [])
        .filter(parameter => parameter.in === 'path')
        .map(({ name }) => name);
      expect(named).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
    }
  });

  it('describes what the routes answer and which parameters they take', async () => {
    const company = await startTwoTeams();
    try {
      const values: Record<string, string> = {
        '/clusters/{cluster}': '/clusters/north',
        '/entities/{kind}/{namespace}/{name}/pods':
          '/entities/component/default/x/pods',
      };
      const pod =
        '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb0';
      for (const route of routes) {
        const path =
          values[route] ??
          route.replace(
            '/clusters/{cluster}/namespaces/{namespace}/pods/{name}',
            pod,
          );
        const { responses, parameters = [] } = description.paths[route].get;
        const schema = responses['200'].content?.['application/json']?.schema;
        const { raw, status } = await company.get(path, PEOPLE.root);
        expect([route, status]).toEqual([route, 200]);
        if (schema) {
          expect([route, deviations(JSON.parse(raw), schema)]).toEqual([
            route,
            [],
          ]);
        }
        const query = parameters.filter(parameter => parameter.in === 'query');
        for (const { name } of query) {
          // An unknown parameter is refused, so a described one must not be.
          const answer = await company.get(`${path}?${name}=`, PEOPLE.root);
          expect(answer.raw).not.toContain('unknown parameter');
        }
        const refused = await company.get(`${path}?nonsense=1`, PEOPLE.root);
        expect([route, refused.status]).toEqual([route, 400]);
      }
    } finally {
      await company.stop();
    }
  });
});
