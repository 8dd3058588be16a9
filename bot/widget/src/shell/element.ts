/** `<kinderschutz-chat>`: launcher, emergency numbers, way out. Works when everything behind it is down. */

import { sentence, voiceOf, type Table } from '../core/i18n.ts';
import { exitTarget, readOptions, type Options } from '../core/options.ts';
import exits from '../exits.json';
import strings from '../strings/shell.json';
import baseCss from './base.css';
import shellCss from './shell.css';
import themeCss from './theme.css';
import { Announcer } from './announcer.ts';
import { make } from './dom.ts';
import type { Host, Talk } from './host.ts';
import { leave } from './leaving.ts';
import { Modal } from './modal.ts';
import { callLink, linesNow, shortList, type Line } from './numbers.ts';
import { loadScript } from './scripts.ts';
import { ShiftKeys } from './shift.ts';
import { fill, launcher, view, type View } from './view.ts';

declare const TALK_INTEGRITY: string;
const TALK = 'kc-talk';
const SMALL = '(max-width: 639px), (max-height: 479px)';
let sheet: CSSStyleSheet | undefined;
let active: KinderschutzChat | null = null;

export class KinderschutzChat extends HTMLElement {
  /** Where the service is; set once by the script that defines this element. */
  static origin = '';

  #options!: Options;
  #launcher!: HTMLButtonElement;
  /** Made when it is first opened: a page that nobody asks for help on is not slowed down. */
  #parts: View | undefined;
  #announcer!: Announcer;
  #talk: Talk | null = null;
  #host!: Host;
  readonly #own: Record<string, string> = {};
  readonly #rules = new CSSStyleSheet();
  readonly #modal = new Modal(this);
  readonly #small = matchMedia(SMALL);
  readonly #keys = new ShiftKeys((left) => this.#shift(left));

  connectedCallback(): void {
    if (active?.isConnected && active !== this) return;
    active = this;
    if (!this.shadowRoot) this.#build();
    this.#keys.start(document);
    this.#watch('addEventListener');
    if (this.#options.mode === 'standalone') this.open();
  }

  disconnectedCallback(): void {
    if (active !== this) return;
    active = null;
    this.close();
    this.#drop();
    this.#keys.stop();
    this.#watch('removeEventListener');
  }

  /** Show the panel. */
  open = (): void => {
    if (!this.shadowRoot || active !== this) return;
    const parts = this.#parts ??= this.#furnish();
    if (!parts.panel.hidden) return;
    parts.panel.hidden = false;
    this.#launcher.hidden = true;
    this.#launcher.setAttribute('aria-expanded', 'true');
    this.#fit();
    this.#words();
    parts.title.focus({ preventScroll: true });
    if (this.#talk) this.#talk.shown?.(true);
    else this.#load();
    this.#announcer.say(this.#say('machine'));
    this.#tell('kc-open');
  };

  /** Hide the panel; the conversation stays until it is ended. */
  close = (): void => {
    const parts = this.#parts;
    if (!parts || parts.panel.hidden || this.#options.mode === 'standalone') return;
    parts.panel.hidden = true;
    this.#talk?.shown?.(false);
    this.#launcher.hidden = false;
    this.#launcher.setAttribute('aria-expanded', 'false');
    this.#modal.leave();
    this.#launcher.focus({ preventScroll: true });
    this.#tell('kc-close');
  };

  #build(): void {
    const options = this.#options = readOptions((name) => this.getAttribute(name) ?? this.getAttribute(`data-${name}`));
    this.setAttribute('mode', options.mode);
    this.setAttribute('position', options.position);
    if (options.contrast) this.setAttribute('contrast', 'more');
    const root = this.attachShadow({ mode: 'open' });
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(themeCss + baseCss + shellCss);
    root.adoptedStyleSheets = [sheet, this.#rules];
    this.#style({ '--lift': `${options.offset}px` });
    this.#launcher = launcher(options.launcher ?? this.#say('launcher'), this.open);
    this.#launcher.hidden = options.mode === 'standalone';
    const place = make('div', { class: 'kc-live', slot: 'live', lang: 'de' });
    this.append(place);
    this.#announcer = new Announcer(place);
    root.append(this.#launcher);
    root.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Escape' && !(event as KeyboardEvent).isComposing) this.close();
    });
  }

  #furnish(): View {
    const parts = view(this.close, (event) => { event.preventDefault(); this.#exit(); });
    parts.shut.hidden = this.#options.mode === 'standalone';
    this.#host = this.#offer(parts);
    this.shadowRoot!.append(parts.panel);
    return parts;
  }

  /** What the second script may see and do. */
  #offer(parts: View): Host {
    return {
      element: this, origin: KinderschutzChat.origin, options: this.#options, parts, announcer: this.#announcer,
      register: 'standard', audience: null, local: null, holidays: null, exitUrl: null, names: {},
      style: (values) => this.#style(values), adopt: (more) => this.shadowRoot!.adoptedStyleSheets.push(more),
      load: (name, integrity, failed) => loadScript(KinderschutzChat.origin, name, integrity, failed),
      words: () => this.#words(), emergency: (...more) => this.#emergency(...more), down: (again) => this.#down(again),
      close: this.close, exit: () => this.#exit(), shift: (left) => this.#shift(left),
    };
  }

  readonly #say = (key: string, values?: Record<string, string | number>): string =>
    sentence(strings as Table, key, voiceOf(this.#host?.register, this.#host?.audience), values);

  #tell(event: string): void {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true }));
  }

  #watch(how: 'addEventListener' | 'removeEventListener'): void {
    this.#small[how]('change', this.#fit);
    window.visualViewport?.[how]('resize', this.#fit);
    window[how]('pageshow', this.#back as EventListener);
  }

  // -- the conversation behind it

  #load(): void {
    this.#parts!.body.replaceChildren(make('p', { class: 'loading' }, this.#say('loading')));
    const talk = this.#talk = document.createElement(TALK) as Talk;
    customElements.whenDefined(TALK).then(() => {
      customElements.upgrade(talk);
      if (this.#talk === talk) talk.begin(this.#host);
    });
    if (!customElements.get(TALK)) loadScript(KinderschutzChat.origin, 'talk.js', TALK_INTEGRITY, () => this.#down());
  }

  #drop(): void {
    this.#talk?.stop?.();
    this.#talk = null;
    this.#parts?.body.replaceChildren();
  }

  // -- what is shown

  /** Values of this one element, as a style sheet: a `style` attribute is what a strict policy forbids. */
  #style(values: Record<string, string>): void {
    Object.assign(this.#own, values);
    this.#rules.replaceSync(`:host{${Object.entries(this.#own).map(([name, value]) => `${name}:${value}`).join(';')}}`);
  }

  #words(): void {
    const parts = this.#parts!;
    fill(parts, this.#say);
    parts.leave.href = this.#exitUrl;
    const at = [...parts.numbers.children].indexOf(this.shadowRoot!.activeElement!);
    parts.numbers.replaceChildren(...shortList(this.#lines()).map((line) => callLink(line, this.#say, false, this.#host.names)));
    (parts.numbers.children[at] as HTMLElement | undefined)?.focus();
  }

  #lines(): (Line & { open_now: boolean | null })[] {
    const { localNumber, localName } = this.#options;
    const local = localNumber && localName
      ? [{ id: 'local', number: localNumber, tel: `tel:${localNumber.replace(/\D/g, '')}`, name: localName }] : [];
    return linesNow(this.#host.local ?? local, this.#host.holidays, new Date());
  }

  #emergency(...more: (Node | false)[]): HTMLElement {
    return make('div', { class: 'notice alarm down' },
      make('p', {}, this.#say('down')), ...this.#lines().map((line) => callLink(line, this.#say, true, this.#host.names)), ...more);
  }

  /** The emergency card in place of the chat; `again` offers to try once more. */
  #down(again = true): void {
    this.#drop();
    const retry = make('button', { type: 'button', class: 'button', click: () => { this.#load(); this.#parts!.title.focus(); } }, this.#say('retry'));
    const help = make('a', { href: `${KinderschutzChat.origin}/hilfe`, target: '_blank', rel: 'noopener noreferrer' }, this.#say('all_numbers') + this.#say('new_tab'));
    this.#parts!.body.replaceChildren(this.#emergency(make('p', {}, help), again && retry));
    this.#announcer.say(this.#say('down'), true);
  }

  // -- leaving

  get #exitUrl(): string {
    return exitTarget(this.#options.exitUrl ?? this.#host?.exitUrl ?? null, exits);
  }

  #shift(left: number): void {
    if (!this.#parts || this.#parts.panel.hidden) return;
    if (left === 0) this.#exit();
    else this.#announcer.say(this.#say(`shift_${left}`), true);
  }

  /** Leave: wipe, blank, go. */
  #exit(): void {
    leave(this.#exitUrl, () => {
      const told = this.#talk?.leave?.();
      if (!told) this.#drop();
      this.#announcer.clear();
      this.#tell('kc-exit');
      return told;
    });
  }

  readonly #back = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.close();
    this.#drop();
  };

  readonly #fit = (): void => {
    const panel = this.#parts?.panel;
    if (!panel) return;
    const standalone = this.#options.mode === 'standalone';
    const full = this.#small.matches || standalone;
    const modal = full && !standalone;
    panel.classList.toggle('full', full);
    panel.setAttribute('role', modal ? 'dialog' : 'region');
    if (modal) panel.setAttribute('aria-modal', 'true');
    else panel.removeAttribute('aria-modal');
    // an on-screen keyboard makes this smaller than the window
    this.#style({ '--view': window.visualViewport && full ? `${Math.round(window.visualViewport.height)}px` : '100dvh' });
    if (modal && !panel.hidden) {
      this.#modal.enter();
      if (!this.matches(':focus-within')) this.#parts!.title.focus({ preventScroll: true });
    } else this.#modal.leave();
  };
}
