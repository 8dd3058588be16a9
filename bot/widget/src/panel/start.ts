/** What is shown before the first message: what this is, what it is not, and four doors. */

import { html, type TemplateResult } from 'lit/html.js';
import type { QuickReply } from '../core/blocks.ts';
import { link, paragraphs, said, type Context } from './cards.ts';

/** Used while the service has not said which doors there are; their words go out as an ordinary message. */
export const doors = (context: Context): QuickReply[] => ['kind', 'buerger', 'fachkraft', 'notfall'].map((audience) => {
  const title = context.say(`door_${audience}`);
  return { title, payload: title, audience: audience === 'notfall' ? null : audience };
});

export function start(context: Context, offered: QuickReply[], choose: (door: QuickReply) => void): TemplateResult {
  return html`<div class="start">
    ${paragraphs(context, context.say('before'))}
    <h3 id="doors">${context.say('welcome')}</h3>
    <div class="doors" role="group" aria-labelledby="doors">${offered.map((door, index) => html`<button type="button"
      class=${index === offered.length - 1 ? 'door alarm' : 'door'} @click=${() => choose(door)}>${door.title}</button>`)}</div>
    <p class="small">${context.say('free')}</p>
    ${paragraphs(context, context.say('stored'), 'small')}
    ${said(context, context.say('traces')).map((line, index, all) => html`<p class="small">${line}${index === all.length - 1
      ? html` ${link(context, '/hinweise', context.say('traces_link'))}` : ''}</p>`)}
  </div>`;
}
