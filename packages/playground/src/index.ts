/**
 * A company in a box: simulated clusters, people and sign-in, changed by scenarios.
 *
 * @packageDocumentation
 */
export * from './kubernetes';
export {
  createPlayground,
  type Playground,
  type PlaygroundCluster,
  type PlaygroundOptions,
} from './Playground';
export { companyObjects, type CompanyObject } from './company/companyObjects';
export { buildCompany, type CompanyOptions } from './company/buildCompany';
export type { Company } from './company/Company';
export { ManualClock, systemClock, type Clock } from './company/clock';
export type { Preset } from './company/presets';
export { DEMO_PASSWORD, groupsOf, PEOPLE, type Person } from './company/people';
export { organisationEntities, softwareEntities } from './catalog/entities';
export { writeCatalog } from './catalog/writeCatalog';
export * from './metrics';
export * from './prometheus';
export { OidcServer, type OidcServerOptions } from './oidc/OidcServer';
export { portalConfig, type PortalConfigInput } from './portalConfig';
export { SCENARIOS, ScenarioRunner, type Scenario } from './scenario';
