/** The one script of a page: defines `<kinderschutz-chat>`; with `data-tenant` it also puts one on the page. */

import { KinderschutzChat } from './shell/element.ts';

const TAG = 'kinderschutz-chat';
const script = document.currentScript as HTMLScriptElement | null;

if (!customElements.get(TAG) && 'adoptedStyleSheets' in document) {
  KinderschutzChat.origin = script?.src ? new URL(script.src).origin : location.origin;
  customElements.define(TAG, KinderschutzChat);
}

function place(): void {
  if (!script?.dataset.tenant || document.querySelector(TAG) || !customElements.get(TAG)) return;
  const element = document.createElement(TAG);
  for (const { name, value } of script.attributes) if (name.startsWith('data-')) element.setAttribute(name, value);
  document.body.append(element);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place);
else place();
