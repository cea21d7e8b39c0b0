/* eslint-disable jest/no-conditional-expect -- which branch is taken is part of the property */
import fc from 'fast-check';
import type { KubeObject } from '../KubeObject';
import { StatusError } from '../server/status';
import { applyConfiguration } from './applyConfiguration';
import {
  fieldsOf,
  leavesOf,
  pathsOf,
  removeLeaves,
  setLeaf,
} from './fieldPaths';
import { JsonPatchError, jsonPatch } from './jsonPatch';
import type { ManagerId } from './managers';
import { mergePatch } from './mergePatch';
import { sameJson } from './sameJson';

const manager = (name: string): ManagerId => ({
  name,
  operation: 'Apply',
  apiVersion: 'v1',
  subresource: '',
});
const TIME = '2026-11-21T12:00:00Z';

/** Objects like those that are applied: maps, atomic lists and lists keyed by name. */
const data = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.constantFrom('1', '2'),
  { maxKeys: 3 },
);
const named = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('app', 'side', 'log'),
    image: fc.constantFrom('x', 'y'),
  }),
  {
    selector: it => it.name,
    minLength: 1,
  },
);
const configuration = fc.record(
  {
    data,
    containers: named,
    args: fc.array(fc.constantFrom('p', 'q'), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<KubeObject>;

const live = (): KubeObject => ({ metadata: { name: 'x', uid: 'u' } });

function apply(
  object: KubeObject,
  name: string,
  wanted: KubeObject,
  force = true,
): KubeObject {
  return applyConfiguration({
    live: object,
    configuration: wanted,
    id: manager(name),
    force,
    time: TIME,
  });
}

const withoutManagers = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, managedFields: undefined },
});

describe('field paths', () => {
  it('survive their FieldsV1 form', () => {
    fc.assert(
      fc.property(configuration, object => {
        const paths = new Set(leavesOf(object).keys());
        expect(pathsOf(fieldsOf(paths))).toEqual(paths);
      }),
    );
  });

  it('build an object from its leaves, and nothing remains when they are removed', () => {
    fc.assert(
      fc.property(configuration, object => {
        const built: KubeObject = {};
        for (const [path, value] of leavesOf(object))
          setLeaf(built, path, value);
        expect(sameJson(built, object)).toBe(true);
        removeLeaves(built, leavesOf(object).keys());
        expect(built).toEqual({});
      }),
    );
  });

  it('look like upstream writes them', () => {
    const object = {
      spec: { containers: [{ name: 'app', image: 'x' }] },
      metadata: { name: 'n', labels: { a: 'b' } },
    };
    expect(fieldsOf(leavesOf(object).keys())).toEqual({
      'f:metadata': { 'f:labels': { 'f:a': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"app"}': { '.': {}, 'f:image': {}, 'f:name': {} },
        },
      },
    });
  });
});

describe('server-side apply', () => {
  it('makes the object say everything that was applied last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('one', 'two'), configuration), {
          maxLength: 6,
        }),
        steps => {
          let object = live();
          for (const [name, wanted] of steps) {
            object = apply(object, name, wanted);
            const leaves = leavesOf(object);
            for (const [path, value] of leavesOf(wanted)) {
              // An empty map disappears in a fuller one of somebody else.
              expect(leaves.has(path) ? leaves.get(path) : {}).toEqual(value);
            }
          }
        },
      ),
    );
  });

  it('takes nothing from others without force: it refuses, or what they said stays', () => {
    fc.assert(
      fc.property(configuration, configuration, (first, second) => {
        const before = apply(live(), 'one', first);
        let after = before;
        try {
          after = apply(apply(before, 'two', second, false), 'two', {}, false);
        } catch (refusal) {
          expect(refusal).toBeInstanceOf(StatusError);
        }
        // An empty map says nothing that could be lost.
        const said = [...leavesOf(before)].filter(
          ([, value]) => !sameJson(value, {}),
        );
        for (const [path, value] of said) {
          expect([path, leavesOf(after).get(path)]).toEqual([path, value]);
        }
      }),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(configuration, configuration, (first, second) => {
        const once = apply(apply(live(), 'two', first), 'one', second);
        expect(apply(once, 'one', second, false)).toEqual(once);
      }),
    );
  });

  it('leaves nothing behind when the only manager withdraws', () => {
    fc.assert(
      fc.property(configuration, wanted => {
        const withdrawn = apply(apply(live(), 'one', wanted), 'one', {});
        expect(sameJson(withoutManagers(withdrawn), live())).toBe(true);
        expect(withdrawn.metadata?.managedFields).toBeUndefined();
      }),
    );
  });

  it('never changes its arguments', () => {
    fc.assert(
      fc.property(configuration, configuration, (first, second) => {
        const object = apply(live(), 'one', first);
        const before = JSON.stringify([object, second]);
        apply(object, 'two', second);
        expect(JSON.stringify([object, second])).toBe(before);
      }),
    );
  });
});

describe('a merge patch', () => {
  // The examples of RFC 7386, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j gives %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });
});

describe('a JSON patch', () => {
  // Examples of RFC 6902, appendix A.
  it.each([
    [
      { foo: 'bar' },
      [{ op: 'add', path: '/baz', value: 'qux' }],
      { baz: 'qux', foo: 'bar' },
    ],
    [
      { foo: ['bar', 'baz'] },
      [{ op: 'add', path: '/foo/1', value: 'qux' }],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    [
      { baz: 'qux', foo: 'bar' },
      [{ op: 'remove', path: '/baz' }],
      { foo: 'bar' },
    ],
    [
      { foo: ['bar', 'qux', 'baz'] },
      [{ op: 'remove', path: '/foo/1' }],
      { foo: ['bar', 'baz'] },
    ],
    [
      { baz: 'qux', foo: 'bar' },
      [{ op: 'replace', path: '/baz', value: 'boo' }],
      { baz: 'boo', foo: 'bar' },
    ],
    [
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      { foo: 'bar' },
      [{ op: 'add', path: '/child', value: { grandchild: {} } }],
      { foo: 'bar', child: { grandchild: {} } },
    ],
    [
      { '/': 9, '~1': 10 },
      [{ op: 'test', path: '/~01', value: 10 }],
      { '/': 9, '~1': 10 },
    ],
    [
      { foo: ['bar'] },
      [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
      { foo: ['bar', ['abc', 'def']] },
    ],
  ])('of %j with %j gives %j', (target, operations, expected) => {
    expect(jsonPatch(target as object, operations)).toEqual(expected);
  });

  it.each([
    [{ baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }]],
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }]],
    [{ foo: 'bar' }, [{ op: 'remove', path: '/baz' }]],
    [{ foo: ['bar'] }, [{ op: 'add', path: '/foo/7', value: 'x' }]],
    [{ foo: 'bar' }, [{ op: 'test', path: '/~01', value: '10' }]],
    [{ foo: 'bar' }, [{ op: 'spin', path: '/foo' }]],
  ])('of %j with %j is refused', (target, operations) => {
    expect(() => jsonPatch(target as object, operations)).toThrow(
      JsonPatchError,
    );
  });
});
