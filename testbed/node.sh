#!/bin/sh
# Runs a TypeScript file of the test bed with a Node that strips types (22.18 or newer). Nothing has to be
# installed for that: the machine's own Node, the repository's toolchain, or one that npx brings, in this order.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
strips_types() {
  command -v "$1" >/dev/null 2>&1 &&
    "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 18) ? 0 : 1)'
}
# package.json has no "type": jest and the Backstage tools treat a TypeScript module by its syntax, and so does
# Node, but Node warns about it once for each run.
quiet=--disable-warning=MODULE_TYPELESS_PACKAGE_JSON
for node in node "$here/../.toolchain/node_modules/.bin/node"; do
  if strips_types "$node"; then exec "$node" "$quiet" "$@"; fi
done
if command -v npx >/dev/null 2>&1; then exec npx --yes --package node@24 node "$quiet" "$@"; fi
echo "The test bed needs Node 22.18 or newer, or npx to fetch one; neither is on the PATH." >&2
exit 1
