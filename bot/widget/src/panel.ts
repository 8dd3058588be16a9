/** The conversation as a script of its own: an element of the page, or the whole of a frame. */

import { Announcer } from './shell/announcer.ts';
import { make } from './shell/dom.ts';
import { ConversationElement } from './panel/conversation.ts';

const TAG = 'kc-conversation';
if (!customElements.get(TAG)) customElements.define(TAG, ConversationElement);

const framed = document.querySelector<ConversationElement>(`${TAG}[data-origins]`);
if (framed) waitForShell(framed, (framed.dataset.origins ?? '').split(' ').filter(Boolean));

/** In a frame: take the port from the page around it, once, if that page is one of `origins`. */
function waitForShell(element: ConversationElement, origins: string[]): void {
  const place = make('div', { class: 'kc-live', lang: 'de' });
  document.body.append(place);
  const announcer = new Announcer(place);
  window.addEventListener('message', function hello(event: MessageEvent) {
    const known = event.source === window.parent && window.parent !== window && [...origins, location.origin].includes(event.origin);
    const [port] = event.ports;
    if (!known || event.data?.type !== 'hello' || !port) return;
    window.removeEventListener('message', hello);
    element.connect(port, location.origin, announcer);
  });
}
