/** Where a visitor writes. Keeps the draft; sends on Enter, but not while letters are being composed. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { looksPersonal } from '../core/personal.ts';
import type { Context } from './cards.ts';

export const LONGEST = 2000;
const COUNTED_FROM = 1800;

export class Composer {
  draft = '';

  constructor(private readonly send: (text: string) => void, private readonly changed: () => void) {}

  draw(context: Context): TemplateResult {
    const left = LONGEST - this.draft.length;
    return html`<form autocomplete="off" @submit=${this.#submit}>
      ${looksPersonal(this.draft) ? html`<p class="warn" role="status">${context.say('personal')}</p>` : nothing}
      <label class="unseen" for="field">${context.say('field')}</label>
      <textarea id="field" rows="1" maxlength=${LONGEST} autocomplete="off" autocapitalize="sentences" spellcheck="false" data-gramm="false"
        enterkeyhint="send" aria-describedby="hint" placeholder=${context.say('placeholder')} .value=${this.draft}
        @input=${this.#typed} @keydown=${this.#key}></textarea>
      <button type="submit" class="button">${context.say('send')}</button>
      <p class=${this.draft.length >= COUNTED_FROM ? 'hint count' : 'hint'} id="hint">${this.draft.length >= COUNTED_FROM ? context.say('left', { left }) : context.say('hint')}</p>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const text = this.draft.trim();
    if (text) this.send(text);
  };

  readonly #typed = (event: Event): void => {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.changed();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form?.requestSubmit();
  };
}
