/** One entry of the log: who, when, what; quick replies and feedback below a reply. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { clock, spokenBlock } from '../core/format.ts';
import type { Conversation, Turn } from '../core/state.ts';
import { draw, type Context } from './cards.ts';
import type { Reader } from './reader.ts';

const WITHOUT_FEEDBACK = ['danger', 'error', 'stale', 'smalltalk', 'clarify'];

const meta = (context: Context, turn: Turn): TemplateResult => html`<div class="meta"><span>${context.say(turn.mine ? 'you' : 'bot')}</span>
  <time datetime=${turn.at.toISOString()}>${clock(turn.at)}</time></div>`;

function mine(context: Context, talk: Conversation, turn: Turn): TemplateResult {
  return html`<li class="mine" id=${`t${turn.id}`}>${meta(context, turn)}<div class="words">${turn.text}</div>${turn.failed
    ? html`<div class="failed"><span>${context.say('unsent')} ${turn.failed === 'tooLong' ? context.say('too_long') : turn.failed === 'tooMany' ? context.say('too_many') : nothing}</span>
        <button type="button" class="button quiet" @click=${() => talk.resend(turn)}>${context.say('resend')}</button></div>` : nothing}</li>`;
}

function choices(context: Context, talk: Conversation, turn: Turn, choose: (turn: Turn, index: number) => void): TemplateResult | typeof nothing {
  const buttons = turn.reply?.quick_replies ?? [];
  if (!buttons.length) return nothing;
  const over = turn.chosen !== null || talk.turns.at(-1) !== turn;
  const count = buttons.length === 1 ? context.say('choice') : context.say('choices', { count: buttons.length });
  return html`<div class="choices" role="group" aria-label=${count}>${buttons.map((button, index) => html`<button type="button"
    class=${turn.chosen === button.payload ? 'chip chosen' : 'chip'} aria-disabled=${over ? 'true' : 'false'}
    @click=${() => { if (!over) choose(turn, index); }}>${button.title}</button>`)}</div>`;
}

function rating(context: Context, talk: Conversation, turn: Turn): TemplateResult | typeof nothing {
  if (!turn.reply?.message_id || WITHOUT_FEEDBACK.includes(turn.reply.status) || turn.reply.blocks.some((block) => block.type === 'emergency')) return nothing;
  const button = (helpful: boolean): TemplateResult => html`<button type="button" aria-pressed=${String(turn.helpful === helpful)}
    @click=${() => talk.rate(turn, helpful)}>${context.say(helpful ? 'yes' : 'no')}</button>`;
  return html`<span role="group" aria-label=${context.say('helpful')}>${context.say('helpful')} ${button(true)} ${button(false)}</span>`;
}

function aloud(context: Context, turn: Turn, reader: Reader): TemplateResult | typeof nothing {
  if (!reader.voice) return nothing;
  const text = [turn.text, ...(turn.reply?.blocks ?? []).map(spokenBlock)].filter(Boolean).join(' ');
  return html`<button type="button" class="aloud" @click=${() => reader.toggle(turn.id, text)}>${context.say(reader.reading === turn.id ? 'quiet' : 'aloud')}</button>`;
}

export function entry(context: Context, talk: Conversation, turn: Turn, choose: (turn: Turn, index: number) => void, reader: Reader): TemplateResult {
  if (turn.mine) return mine(context, talk, turn);
  return html`<li class="theirs" id=${`t${turn.id}`}>${meta(context, turn)}${turn.text ? html`<p>${turn.text}</p>` : nothing}
    ${(turn.reply?.blocks ?? []).map((block) => draw(context, block))}
    ${choices(context, talk, turn, choose)}<div class="rating">${rating(context, talk, turn)}${aloud(context, turn, reader)}</div></li>`;
}
