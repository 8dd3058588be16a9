/** Shift three times: a state machine without keyboard or page (goal 37, as on GOV.UK). */

export const PRESSES = 3;
export const WITHIN = 5000; // milliseconds from one press to the next

export class ShiftCounter {
  #presses = 0;
  #last = 0;
  #held = false;

  /** A key went down. Any key but Shift starts the count anew, also while Shift is held. */
  down(key: string): void {
    if (key === 'Shift') this.#held = true;
    else this.reset();
  }

  /** A key came up at `now` (milliseconds). Gives how many presses are left, or null when this was no press. */
  up(key: string, now: number): number | null {
    if (key !== 'Shift' || !this.#held) return null;
    this.#held = false;
    if (now - this.#last > WITHIN) this.#presses = 0;
    this.#last = now;
    this.#presses += 1;
    const left = PRESSES - this.#presses;
    if (left <= 0) this.#presses = 0;
    return Math.max(0, left);
  }

  /** Forget what was pressed. */
  reset(): void {
    this.#presses = 0;
    this.#held = false;
  }
}
