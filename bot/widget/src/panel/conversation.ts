/** `<kc-conversation>`: the log, what can be answered, and where to write. The shell talks to it over a port. */

import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Block, QuickReply } from '../core/blocks.ts';
import { plain, spokenBlock } from '../core/format.ts';
import { sentence, voiceOf, type Table } from '../core/i18n.ts';
import { toConversation, type ToConversation, type ToShell } from '../core/protocol.ts';
import { Conversation, type Happening, type Turn } from '../core/state.ts';
import { Transport } from '../core/transport.ts';
import strings from '../strings/chat.json';
import base from '../shell/base.css';
import { ShiftKeys } from '../shell/shift.ts';
import type { Announcer } from '../shell/announcer.ts';
import type { Context } from './cards.ts';
import { copyText } from './clipboard.ts';
import { Composer } from './composer.ts';
import css from './conversation.css';
import { Reader } from './reader.ts';
import { doors, start } from './start.ts';
import { entry } from './turns.ts';

const NEAR = 60; // pixels from the end of the log that count as being at its end

let sheet: CSSStyleSheet | undefined;

export class ConversationElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  #port: MessagePort | null = null;
  #transport!: Transport;
  #talk!: Conversation;
  #context!: Context;
  #offered: QuickReply[] | null = null;
  #touch = false;
  #newer: Turn | null = null;
  #down = false;
  #months = 0;
  #urgent = false;
  /** Whether new messages are scrolled to: not while somebody reads further up. */
  #following = true;
  #moved = -1;
  #announcer: Announcer | null = null;
  readonly #rules = new CSSStyleSheet();
  readonly #composer = new Composer((text) => this.#send(text), () => this.#draw());
  readonly #reader = new Reader(() => this.#draw());
  readonly #keys = new ShiftKeys((left) => this.#tell({ type: 'shift', left }));

  /** Begin: `port` leads to the shell, `origin` is where the service is. A frame says things by its own `announcer`. */
  connect(port: MessagePort, origin: string, announcer: Announcer | null = null): void {
    this.#announcer = announcer;
    this.#transport = new Transport(origin, (url, options) => fetch(url, options));
    this.#talk = new Conversation(this.#transport, (what, turn) => this.#happened(what, turn));
    this.#context = { origin, say: this.#say, city: () => this.#talk.city, easy: () => this.#talk.register === 'leicht', months: () => this.#months, copy: (what, event) => this.#copy(what, event) };
    this.#port = port;
    port.onmessage = (event) => this.#hear(toConversation(event.data));
    window.addEventListener('pagehide', this.#leaving);
    for (const sign of ['click', 'input', 'keydown']) this.addEventListener(sign, () => this.#tell({ type: 'activity' }));
    this.#root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
    this.#draw();
  }

  constructor() {
    super();
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(base + css);
    this.#root.adoptedStyleSheets = [sheet, this.#rules];
  }

  disconnectedCallback(): void {
    window.removeEventListener('pagehide', this.#leaving);
    this.#keys.stop();
    this.#leaving();
  }

  readonly #leaving = (): void => {
    this.#composer.draft = '';
    this.#talk?.wipe(true);
  };

  readonly #say = (key: string, values: Record<string, string | number> = {}): string =>
    sentence(strings as Table, key, voiceOf(this.#talk.register, this.#talk.audience), values);

  #tell(message: ToShell): void {
    if (message.type === 'say' && this.#announcer) this.#announcer.say(message.text, message.urgent, message.lang);
    else this.#port?.postMessage(message);
  }

  #hear(message: ToConversation | null): void {
    switch (message?.type) {
      case 'start': void this.#begin(message); break;
      case 'register': this.#talk.register = message.register; this.setAttribute('register', message.register); this.#draw(); break;
      case 'theme': this.#theme(message.tokens); break;
      case 'wipe': this.#composer.draft = ''; this.#talk.wipe(); this.#tell({ type: 'wiped' }); break;
      case 'help': this.#help(); break;
      case 'human': void this.#human(); break;
      case 'quiet': this.#reader.stop(); break;
    }
  }

  async #begin(message: ToConversation & { type: 'start' }): Promise<void> {
    this.#talk.city = message.tenant || null;
    this.#talk.register = message.register;
    this.#touch = message.touch;
    this.#months = message.months;
    this.setAttribute('register', message.register);
    if (message.framed) {
      this.setAttribute('framed', '');
      this.#keys.start(document);
      this.#root.addEventListener('keyup', this.#reached);
    }
    this.#draw();
    this.#tell({ type: 'ready' });
    this.#offered = await this.#transport.read(`/api/v1/widget/${message.tenant}/doors`).catch(() => null) as QuickReply[] | null;
    this.#draw();
  }

  #theme(tokens: Record<string, string>): void {
    this.#rules.replaceSync(`:host{${Object.entries(tokens).map(([name, value]) => `--kc-${name}:${value}`).join(';')}}`);
  }

  // -- what a visitor does

  #send(text: string): void {
    if (this.#talk.busy) return;
    this.#composer.draft = '';
    void this.#talk.send(text);
    this.#field?.focus({ preventScroll: true });
  }

  #enter(door: QuickReply): void {
    this.#talk.audience = door.audience ?? null;
    if (door.audience) this.#tell({ type: 'audience', audience: door.audience });
    void this.#talk.send(door.payload, door.title);
    this.#toField();
  }

  #choose(turn: Turn, index: number): void {
    const button = turn.reply!.quick_replies[index]!;
    void this.#talk.choose(turn, button);
    this.#toField();
  }

  /** On to writing; not on touch screens, where a keyboard would cover half of the answer. */
  #toField(): void {
    const target = this.#touch ? this.#root.querySelector<HTMLElement>('.log') : this.#field;
    target?.focus({ preventScroll: true });
  }

  async #human(): Promise<void> {
    const blocks = await this.#transport.read(`/api/v1/widget/${this.#talk.city}/people`).catch(() => []) as Block[];
    const turn = this.#talk.add({ text: this.#say(blocks.length ? 'human' : 'human_none'), reply: { conversation_id: '', message_id: '', status: '', blocks, quick_replies: [] } });
    this.#happened('answered', turn);
  }

  /** The word that always brings the emergency card; while a reply is on its way, right after it. */
  #help(): void {
    this.#urgent = this.#talk.busy;
    void this.#talk.send(this.#say('help'));
  }

  #copy(what: string, event: Event): void {
    const done = copyText(what, event.currentTarget as HTMLElement);
    this.#tell({ type: 'say', text: this.#say(done ? 'copied' : 'marked', { what }), urgent: false, lang: 'de' });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing && this.hasAttribute('framed')) this.#tell({ type: 'close' });
  }

  /** What the Tab key led to: a frame cannot move the page around it, so the shell brings it into sight. */
  readonly #reached = (event: Event): void => {
    if ((event as KeyboardEvent).key !== 'Tab') return;
    const { top, bottom } = (event.target as Element).getBoundingClientRect();
    this.#tell({ type: 'reached', top, bottom });
  };

  // -- what happens, seen and heard

  #happened(what: Happening, turn: Turn | null): void {
    if (what === 'waiting' || what === 'slow') this.#tell({ type: 'say', text: this.#say(what === 'slow' ? 'slow' : 'writing'), urgent: what === 'slow', lang: 'de' });
    if (what === 'rated') this.#tell({ type: 'say', text: this.#say('thanks'), urgent: false, lang: 'de' });
    if (what === 'failed') this.#tell({ type: 'say', text: this.#say('unsent'), urgent: true, lang: 'de' });
    const down = what === 'failed' || this.#down && what !== 'answered' && what !== 'wiped';
    if (down !== this.#down) this.#tell({ type: 'down', down: this.#down = down });
    if (what === 'answered' && turn) this.#read(turn);
    if (what === 'wiped') this.#urgent = false;
    if (this.#urgent && (what === 'answered' || what === 'failed')) this.#help();
    if (what === 'wiped') {
      this.#reader.stop();
      this.#newer = null;
      this.#announcer?.clear();
    }
    this.#draw();
    if (turn && (what === 'answered' || what === 'asked' || what === 'failed')) this.#reveal(turn, what === 'asked' || this.#following);
  }

  /** Say a reply aloud, block by block, each once. */
  #read(turn: Turn): void {
    const blocks = (turn.reply?.blocks ?? []).map((block) => ({ text: spokenBlock(block), lang: block.language ?? 'de' }));
    [{ text: turn.text, lang: 'de' }, ...blocks].filter(({ text }) => text).forEach(({ text, lang }, index) =>
      this.#tell({ type: 'say', text: plain(index ? text : `${this.#say('bot')}: ${text}`), urgent: false, lang }));
  }

  /** Bring `turn` into sight, unless somebody is reading further up. */
  #reveal(turn: Turn, follow: boolean): void {
    const log = this.#root.querySelector('.log');
    const item = this.#root.querySelector<HTMLElement>(`#t${turn.id}`);
    if (!log || !item) return;
    if (follow) {
      this.#following = true;
      this.#moved = log.scrollTop = Math.min(item.offsetTop - 8, log.scrollHeight - log.clientHeight);
    } else this.#newer = turn;
    this.#draw();
  }

  get #atEnd(): boolean {
    const log = this.#root.querySelector('.log');
    return !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.#root.querySelector('textarea');
  }

  #draw(): void {
    if (this.#talk) render(this.#content(), this.#root);
  }

  #content(): TemplateResult {
    const { turns, pinned, waiting } = this.#talk;
    return html`
      <div class="log" tabindex="0" role="region" aria-label=${this.#say('log')} @scroll=${this.#scrolled}>
        ${start(this.#context, this.#offered ?? doors(this.#context), (door) => { if (!turns.length) this.#enter(door); })}
        ${turns.length ? html`<ol class="turns">${turns.map((turn) => entry(this.#context, this.#talk, turn, (which, index) => this.#choose(which, index), this.#reader))}</ol>` : nothing}
        ${waiting === 'no' ? nothing : html`<p class="busy">${this.#say(waiting === 'slow' ? 'slow' : 'writing')}</p>`}
      </div>
      ${this.#newer ? html`<div class="float"><button type="button" class="button newer" @click=${this.#toNewer}>${this.#say('new_message')}</button></div>` : nothing}
      ${pinned ? html`<section class="pinned" aria-label=${this.#say('pinned')}><strong>${this.#say('pinned')}</strong>
        ${(pinned.numbers ?? []).slice(0, 3).map((number) => html`<a class="call" href=${number.tel}><bdi dir="ltr" class="digits">${number.number}</bdi></a>`)}</section>` : nothing}
      ${this.#composer.draw(this.#context)}`;
  }

  readonly #scrolled = (event: Event): void => {
    // our own scrolling is not a sign that somebody reads further up
    if (Math.abs((event.target as Element).scrollTop - this.#moved) > 2) this.#following = this.#atEnd;
    if (!this.#newer || !this.#atEnd) return;
    this.#newer = null;
    this.#draw();
  };

  readonly #toNewer = (): void => {
    const turn = this.#newer;
    this.#newer = null;
    if (turn) this.#reveal(turn, true);
    this.#root.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
  };
}
