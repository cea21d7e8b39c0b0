import { startPlaygroundProcess } from './process/startPlaygroundProcess';

startPlaygroundProcess(process.argv.slice(2)).catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
