import { adviceOf } from './adviceOf';

const nothing = { clusters: 0, namespaces: 0 };
const unknown = { groups: [] };
const wei = { user: 'wei@example.com', groups: [] };

describe('the advice for somebody who sees nothing', () => {
  it('is to get the permission, before anything else', () => {
    expect(
      adviceOf(false, { subjects: unknown, visible: nothing }, 'email'),
    ).toEqual({ code: 'no-view' });
  });

  it('is to get a name in the clusters, and says where one was looked for', () => {
    expect(
      adviceOf(true, { subjects: unknown, visible: nothing }, 'annotation:a/b'),
    ).toEqual({ code: 'unknown-subject', source: 'annotation:a/b' });
  });

  it.each([wei, { groups: ['team-a'] }])(
    'is to get a namespace for the names %o',
    subjects => {
      expect(adviceOf(true, { subjects, visible: nothing }, 'email')).toEqual({
        code: 'no-grant',
      });
    },
  );

  it('is none where there is something to see', () => {
    const visible = { clusters: 1, namespaces: 1 };
    expect(adviceOf(true, { subjects: wei, visible }, 'email')).toBeUndefined();
  });
});
