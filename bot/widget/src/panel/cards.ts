/** Typed blocks as cards. Every word is put in as text. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Block, HelpNumber, Phone } from '../core/blocks.ts';
import { isOlder, lines, safeUrl, sentences, shortDate, spoken } from '../core/format.ts';

export interface Context {
  say(key: string, values?: Record<string, string | number>): string;
  origin: string;
  city(): string | null;
  /** Whether this is simple language: a line for each sentence. */
  easy(): boolean;
  /** Months after which a fact is marked as old. */
  months(): number;
  copy(what: string, event: Event): void;
}
/** Kinds that hold facts; a text without a source is something that the assistant says itself. */
const UNSOURCED = ['list', 'steps', 'contact', 'event'];
/** Roles whose pages are called by their id, and what stands where a city would (`bot/web/addresses.py`). */
const NAMED = /^(?!.*(?:missbrauch|gewalt|kinderschutz|jugendamt))[a-z0-9-]+$/;
const RIGHT_TO_LEFT = ['ar', 'fa'];
const EVERYWHERE = 'ueberall';
type Piece = TemplateResult | typeof nothing | string;

/** A link where `url` may be one, else its text. A page opens in a tab of its own, so that the chat is not lost. */
export function link(context: Context, url: string | null | undefined, text: string, kind = ''): Piece {
  const href = safeUrl(url, context.origin);
  if (!href) return html`<span>${text}</span>`;
  return /^(tel|mailto):/i.test(href)
    ? html`<a class=${kind} href=${href}>${text}</a>`
    : html`<a class=${kind} href=${href} target="_blank" rel="noopener noreferrer">${text}<span class="unseen">${context.say('new_tab')}</span></a>`;
}

export const said = (context: Context, text: string | null | undefined): string[] => lines(text && context.easy() ? sentences(text) : text);

export const paragraphs = (context: Context, text: string | null | undefined, kind = ''): Piece[] => said(context, text).map((line) => html`<p class=${kind}>${line}</p>`);

function copyButton(context: Context, what: string | null | undefined): Piece {
  return what
    ? html`<button type="button" class="copy" aria-label=${context.say('copy', { what })} @click=${(event: Event) => context.copy(what, event)}>${context.say('copy_short')}</button>`
    : nothing;
}

function phone(context: Context, entry: Phone): Piece {
  if (entry.kind === 'fax') return html`<p class="fax">${context.say('fax', { number: entry.number })}</p>`;
  const text = context.say(entry.kind === 'mobil' ? 'mobile' : 'call', { number: entry.number });
  const href = safeUrl(entry.tel);
  return html`<p class="act">${href
    ? html`<a class="button" href=${href}><bdi dir="ltr">${text}</bdi></a>` : html`<span>${text}</span>`}${copyButton(context, entry.number)}</p>`;
}

function state(context: Context, open: boolean | null | undefined, office: boolean): Piece {
  if (typeof open !== 'boolean') return nothing;
  const key = open ? (office ? 'open' : 'reachable') : office ? 'shut' : 'unreachable';
  return html`<strong class=${open ? 'state on' : 'state off'}>${context.say(key)}</strong>`;
}

/** Name and value in rows; empty ones are left out. */
function rows(pairs: [string, string | string[] | null | undefined, Piece?][]): Piece {
  const shown = pairs.filter(([, value]) => value && value.length);
  return shown.length ? html`<dl>${shown.map(([name, value, more]) =>
    html`<div><dt>${name}</dt><dd>${Array.isArray(value) ? value.join(', ') : value} ${more ?? nothing}</dd></div>`)}</dl>` : nothing;
}

/** Title, link and date of every source; sources that cannot be told apart are named once. */
export function sources(context: Context, block: Block): Piece {
  const seen = [...new Map((block.sources ?? []).map((source) => [`${source.title} ${source.url}`, source])).values()];
  if (!seen.length) return UNSOURCED.includes(block.type) ? html`<p class="small">${context.say('unsourced')}</p>` : nothing;
  const old = seen.some((source) => source.as_of && isOlder(source.as_of, context.months(), new Date()));
  return html`<footer class="sources"><span>${context.say(seen.length > 1 ? 'sources' : 'source')}:</span>
    <ul>${seen.map((source) => html`<li>${link(context, source.url, source.title)}${source.as_of
      ? html` (<time datetime=${source.as_of}>${context.say('stand', { date: shortDate(source.as_of) })}</time>)` : nothing}</li>`)}</ul>${old
      ? html`<p><strong>${context.say('old')}</strong></p>` : nothing}</footer>`;
}

function card(context: Context, kind: string, block: Block, ...content: Piece[]): TemplateResult {
  const title = block.title ?? (block.type === 'contact' ? block.name : null);
  return html`<article class=${`card ${kind}`}>${title ? html`<h3>${title}</h3>` : nothing}${content}${sources(context, block)}</article>`;
}

function text(context: Context, block: Block): TemplateResult {
  const law = block.legal_basis?.length ? html`<p class="small">${context.say('law', { names: block.legal_basis.join(', ') })}</p>` : nothing;
  return card(context, block.type === 'notice' ? 'notice' : 'text', block, ...paragraphs(context, block.text), law);
}

function steps(context: Context, block: Block): TemplateResult {
  const all = block.steps ?? [];
  const one = all.length === 1 && (block.total ?? 1) > 1;
  const print = one || !block.id || !NAMED.test(block.id) ? nothing : html`<p>${link(context, `/meldewege/${context.city() ?? EVERYWHERE}/${block.id}/druck`, context.say('print'))}</p>`;
  return card(context, 'steps', block, ...paragraphs(context, block.if_acute_danger), ...paragraphs(context, block.summary),
    one ? html`<p class="small">${context.say('step_of', { number: all[0]!.number, total: block.total! })}</p>` : nothing,
    html`<ol>${all.map((step) => html`<li value=${step.number}>${said(context, step.text).map((line, index) => html`${index ? html`<br>` : nothing}${line}`)}${step.legal_basis?.length
      ? html` <span class="small">(${step.legal_basis.join(', ')})</span>` : nothing}</li>`)}</ol>`,
    block.do_not?.length ? html`<p><strong>${context.say('do_not')}</strong></p><ul>${block.do_not.map((item) => html`<li>${item}</li>`)}</ul>` : nothing,
    print);
}

function contact(context: Context, block: Block): TemplateResult {
  const line = block.kind === 'hotline';
  const office = block.office && !block.name?.includes(block.office) ? block.office : null;
  const about = [block.role, line ? null : office].filter(Boolean) as string[];
  const site = safeUrl(block.website);
  const map = block.address ? link(context, `https://www.openstreetmap.org/search?query=${encodeURIComponent(block.address)}`, context.say('map')) : nothing;
  return card(context, 'contact', block,
    ...about.map((words) => html`<p class="small">${words}</p>`), ...paragraphs(context, block.text),
    ...(block.phones ?? []).map((entry) => phone(context, entry)),
    ...(block.mails ?? []).map((address) => html`<p class="act">${link(context, `mailto:${address}`, context.say('mail', { address }), 'button quiet')}${copyButton(context, address)}</p>`),
    rows([
      [context.say('hours'), block.opening_hours, state(context, block.open_now, !line)],
      [context.say('address'), block.address, html`${copyButton(context, block.address)} ${map}`], [context.say('room'), block.room],
      [context.say('towns'), block.towns], [context.say('cost'), block.cost], [context.say('anonymous'), block.anonymous],
      [context.say('write'), block.web_chat], [context.say('languages'), block.languages], [context.say('access'), block.accessibility], [context.say('important'), block.not_for],
    ]),
    html`<p class="links">${site ? link(context, site, context.say('website', { host: new URL(site).hostname })) : nothing}
      ${block.vcf_url ? html`${link(context, block.vcf_url, context.say('save'))} <span class="small">${context.say('file_hint')}</span>` : nothing}</p>`);
}

function event(context: Context, block: Block): TemplateResult {
  const mark = block.status && block.status !== 'coming' ? context.say(block.status) : '';
  const when = block.date && block.end ? context.say('until', { from: block.date, to: shortDate(block.end) }) : block.date;
  return card(context, 'event', block,
    mark ? html`<p><strong class=${block.status === 'recurring' ? 'state on' : 'state off'}>${mark}</strong></p>` : nothing,
    rows([
      [context.say('when'), when], [context.say('where'), block.place], [context.say('organiser'), block.organiser], [context.say('for'), block.audience],
      [context.say('participants'), block.participants],
      [context.say('people'), (block.people ?? []).map((person) => (person.part ? `${person.name} (${person.part})` : person.name))],
      [context.say('subjects'), block.subjects],
    ]),
    ...paragraphs(context, block.description),
    block.ics_url ? html`<p class="links">${link(context, block.ics_url, context.say('calendar'))} <span class="small">${context.say('file_hint')}</span></p>` : nothing);
}

/** One number to call, with hours and whether somebody answers now. */
export function caller(context: Context, entry: HelpNumber): TemplateResult {
  const href = safeUrl(entry.tel);
  const inside = html`<bdi dir="ltr" class="digits">${entry.number}</bdi> <span>${entry.name}</span>`;
  return html`<li>${href ? html`<a class="call" href=${href} aria-label=${`${entry.number} ${entry.name}, ${spoken(entry.number)}`}>${inside}</a>` : inside}
    <span class="small">${entry.hours ?? nothing} ${state(context, entry.open_now, false)} ${entry.cost ?? nothing}</span></li>`;
}

function emergency(context: Context, block: Block): TemplateResult {
  const lang = block.language ?? 'de';
  return html`<article class="card emergency"><div lang=${lang} dir=${RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr'}>${block.title ? html`<h3>${block.title}</h3>` : nothing}
    ${(block.lines ?? lines(block.text)).map((line) => paragraphs(context, line))}</div>
    <ul class="callers">${(block.numbers ?? []).map((entry) => caller(context, entry))}
      ${(block.written ?? []).map((entry) => html`<li>${link(context, entry.url, entry.name, 'button quiet')}</li>`)}</ul>
    ${block.sources?.length ? html`<details><summary>${context.say('emergency_sources')}</summary>${sources(context, block)}</details>` : nothing}</article>`;
}

const list = (context: Context, block: Block): TemplateResult =>
  card(context, 'list', block, html`<ul>${(block.items ?? []).map((item) => html`<li>${item}</li>`)}</ul>`);

const CARDS: Record<string, (context: Context, block: Block) => TemplateResult> = {
  text, notice: text, list, steps, contact, event, emergency,
  source: (context, block) => card(context, 'source', { type: 'source', sources: [block as never] }),
};

/** `block` as a card; a kind that is not known is shown by its text. */
export const draw = (context: Context, block: Block): TemplateResult =>
  (Object.hasOwn(CARDS, block.type) ? CARDS[block.type]! : text)(context, block);
