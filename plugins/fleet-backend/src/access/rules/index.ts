/**
 * Who may see what, as pure functions: facts in, answer out.
 *
 * To add a source of rights: a file here that turns its facts into verbs per
 * namespace, a question on `NamespaceResource`, a permission rule in
 * `fleet-node/src/permissionRules.ts`, and a generator in `leaks.test.ts`.
 */
export * from './accessScope';
export * from './configuredOwners';
export * from './decisionScope';
export * from './platformGrants';
export * from './roleVerbs';
export * from './verbs';
