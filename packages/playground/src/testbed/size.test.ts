import { buildCompany } from '../company/buildCompany';
import { podsOf } from '../company/ClusterModel';
import type { ClusterName } from '../company/spec';
import { DEFAULT_REAL_PODS, MAX_REAL_PODS, realSize } from './size';

const BOTH: ClusterName[] = ['prod-hangzhou', 'staging'];

describe('the size of the company on real clusters', () => {
  it('is its own default when nobody said how many, or npm start passes its own', () => {
    expect(realSize(undefined, BOTH).pods).toBe(DEFAULT_REAL_PODS);
    expect(realSize(6000, BOTH)).toEqual(realSize(undefined, BOTH));
  });

  it('counts the pods of the real clusters, not of the whole company', () => {
    const { companyPods, pods } = realSize(600, BOTH);
    const real = buildCompany({ pods: companyPods, nowMs: 0 })
      .clusters.filter(({ spec }) => BOTH.includes(spec.name))
      .reduce((sum, model) => sum + [...podsOf(model)].length, 0);
    expect(Math.abs(real - pods)).toBeLessThanOrEqual(2);
    expect(Math.abs(pods - 600)).toBeLessThanOrEqual(2);
  });

  it('stops at what real servers carry, and says so', () => {
    const { pods, remark } = realSize(100_000, BOTH);
    expect(pods).toBe(MAX_REAL_PODS);
    expect(remark).toContain('100000 become 3000');
    expect(realSize(MAX_REAL_PODS, BOTH).remark).toBeUndefined();
  });

  it('never asks for a company that is too small to exist', () => {
    expect(realSize(1, BOTH).companyPods).toBeGreaterThanOrEqual(200);
  });
});
