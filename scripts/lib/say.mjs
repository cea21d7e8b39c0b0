/** A failure that a person can act on: printed as one sentence, without a stack. */
export class Sentence extends Error {}

const isTerminal = Boolean(process.stdout.isTTY);
const dim = text => (isTerminal ? `\u001b[2m${text}\u001b[22m` : text);
const bold = text => (isTerminal ? `\u001b[1m${text}\u001b[22m` : text);

export function say(text) {
  process.stdout.write(`${text}\n`);
}

export { bold, dim };

export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs one step of long work: says what is done, shows on a terminal that time
 * passes, and says how long it took.
 */
export async function step(title, work) {
  const startedAt = Date.now();
  let ticker;
  if (isTerminal) {
    ticker = setInterval(() => {
      process.stdout.write(
        `\r  ${title} … ${dim(duration(Date.now() - startedAt))}  `,
      );
    }, 1000);
  } else {
    say(`  ${title} …`);
  }
  try {
    const result = await work();
    clearInterval(ticker);
    const took = duration(Date.now() - startedAt);
    process.stdout.write(
      isTerminal
        ? `\r  ${title} ${dim(`(${took})`)}        \n`
        : `  ${title} (${took})\n`,
    );
    return result;
  } catch (error) {
    clearInterval(ticker);
    if (isTerminal) {
      process.stdout.write('\n');
    }
    throw error;
  }
}

/** The entry point of every command: a `Sentence` is printed as it is, all else with its stack. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      error instanceof Sentence
        ? `\n${error.message}\n`
        : `\n${error.stack ?? error}\n`,
    );
    process.exitCode = 1;
  }
}
