/** A live region that is there before anything is said. Only additions; each stays long enough to be read. */

import { make } from './dom.ts';

const STAYS = 15_000; // milliseconds; some screen readers lose what is removed earlier

export class Announcer {
  readonly #polite = make('div', { 'aria-live': 'polite', 'aria-relevant': 'additions' });
  readonly #urgent = make('div', { role: 'alert' });

  /** `place` is put where it is not hidden from screen readers, and out of sight. */
  constructor(readonly place: HTMLElement) {
    place.append(this.#polite, this.#urgent);
  }

  /** Say `text` once; `urgent` interrupts. `lang` is its language where it is not German. */
  say(text: string, urgent = false, lang = 'de'): void {
    if (!text) return;
    const said = make('p', { lang: lang !== 'de' && lang }, text);
    (urgent ? this.#urgent : this.#polite).append(said);
    setTimeout(() => said.remove(), STAYS);
  }

  /** Take back everything at once. */
  clear(): void {
    this.#polite.replaceChildren();
    this.#urgent.replaceChildren();
  }
}
