import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  namesOf,
  pod,
  pods,
  type ListBody,
  type RegisterCase,
} from './Subject';

export function registerDeleteCases(check: RegisterCase): void {
  check('deletes, and says what', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(path, configMap('a'));
    const { status, body } = await subject.client.delete<StatusObject>(
      `${path}/a`,
    );
    expect([status, body.kind, body.status, body.details]).toEqual([
      200,
      'Status',
      'Success',
      { name: 'a', kind: 'configmaps', uid: created.metadata?.uid },
    ]);
    expect((await subject.client.get(`${path}/a`)).status).toBe(404);
  });

  check('deletes only what its preconditions describe', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(path, configMap('a'));
    const preconditions = (it: object) => ({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: it,
    });
    const other = await subject.client.delete<StatusObject>(
      `${path}/a`,
      preconditions({ uid: 'another' }),
    );
    expect([other.status, other.body.reason]).toEqual([409, 'Conflict']);
    expect(other.body.message).toBe(
      `Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (another) does not match the UID in record (${created.metadata?.uid}). The object might have been deleted and then recreated`,
    );
    expect(other.body.details).toEqual({ name: 'a', kind: 'ConfigMap' });
    const stale = await subject.client.delete<StatusObject>(
      `${path}/a`,
      preconditions({ resourceVersion: '1' }),
    );
    expect([stale.status, stale.body.reason]).toEqual([409, 'Conflict']);
    const { uid, resourceVersion } = created.metadata ?? {};
    expect(
      (
        await subject.client.delete(
          `${path}/a`,
          preconditions({ uid, resourceVersion }),
        )
      ).status,
    ).toBe(200);
  });

  check(
    'keeps an object with finalizers until the last is gone',
    async subject => {
      const path = configMaps(await subject.namespace());
      const object = configMap('a');
      await subject.client.create(path, {
        ...object,
        metadata: { ...object.metadata, finalizers: ['panorama.example/hold'] },
      });
      const deleted = await subject.client.delete(`${path}/a`);
      expect(deleted.body.metadata?.deletionTimestamp).toEqual(
        expect.any(String),
      );
      expect((await subject.client.get(`${path}/a`)).status).toBe(200);
      const released = await subject.client.merge(`${path}/a`, {
        metadata: { finalizers: null },
      });
      expect(released.status).toBe(200);
      expect((await subject.client.get(`${path}/a`)).status).toBe(404);
    },
  );

  check(
    'ends a pod on a node in its own time, and at once without grace',
    async subject => {
      const path = pods(await subject.namespace());
      await subject.client.create(path, pod('placed', { nodeName: 'node-1' }));
      const ending = await subject.client.delete(`${path}/placed`);
      expect([ending.status, ending.body.kind]).toEqual([200, 'Pod']);
      expect(ending.body.metadata).toMatchObject({
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 30,
      });
      await subject.client.create(path, pod('forced', { nodeName: 'node-1' }));
      const forced = await subject.client.delete(
        `${path}/forced?gracePeriodSeconds=0`,
      );
      expect([forced.status, forced.body.kind]).toEqual([200, 'Pod']);
      expect((await subject.client.get(`${path}/forced`)).status).toBe(404);
      await subject.client.create(path, pod('unplaced'));
      await subject.client.delete(`${path}/unplaced`);
      expect((await subject.client.get(`${path}/unplaced`)).status).toBe(404);
    },
  );

  check('deletes the objects that a selector chooses', async subject => {
    const path = configMaps(await subject.namespace());
    await subject.client.create(path, configMap('a', {}, { app: 'x' }));
    await subject.client.create(path, configMap('b', {}, { app: 'x' }));
    await subject.client.create(path, configMap('c', {}, { app: 'y' }));
    const { status, body } = await subject.client.delete<ListBody>(
      `${path}?labelSelector=app%3Dx`,
    );
    expect([status, body.kind, namesOf(body)]).toEqual([
      200,
      'ConfigMapList',
      ['a', 'b'],
    ]);
    expect(namesOf((await subject.client.get<ListBody>(path)).body)).toEqual([
      'c',
    ]);
  });
}
