import { createTokens, tokenFile } from './users';

describe('the token file', () => {
  it('has token, name, uid and quoted groups in the order that kube-apiserver reads', () => {
    const users = [
      { name: 'alice', groups: ['team-a', 'leads'] },
      { name: 'otto', groups: [] },
    ];
    expect(tokenFile(users, { alice: 't1', otto: 't2' })).toBe(
      't1,alice,alice,"team-a,leads"\nt2,otto,otto,""\n',
    );
  });

  it('refuses a name that would become two columns', () => {
    expect(() =>
      tokenFile([{ name: 'a,b', groups: [] }], { 'a,b': 't' }),
    ).toThrow('user or group name "a,b" would break the token file');
  });

  it('gives everybody a token of their own', () => {
    const tokens = createTokens([
      { name: 'alice', groups: [] },
      { name: 'otto', groups: [] },
    ]);
    expect(Object.keys(tokens)).toEqual(['alice', 'otto']);
    expect(tokens.alice).not.toBe(tokens.otto);
    expect(tokens.alice).toMatch(/^[0-9a-f]{48}$/);
  });
});
