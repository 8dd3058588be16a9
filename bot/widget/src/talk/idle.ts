/** Ten minutes without a sign of life: ask, wait a minute, then delete. */

export const QUIET = 600_000;
export const WARNING = 60;

export class Idle {
  #timer = 0;
  #left = 0;

  /** `warn` is given the seconds that are left, or null when the warning is over; `expire` ends the conversation. */
  constructor(private readonly warn: (left: number | null) => void, private readonly expire: () => void) {}

  /** Somebody is there. */
  touch = (): void => {
    if (!this.#timer) return;
    if (this.#left) this.warn(null);
    this.start();
  };

  start(): void {
    this.stop();
    this.#timer = window.setTimeout(() => this.#count(WARNING), QUIET);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#left = 0;
  }

  #count(left: number): void {
    this.#left = left;
    if (left <= 0) {
      this.stop();
      this.warn(null);
      this.expire();
      return;
    }
    this.warn(left);
    this.#timer = window.setTimeout(() => this.#count(left - 1), 1000);
  }
}
