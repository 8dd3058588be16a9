/** Wording by key and by whom it is for. The tables are in `strings/`; no sentence stands in code. */

/** `leicht`: simple language; `du`: for children; `sie`: everybody else. */
export type Voice = 'sie' | 'du' | 'leicht';

export type Table = Record<string, string | Partial<Record<Voice, string>>>;

/** The sentence under `key`; placeholders `{name}` are filled from `values`. A key without text gives the key. */
export function sentence(table: Table, key: string, voice: Voice, values: Record<string, string | number> = {}): string {
  const entry = table[key];
  const text = typeof entry === 'string' ? entry : entry?.[voice] ?? entry?.sie ?? key;
  return text.replace(/\{(\w+)\}/g, (found, name: string) => String(values[name] ?? found));
}

/** Whom to address how: simple language wins, then a child. */
export const voiceOf = (register: string, audience: string | null): Voice =>
  register === 'leicht' ? 'leicht' : audience === 'kind' ? 'du' : 'sie';

/** The first of `wanted` (`de-AT`, `tr`) that is among `known`, by its first part; else null. */
export function firstKnown(wanted: readonly string[], known: readonly string[]): string | null {
  for (const tag of wanted) {
    const found = known.find((code) => tag.toLowerCase().split('-')[0] === code);
    if (found) return found;
  }
  return null;
}
