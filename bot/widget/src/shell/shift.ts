/** Listens for Shift three times, wherever the focus is. Nothing is kept of any other key. */

import { ShiftCounter } from '../core/keys.ts';

export class ShiftKeys {
  readonly #counter = new ShiftCounter();
  #target: Document | null = null;

  /** `pressed` is given how many presses are left; 0 means leave. */
  constructor(private readonly pressed: (left: number) => void) {}

  start(target: Document): void {
    this.stop();
    this.#target = target;
    target.addEventListener('keydown', this.#down, true);
    target.addEventListener('keyup', this.#up, true);
  }

  stop(): void {
    this.#target?.removeEventListener('keydown', this.#down, true);
    this.#target?.removeEventListener('keyup', this.#up, true);
    this.#target = null;
  }

  readonly #down = (event: KeyboardEvent): void => {
    if (!event.repeat) this.#counter.down(event.key);
  };

  readonly #up = (event: KeyboardEvent): void => {
    const left = this.#counter.up(event.key, event.timeStamp);
    if (left !== null) this.pressed(left);
  };
}
