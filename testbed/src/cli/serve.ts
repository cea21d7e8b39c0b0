import { main } from './main.ts';
import { parseUpOptions } from './options.ts';
import { runUntilEnded } from './runUntilEnded.ts';

const USAGE =
  'Internal: the process behind testbed/up; it takes the same options.';

main(USAGE, async () => {
  const { session, folder } = parseUpOptions(process.argv.slice(2));
  await runUntilEnded(session, folder, {
    watchParent: false,
    log: line => console.log(line),
    onReady: () => console.log('ready'),
  });
});
