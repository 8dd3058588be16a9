/** The emergency numbers: in the loader itself, for the moment in which nothing else works. */

import { spoken } from '../core/format.ts';
import { openFirst, type Hours } from '../core/opening.ts';
import numbers from '../numbers.json';
import holidays from '../core/holidays.json';
import { icon, ICONS, make } from './dom.ts';

export interface Line {
  id: string; number: string; tel: string; name: string; emergency?: boolean; hours?: Hours | null; when?: string; for?: string;
}
const CHILD = 'kinder-jugendtelefon';
type Say = (key: string, values?: Record<string, string>) => string;

/** The built-in lines, then `local` ones; those that are closed now come last. */
export function linesNow(local: readonly Line[], days: readonly string[] | null, at: Date): (Line & { open_now: boolean | null })[] {
  const builtIn = numbers as Line[];
  const own = local.filter((line, index) => local.findIndex((other) => other.number === line.number) === index);
  return openFirst([...builtIn.slice(0, 2), ...own, ...builtIn.slice(2)], at, days ?? holidays);
}

/** Those that are always in sight: 110, 112, the line for children, one that is open now, the city's own. */
export function shortList<L extends Line & { open_now: boolean | null }>(lines: readonly L[]): L[] {
  const isLocal = (line: L): boolean => line.id.startsWith('local');
  const child = lines.find((line) => line.id === CHILD);
  const shown = lines.filter((line) => !isLocal(line) && (line.emergency || line === child || (child?.open_now === false && line.open_now)));
  return [...shown, ...lines.filter(isLocal).slice(0, 1)];
}

/** A link to call `line`. `names` may hold its name in another language. */
export function callLink(line: Line & { open_now?: boolean | null }, say: Say, detailed: boolean, names: Record<string, string> = {}): HTMLElement {
  const name = names[line.id] ?? line.name;
  const closed = line.open_now === false ? say(detailed ? 'closed_long' : 'closed') : '';
  const more = [...(detailed ? [line.for, line.when] : []), closed].filter(Boolean).join(', ');
  // what is written comes first, for those who say it to their device; then the digits one by one
  const label = `${line.number} ${name}${more && ` ${more}`}, ${spoken(line.number)}`;
  return make('a', { href: line.tel, class: line.id.startsWith('local') ? 'call local' : 'call', 'aria-label': label },
    detailed && icon(ICONS.phone),
    make('bdi', { dir: 'ltr', class: 'digits' }, line.number), ' ',
    make('span', { class: 'who' }, name), ' ',
    !!more && make('small', {}, more));
}
