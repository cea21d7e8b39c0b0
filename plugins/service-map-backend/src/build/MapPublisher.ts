import { ServiceUnavailableError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';

export interface MapPublisherOptions<T> {
  build: (signal: AbortSignal) => Promise<T>;
  logger: LoggerService;
  /** How long a request waits for the first map, ms. */
  firstWaitMs: number;
}

/**
 * Holds the newest map. Whoever asks gets it at once, however old; a build that
 * fails leaves it in place. One build runs at a time, whatever the number of viewers.
 */
export class MapPublisher<T> {
  #current: T | undefined;
  #running: Promise<void> | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly options: MapPublisherOptions<T>) {}

  /** Builds once; joins the build that is under way. Never rejects. */
  refresh(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#build(signal).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** @throws ServiceUnavailableError while there is no first map. */
  async current(): Promise<T> {
    if (!this.#current) {
      await this.#firstBuild();
    }
    if (!this.#current) {
      throw new ServiceUnavailableError(
        'The first map is being built; ask again in a few seconds',
      );
    }
    return this.#current;
  }

  async #build(signal: AbortSignal) {
    const { build, logger } = this.options;
    try {
      this.#current = await build(signal);
      this.#waiting.forEach(go => go());
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const { name, message } = error as Error;
      if (!this.#current && name === 'ServiceUnavailableError') {
        // At a start the fleet may be a moment behind.
        logger.info(`The service map waits for its first build: ${message}`);
      } else {
        logger.error(
          'The service map could not be built; the last one stays',
          error as Error,
        );
      }
    }
  }

  #firstBuild(): Promise<void> {
    return new Promise(resolve => {
      const go = () => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, this.options.firstWaitMs);
      this.#waiting.add(go);
    });
  }
}
