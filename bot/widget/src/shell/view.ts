/** What the loader draws: launcher, and the panel with the way out and the numbers. Knows no state. */

import { icon, ICONS, make } from './dom.ts';

export type Say = (key: string, values?: Record<string, string | number>) => string;
export type View = ReturnType<typeof view>;

/** The button that is there from the beginning. */
export const launcher = (text: string, open: () => void): HTMLButtonElement =>
  make('button', { class: 'launcher', part: 'launcher', lang: 'de', type: 'button', 'aria-expanded': 'false', click: open },
    icon(ICONS.bubble), make('span', {}, text));

/** The elements of the panel; {@link fill} writes their words. */
export function view(close: () => void, exit: (event: Event) => void) {
  const leaveText = make('span');
  const leave = make('a', { class: 'leave', rel: 'nofollow noreferrer', click: exit }, icon(ICONS.leave), leaveText);
  const shut = make('button', { class: 'tool', type: 'button', click: close }, icon(ICONS.close));
  const tools = make('div', { class: 'tools' }, shut);
  const bar = make('div', { class: 'bar' }, leave, tools);
  const title = make('h2', { id: 'title', tabindex: '-1' });
  const machine = make('p', { id: 'machine' });
  const numbers = make('nav', { class: 'numbers' });
  const body = make('div', { class: 'body' });
  const panel = make('section', { class: 'panel', part: 'panel', lang: 'de', hidden: true, 'aria-labelledby': 'title', 'aria-describedby': 'machine' },
    bar, make('div', { class: 'name' }, title, machine), numbers, body, make('slot', { name: 'live' }));
  return { leave, leaveText, shut, tools, bar, title, machine, numbers, body, panel };
}

/** Write every word of the panel. */
export function fill(parts: View, say: Say): void {
  parts.leaveText.textContent = say('exit');
  parts.leave.title = say('exit_hint');
  parts.shut.setAttribute('aria-label', say('close'));
  parts.title.textContent = say('title');
  parts.machine.textContent = say('machine');
  parts.numbers.setAttribute('aria-label', say('numbers'));
}
