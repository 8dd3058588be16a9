/** What the service knows about a tenant, and the short texts in other languages. */

import type { Line } from '../shell/numbers.ts';

declare const RELEASE: string;

export interface Config {
  enabled: boolean; name: string; launcher: string | null; exit_url: string | null; local: Line[]; holidays: string[];
  links: Record<string, string>; theme: Record<string, string>; old_after_months: number;
}

export interface Pack {
  lang: string; dir: string; title: string; text: string[]; lines: Line[]; names: Record<string, string>; exit: string; close: string;
}

const OLD_AFTER = 24; // months, where nothing else is said
const WAIT = 4000; // milliseconds; then the emergency card is shown

async function json(url: string): Promise<unknown> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(WAIT) });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** The tenant's settings; `enabled` is false for one that is not known. Raises when the service does not answer. */
export async function readConfig(origin: string, tenant: string): Promise<Config> {
  const found = await json(`${origin}/api/v1/widget/${tenant || 'unknown'}`) as Partial<Config> | null;
  if (!found || typeof found !== 'object') throw new Error('config');
  return {
    enabled: found.enabled === true, name: String(found.name ?? ''), launcher: found.launcher ?? null, exit_url: found.exit_url ?? null,
    local: Array.isArray(found.local) ? found.local : [], holidays: Array.isArray(found.holidays) ? found.holidays : [],
    links: found.links ?? {}, theme: found.theme ?? {}, old_after_months: Math.round(Number(found.old_after_months)) || OLD_AFTER,
  };
}

/** The emergency texts in another language. Raises when they cannot be read. */
export const readPack = async (origin: string, lang: string): Promise<Pack> =>
  await json(`${origin}/w/${RELEASE}/lang/${lang}.json`) as Pack;
