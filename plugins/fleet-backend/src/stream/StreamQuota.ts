/** Backstage's error middleware takes the status from `statusCode`. */
export class TooManyStreamsError extends Error {
  readonly name = 'TooManyStreamsError';
  readonly statusCode = 429;
  constructor(open: number) {
    super(
      `You have ${open} fleet pages open in as many browsers, which is the most at one time: close one of them`,
    );
  }
}

/** How many streams each user has open. */
export class StreamQuota {
  readonly #open = new Map<string, number>();

  constructor(private readonly maxPerUser: number) {}

  /**
   * @param user - the same text for the same person
   * @returns what gives the place back; calling it again does nothing
   * @throws TooManyStreamsError when the user has no place left
   */
  take(user: string): () => void {
    const open = this.#open.get(user) ?? 0;
    if (open >= this.maxPerUser) {
      throw new TooManyStreamsError(open);
    }
    this.#open.set(user, open + 1);
    let isTaken = true;
    return () => {
      if (isTaken) {
        isTaken = false;
        const left = (this.#open.get(user) ?? 1) - 1;
        if (left > 0) {
          this.#open.set(user, left);
        } else {
          this.#open.delete(user);
        }
      }
    };
  }
}
