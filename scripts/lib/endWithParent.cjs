// `node --require scripts/lib/endWithParent.cjs …`: a server that would outlive
// whoever started it ends when its standard input does, which is what happens
// when the parent is killed and can ask nobody to stop.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.stdin
    .on('end', () => process.kill(process.pid, 'SIGTERM'))
    .on('error', () => process.kill(process.pid, 'SIGTERM'))
    .resume();
  process.stdin.unref?.();
}
