/** What a page may say about the widget. What is not valid falls back to the default. */

export type Mode = 'inline' | 'frame' | 'standalone';

export interface Options {
  tenant: string; mode: Mode; position: 'start' | 'end'; launcher: string | null; exitUrl: string | null;
  lang: string | null; offset: number; localNumber: string | null; localName: string | null; contrast: boolean;
}

type Read = (name: string) => string | null;

const one = <Value extends string>(value: string | null, allowed: readonly Value[], otherwise: Value): Value =>
  allowed.includes(value as Value) ? value as Value : otherwise;
const matching = (value: string | null, pattern: RegExp): string | null => (value && pattern.test(value) ? value : null);

/** The options; `read` gives the value of an attribute (`tenant`, `mode` …) or null. */
export function readOptions(read: Read): Options {
  const offset = Number(read('offset-bottom'));
  return {
    tenant: matching(read('tenant'), /^[a-z0-9]+(-[a-z0-9]+)*$/) ?? '',
    mode: one(read('mode'), ['inline', 'frame', 'standalone'], 'frame'),
    position: one(read('position'), ['start', 'end'], 'end'),
    launcher: matching(read('launcher'), /^.{2,30}$/),
    exitUrl: matching(read('exit-url'), /^https:\/\//),
    lang: matching(read('lang'), /^[a-z]{2}$/),
    offset: offset > 0 && offset <= 400 ? offset : 0,
    localNumber: matching(read('local-number'), /^\d[\d /-]{2,20}\d$/),
    localName: matching(read('local-name'), /^.{2,60}$/),
    contrast: read('contrast') === 'more',
  };
}

/** `url` when its host is one of `allowed` and it is plain https, else the first allowed one. */
export function exitTarget(url: string | null, allowed: readonly string[]): string {
  const found = url && allowed.find((known) => url === known || url.startsWith(known));
  return found && /^https:\/\/[\w.-]+\//.test(url) ? url : allowed[0]!;
}
