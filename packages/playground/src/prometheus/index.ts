export {
  EmbeddedPrometheus,
  type EmbeddedPrometheusOptions,
} from './EmbeddedPrometheus';
export { PORTAL_QUERIES } from './portalQueries';
