/** The second script: loaded by the loader at the first click. */

import { TalkElement } from './talk/element.ts';

if (!customElements.get('kc-talk')) customElements.define('kc-talk', TalkElement);
