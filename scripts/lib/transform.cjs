// `node --require scripts/lib/transform.cjs FILE.ts`: compiles the TypeScript of
// the workspaces as it is loaded, as @backstage/cli-node/config/nodeTransform.cjs
// does. That one asks a second thread about every ES module, which costs a start
// of the portal some seconds; the hooks here answer in the same thread.
const { createRequire, registerHooks } = require('node:module');

// Both belong to the Backstage CLI, which decides their versions.
const requireOfCli = createRequire(
  require.resolve('@backstage/cli-node/package.json'),
);
const { addHook } = requireOfCli('pirates');
const { transformSync } = requireOfCli('@swc/core');

addHook(
  (code, filename) =>
    transformSync(code, {
      filename,
      sourceMaps: 'inline',
      module: { type: 'commonjs', ignoreDynamic: true },
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    }).code,
  { extensions: ['.ts'], ignoreNodeModules: true },
);

/** Our sources are CommonJS once compiled, however much they look like ES modules. */
registerHooks({
  load(url, context, nextLoad) {
    return url.startsWith('file:') && url.endsWith('.ts')
      ? nextLoad(url, { ...context, format: 'commonjs' })
      : nextLoad(url, context);
  },
});
