import type { DomainId, DomainSpec, TeamId, TeamSpec } from './spec';

const domain = (
  id: DomainId,
  en: string,
  zh: string,
  owner: TeamId,
): DomainSpec => ({ id, title: { en, zh }, owner });

const team = (
  id: TeamId,
  en: string,
  zh: string,
  domainId: DomainId,
): TeamSpec => ({ id, title: { en, zh }, domain: domainId });

export const DOMAINS: readonly DomainSpec[] = [
  domain('commerce', 'Commerce', '商业', 'customer-app'),
  domain('logistics', 'Logistics', '物流', 'tracking'),
  domain('foundation', 'Foundation', '基础设施', 'platform'),
];

export const TEAMS: readonly TeamSpec[] = [
  team('ai-lab', 'AI lab', '智能实验室', 'foundation'),
  team('customer-app', 'Customer app', '客户应用', 'commerce'),
  team('data-platform', 'Data platform', '数据平台', 'foundation'),
  team('fleet-routing', 'Fleet and routing', '车队与路由', 'logistics'),
  team('international', 'International', '国际业务', 'logistics'),
  team('last-mile', 'Last mile', '末端派送', 'logistics'),
  team('middleware', 'Middleware', '中间件', 'foundation'),
  team('payment', 'Payment', '支付', 'commerce'),
  team('platform', 'Platform', '平台', 'foundation'),
  team('scanning', 'Scanning', '扫描', 'logistics'),
  team('tracking', 'Tracking', '轨迹', 'logistics'),
  team('warehouse', 'Warehouse', '仓储', 'logistics'),
];
