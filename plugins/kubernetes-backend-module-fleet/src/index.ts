/**
 * Lets the stock Kubernetes tab read the fleet inventory and hands the
 * configured clusters to the fleet.
 *
 * @packageDocumentation
 */
export { kubernetesModuleFleet as default } from './module';
