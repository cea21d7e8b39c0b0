import type { DomainSpec, TeamSpec } from './spec';

export const DOMAINS: readonly DomainSpec[] = [
  {
    id: 'commerce',
    title: { en: 'Commerce', zh: '商业' },
    owner: 'customer-app',
  },
  {
    id: 'logistics',
    title: { en: 'Logistics', zh: '物流' },
    owner: 'tracking',
  },
  {
    id: 'foundation',
    title: { en: 'Foundation', zh: '基础设施' },
    owner: 'platform',
  },
];

export const TEAMS: readonly TeamSpec[] = [
  {
    id: 'ai-lab',
    title: { en: 'AI lab', zh: '智能实验室' },
    domain: 'foundation',
  },
  {
    id: 'customer-app',
    title: { en: 'Customer app', zh: '客户应用' },
    domain: 'commerce',
  },
  {
    id: 'data-platform',
    title: { en: 'Data platform', zh: '数据平台' },
    domain: 'foundation',
  },
  {
    id: 'fleet-routing',
    title: { en: 'Fleet and routing', zh: '车队与路由' },
    domain: 'logistics',
  },
  {
    id: 'international',
    title: { en: 'International', zh: '国际业务' },
    domain: 'logistics',
  },
  {
    id: 'last-mile',
    title: { en: 'Last mile', zh: '末端派送' },
    domain: 'logistics',
  },
  {
    id: 'middleware',
    title: { en: 'Middleware', zh: '中间件' },
    domain: 'foundation',
  },
  { id: 'payment', title: { en: 'Payment', zh: '支付' }, domain: 'commerce' },
  {
    id: 'platform',
    title: { en: 'Platform', zh: '平台' },
    domain: 'foundation',
  },
  {
    id: 'scanning',
    title: { en: 'Scanning', zh: '扫描' },
    domain: 'logistics',
  },
  {
    id: 'tracking',
    title: { en: 'Tracking', zh: '轨迹' },
    domain: 'logistics',
  },
  {
    id: 'warehouse',
    title: { en: 'Warehouse', zh: '仓储' },
    domain: 'logistics',
  },
];
