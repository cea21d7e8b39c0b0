import type { Clock } from './Clock';

/** Ends an attempt that has waited too long, and remembers for what. */
export class Watchdog {
  complaint: string | undefined;
  #cancel = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly onBite: () => void,
  ) {}

  expect(ms: number, complaint: string): void {
    this.#cancel();
    this.#cancel = this.clock.after(ms, () => {
      this.complaint = complaint;
      this.onBite();
    });
  }

  stop(): void {
    this.#cancel();
  }
}
