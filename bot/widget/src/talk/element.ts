/** `<kc-talk>`: everything between the loader and the conversation. Tenant, language, idle time, foot of the panel. */

import { sentence, firstKnown, voiceOf, type Table } from '../core/i18n.ts';
import { TOKENS, toShell, validTokens, type ToConversation, type ToShell } from '../core/protocol.ts';
import { safeUrl } from '../core/format.ts';
import { make } from '../shell/dom.ts';
import type { Host, Talk } from '../shell/host.ts';
import { callLink } from '../shell/numbers.ts';
import languages from '../strings/languages.json';
import strings from '../strings/talk.json';
import { framed, inlined } from './bridge.ts';
import { readConfig, readPack, type Config, type Pack } from './config.ts';
import { Idle } from './idle.ts';
import css from './talk.css';

const READY_WITHIN = 4000; // milliseconds
const WIPED_WITHIN = 250; // milliseconds
/** Pages that every offer must have; the tenant's own, else those of the service. */
const LINKS = ['imprint', 'privacy', 'accessibility'] as const;
const SIGNS = ['click', 'input', 'keydown'];
let sheet: CSSStyleSheet | undefined;

export class TalkElement extends HTMLElement implements Talk {
  #host!: Host;
  #pack: Pack | null = null;
  #port: MessagePort | null = null;
  #waiting = 0;
  #wiped = (): void => undefined;
  #months = 0;
  readonly #idle = new Idle((left) => this.#warn(left), () => this.#expire());
  readonly #easy = make('button', { class: 'tool long', type: 'button', 'aria-pressed': 'false', click: () => this.#toggleEasy() });
  readonly #language = make('select', { class: 'tool', change: () => void this.#speak(this.#language.value) },
    ...Object.entries(languages).map(([code, name]) => make('option', { value: code, lang: code }, name)));
  readonly #warning = make('span');
  readonly #stay = make('button', { class: 'button', type: 'button', click: () => this.#idle.touch() });
  readonly #asking = make('div', { class: 'idle', hidden: true }, this.#warning, this.#stay);
  readonly #help = make('button', { class: 'main help', type: 'button', click: () => this.#tell({ type: 'help' }) });
  readonly #human = make('button', { class: 'main', type: 'button', click: () => this.#tell({ type: 'human' }) });
  readonly #end = make('button', { class: 'main', type: 'button', click: () => this.#finish() });
  readonly #links = Object.fromEntries(LINKS.map((key) => [key, make('a', { target: '_blank', rel: 'noopener noreferrer' })])) as
    Record<typeof LINKS[number], HTMLAnchorElement>;
  readonly #foot = make('div', { class: 'foot' }, this.#help, this.#human, this.#end, make('div', { class: 'legal' }, ...Object.values(this.#links)));
  readonly #touched = (): void => this.#idle.touch();

  begin(host: Host): void {
    this.#host = host;
    for (const key of LINKS) this.#links[key].href = `${host.origin}/${this.#say(`page_${key}`)}?${new URLSearchParams({ stadt: host.options.tenant })}`;
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
    host.adopt(sheet);
    host.parts.tools.prepend(this.#language);
    host.parts.title.after(this.#easy);
    host.parts.numbers.after(this.#asking);
    host.parts.body.after(this.#foot);
    for (const sign of SIGNS) host.parts.panel.addEventListener(sign, this.#touched);
    this.#words();
    this.#idle.start();
    void this.#speakFirst();
    readConfig(host.origin, host.options.tenant).then((config) => this.#configured(config), () => this.#stopped() || host.down());
  }

  shown(open: boolean): void {
    if (open) this.#idle.start();
    else this.#tell({ type: 'quiet' });
  }

  wipe(): void {
    this.#tell({ type: 'wipe' });
    this.#host.audience = null;
    this.#host.announcer.clear();
    this.#words();
  }

  stop(): void {
    this.#tell({ type: 'wipe' });
    this.#port?.close();
    this.#port = null;
    clearTimeout(this.#waiting);
    this.#idle.stop();
    for (const part of [this.#easy, this.#language, this.#asking, this.#foot]) part.remove();
    for (const sign of SIGNS) this.#host?.parts.panel.removeEventListener(sign, this.#touched);
  }

  leave(): Promise<void> | undefined {
    if (!this.#port || this.#host.options.mode !== 'frame') return undefined;
    const told = new Promise<void>((done) => { this.#wiped = done; setTimeout(done, WIPED_WITHIN); });
    this.wipe();
    return told;
  }

  #stopped(): boolean {
    return !this.#foot.isConnected;
  }

  readonly #say = (key: string, values?: Record<string, string | number>): string =>
    sentence(strings as Table, key, voiceOf(this.#host.register, this.#host.audience), values);

  #words(): void {
    this.#host.words();
    this.#easy.textContent = this.#say('easy');
    this.#language.setAttribute('aria-label', this.#say('language'));
    this.#stay.textContent = this.#say('idle_stay');
    this.#help.textContent = this.#say('help');
    this.#human.textContent = this.#say('human');
    this.#end.textContent = this.#say('end');
    for (const key of LINKS) {
      this.#links[key].textContent = this.#say(key);
      this.#links[key].setAttribute('aria-label', this.#say(key) + this.#say('new_tab'));
    }
    if (!this.#pack) return;
    this.#host.parts.leaveText.textContent = this.#pack.exit;
    this.#host.parts.shut.setAttribute('aria-label', this.#pack.close);
  }

  // -- the tenant, and the conversation

  #configured(config: Config): void {
    if (this.#stopped()) return;
    const host = this.#host;
    host.local = config.local;
    host.holidays = config.holidays;
    host.exitUrl = config.exit_url;
    this.#months = config.old_after_months;
    host.style(Object.fromEntries(Object.entries(validTokens(config.theme)).map(([name, value]) => [`--t-${name}`, value])));
    this.#words();
    for (const key of LINKS) {
      const url = safeUrl(config.links[key], host.origin);
      if (url?.startsWith('http')) this.#links[key].href = url;
    }
    if (config.enabled) this.#connect();
    else host.down(false);
  }

  #connect(): void {
    const { origin, options, parts, register } = this.#host;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event) => this.#hear(toShell(event.data));
    const isFrame = options.mode === 'frame';
    const inside = isFrame ? framed(origin, options.tenant, this.#say('frame'), port2) : inlined(this.#host, port2);
    parts.body.replaceChildren(...this.#card(), inside);
    this.#waiting = window.setTimeout(() => this.#host.down(), READY_WITHIN);
    this.#tell({ type: 'start', tenant: options.tenant, register, touch: matchMedia('(pointer: coarse)').matches, framed: isFrame, months: this.#months });
    if (isFrame) this.#tell({ type: 'theme', tokens: this.#tokens() });
  }

  #tell(message: ToConversation): void {
    this.#port?.postMessage(message);
  }

  #hear(message: ToShell | null): void {
    const host = this.#host;
    switch (message?.type) {
      case 'ready': clearTimeout(this.#waiting); break;
      case 'wiped': this.#wiped(); break;
      case 'exit': host.exit(); break;
      case 'close': host.close(); break;
      case 'activity': this.#idle.touch(); break;
      case 'shift': host.shift(message.left); break;
      case 'reached': this.#reveal(message.top, message.bottom); break;
      case 'say': host.announcer.say(message.text, message.urgent, message.lang); break;
      case 'audience': host.audience = message.audience; this.#words(); break;
      case 'down': this.#trouble(message.down); break;
    }
  }

  /** Scroll the panel until what lies between `top` and `bottom` of the frame (pixels) is in sight; of what is too high, its top. */
  #reveal(top: number, bottom: number): void {
    const { panel, body, bar } = this.#host.parts;
    const { top: frame } = body.querySelector('.talk')!.getBoundingClientRect();
    const above = frame + top - bar.getBoundingClientRect().bottom;
    const below = frame + bottom - panel.getBoundingClientRect().bottom;
    panel.scrollBy(0, above < 0 ? above : Math.max(0, Math.min(above, below)));
  }

  /** What the page says by `--kc-*`, and what the tenant says where the page says nothing. */
  #tokens(): Record<string, string> {
    const style = getComputedStyle(this.#host.element);
    const value = (name: string): string => style.getPropertyValue(`--kc-${name}`).trim() || style.getPropertyValue(`--t-${name}`).trim();
    return validTokens(Object.fromEntries(TOKENS.map((name) => [name, value(name)])));
  }

  /** The conversation cannot reach the server: the emergency card above it, until it can. */
  #trouble(down: boolean): void {
    const { parts } = this.#host;
    parts.body.querySelector('.down')?.remove();
    if (down) parts.body.prepend(this.#host.emergency());
  }

  // -- language

  #toggleEasy(): void {
    const host = this.#host;
    host.register = host.register === 'leicht' ? 'standard' : 'leicht';
    host.element.setAttribute('register', host.register);
    this.#easy.setAttribute('aria-pressed', String(host.register === 'leicht'));
    this.#words();
    this.#tell({ type: 'register', register: host.register });
  }

  #speakFirst(): Promise<void> | undefined {
    const wanted = [...navigator.languages.slice(0, 1), this.#host.options.lang ?? document.documentElement.lang];
    const found = firstKnown(wanted, Object.keys(languages));
    if (!found || found === 'de') return undefined;
    this.#language.value = found;
    return this.#speak(found);
  }

  async #speak(code: string): Promise<void> {
    const { parts, origin } = this.#host;
    try {
      this.#pack = code === 'de' ? null : await readPack(origin, code);
    } catch {
      return;
    }
    if (this.#stopped()) return;
    this.#host.names = this.#pack?.names ?? {};
    for (const part of [parts.leave, parts.shut, parts.numbers]) part.setAttribute('lang', this.#pack?.lang ?? 'de');
    parts.panel.dir = this.#pack?.dir ?? '';
    this.#words();
    parts.body.querySelector('section.notice')?.remove();
    parts.body.prepend(...this.#card());
  }

  #card(): HTMLElement[] {
    if (!this.#pack) return [];
    const { lang, dir, title, text, lines, names } = this.#pack;
    const say = (): string => '';
    return [make('section', { class: 'notice alarm', lang, dir, 'aria-labelledby': 'card' }, make('h3', { id: 'card' }, title),
      ...lines.map((line) => callLink({ ...line, name: names[line.id] ?? '' }, say, true)), ...text.map((line) => make('p', {}, line)))];
  }

  // -- the end of a conversation

  #finish(): void {
    this.wipe();
    const { parts, announcer } = this.#host;
    parts.body.querySelector('.status')?.remove();
    parts.body.querySelector('.down')?.remove();
    parts.body.prepend(make('p', { class: 'notice status' }, this.#say('deleted')));
    announcer.say(this.#say('deleted'));
    parts.title.focus({ preventScroll: true });
  }

  #expire(): void {
    this.wipe();
    this.#host.close();
  }

  #warn(left: number | null): void {
    // nobody is asked who has closed the panel; the conversation goes in silence
    if (this.#asking.hidden && left !== null && !this.#host.parts.panel.hidden) this.#host.announcer.say(this.#say('idle', { seconds: left }), true);
    this.#asking.hidden = left === null;
    this.#warning.textContent = left === null ? '' : this.#say('idle', { seconds: left });
  }
}
