import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// The portal's own pages, served from the same origin as the API.
backend.add(import('@backstage/plugin-app-backend'));

// Sign-in. The guest module signs nobody in unless `auth.providers.guest` is configured.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@panorama/plugin-auth-backend-module-sso'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@panorama/plugin-permission-backend-module-panorama'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Settings follow a person from tab to tab over signals, which ride on events.
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@panorama/plugin-kubernetes-backend-module-fleet'));

backend.add(import('@panorama/plugin-fleet-backend'));

backend.add(import('@panorama/plugin-service-map-backend'));

backend.start();
