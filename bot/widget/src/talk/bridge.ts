/** The way to the conversation: a frame of another origin, or an element of this page. Both end in a MessagePort. */

import { make } from '../shell/dom.ts';
import type { Host } from '../shell/host.ts';

declare const PANEL_INTEGRITY: string;

/** The frame with the conversation; it is given `port` when it has loaded. */
export function framed(origin: string, tenant: string, title: string, port: MessagePort): HTMLElement {
  const frame = make('iframe', {
    src: `${origin}/w/frame?${new URLSearchParams({ t: tenant })}`, title, allow: '', referrerpolicy: 'no-referrer', class: 'talk',
    load: () => frame.contentWindow?.postMessage({ type: 'hello' }, origin, [port]),
  });
  return frame;
}

interface Conversation extends HTMLElement { connect(port: MessagePort, origin: string): void }

/** The conversation as an element of this page. Its script is loaded once, checked against its hash. */
export function inlined(host: Host, port: MessagePort): HTMLElement {
  const element = document.createElement('kc-conversation') as Conversation;
  element.className = 'talk';
  element.dir = 'ltr'; // it answers in German, whatever the card beside it speaks
  customElements.whenDefined('kc-conversation').then(() => {
    customElements.upgrade(element);
    element.connect(port, host.origin);
  });
  if (!customElements.get('kc-conversation')) host.load('panel.js', PANEL_INTEGRITY, () => host.down());
  return element;
}
