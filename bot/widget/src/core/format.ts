/** Text for eyes and ears; nothing here touches the page. */

import type { Block } from './blocks.ts';

/** Protocols that a link may have. Anything else is shown as text. */
const SAFE = /^(https:\/\/|tel:[+\d]|mailto:[^\s?&]+@)/i;

/** `url` when it may be a link, else null: https, tel, mailto; `/api/…` of `origin` itself. */
export function safeUrl(url: string | null | undefined, origin = ''): string | null {
  if (!url || /[\u0000-\u0020<>"\\]/.test(url)) return null;
  if (url.startsWith('/') && !url.startsWith('//')) return origin + url;
  return SAFE.test(url) ? url : null;
}

/** `116 111` -> `1 1 6 1 1 1`, so that a screen reader reads a number digit by digit. */
export const spoken = (number: string): string => number.replace(/\D/g, '').split('').join(' ');

/** `2024-02-28` -> `28.02.2024`; a month or a year stays as precise as it is. */
export function shortDate(value: string): string {
  return value.split('-').reverse().join('.');
}

/** Whether the last day that `date` (`2024`, `2024-02`, `2024-02-28`) can mean is `months` or more before `at`. */
export function isOlder(date: string, months: number, at: Date): boolean {
  const [year, month = 12, exact] = date.split('-').map(Number) as [number, number?, number?];
  const day = exact ?? new Date(year, month, 0).getDate();
  return (at.getFullYear() - year) * 12 + at.getMonth() + 1 - month - Number(at.getDate() < day) >= months;
}

/** `start` (2 hours 5 minutes) as `HH:MM` of the visitor's own clock. */
export const clock = (at: Date): string =>
  `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;

/** The lines of a text that hold something. */
export const lines = (text: string | null | undefined): string[] =>
  (text ?? '').split('\n').map((line) => line.trim()).filter(Boolean);

const END = /(?<!(?:^|[\s(])(?:Dr|Nr|St|Str|bzw|ca|Abs|Art|Tel|Prof|\p{L}|\d{1,2}))([.!?][“)]?) (?=[\p{Lu}„])/gu;

/** `text` with every sentence on a line of its own, as simple language wants it; abbreviations and dates end none. */
export const sentences = (text: string): string => text.replace(END, '$1\n');

const ADDRESS = /\bhttps?:\/\/\S+/g;
const MARKS = /[*_`#>~]+|\p{Extended_Pictographic}|\uFE0F/gu;

/** One text for a live region: no addresses, no marks, no pictures, white space as single blanks. */
export const plain = (text: string): string => text.replace(ADDRESS, '').replace(MARKS, '').replace(/\s+/g, ' ').replace(/ ([.,:;!?])/g, '$1').trim();

/** What a screen reader is told of a block. Numbers are read in full; details are in the log. */
export function spokenBlock(block: Block): string {
  const parts: (string | null | undefined)[] = [block.title ?? block.name];
  if (block.type === 'emergency') {
    parts.push(...(block.lines ?? lines(block.text)), ...(block.numbers ?? []).map((n) => `${n.number} ${n.name}`));
  } else if (block.type === 'steps') {
    parts.push(block.summary, ...(block.steps ?? []).map((step) => `${step.number}. ${step.text}`));
  } else if (block.type === 'contact') {
    parts.push(block.role, ...(block.phones ?? []).map((phone) => phone.number), block.opening_hours);
  } else if (block.type === 'event') {
    parts.push(block.date, block.place);
  } else {
    parts.push(block.text, ...(block.items ?? []));
  }
  return plain(parts.filter(Boolean).map((part) => (/[.!?:]$/.test(part!) ? part : `${part}.`)).join(' '));
}
