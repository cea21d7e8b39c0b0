/** Id in the inventory of the Gateway API's routes. */
export const HTTP_ROUTES = 'httproutes.gateway.networking.k8s.io';

/** What a module that watches {@link HTTP_ROUTES} keeps of a route. */
export interface HttpRouteFields {
  hostnames: string[];
  /** Gateways that it hangs on; in the route's own namespace where none is named. */
  gateways: Array<{ namespace?: string; name: string }>;
  backends: Array<{ namespace?: string; service: string; port?: number }>;
}
