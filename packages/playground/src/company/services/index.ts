import type { ServiceSpec } from '../spec';
import { COMMERCE_SERVICES } from './commerce';
import { FOUNDATION_SERVICES } from './foundation';
import { LOGISTICS_SERVICES } from './logistics';

/** Every service of the company. To add one, add a line to the list of its part. */
export const SERVICES: readonly ServiceSpec[] = [
  ...COMMERCE_SERVICES,
  ...LOGISTICS_SERVICES,
  ...FOUNDATION_SERVICES,
];
