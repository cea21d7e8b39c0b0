/** A wrong option; the usage is printed with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Runs a command: `--help` prints the usage, an error becomes one message and exit code 1. */
export async function main(
  usage: string,
  command: () => Promise<void>,
): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(usage);
    return;
  }
  try {
    await command();
  } catch (error) {
    const isUsage =
      error instanceof UsageError ||
      String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
    console.error(error instanceof Error ? error.message : error);
    if (isUsage) console.error(`\n${usage}`);
    process.exitCode = 1;
  }
}

/** One of a few words. */
export function choice<T extends string>(
  option: string,
  value: string,
  choices: readonly T[],
): T {
  const found = choices.find(it => it === value);
  if (!found) {
    throw new UsageError(
      `${option} must be one of ${choices.join(', ')} (got ${JSON.stringify(
        value,
      )})`,
    );
  }
  return found;
}

/** A whole number within bounds. */
export function wholeNumber(
  option: string,
  value: string,
  [min, max]: [number, number],
): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new UsageError(
      `${option} must be a whole number from ${min} to ${max} (got ${JSON.stringify(
        value,
      )})`,
    );
  }
  return number;
}
