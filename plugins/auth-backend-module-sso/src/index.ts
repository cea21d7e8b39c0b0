/**
 * Company SSO over OpenID Connect, matched to catalog users.
 *
 * @packageDocumentation
 */
export { authModuleSso as default } from './module';
