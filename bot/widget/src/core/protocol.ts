/** What the shell (launcher, numbers, exit) and the conversation tell each other, over a MessagePort. */

import type { Register } from './transport.ts';

export type ToConversation =
  | { type: 'start'; tenant: string; register: Register; touch: boolean; framed: boolean; months: number }
  | { type: 'register'; register: Register }
  | { type: 'theme'; tokens: Record<string, string> }
  | { type: 'wipe' } | { type: 'human' } | { type: 'help' } | { type: 'quiet' };

export type ToShell =
  | { type: 'ready' } | { type: 'wiped' } | { type: 'exit' } | { type: 'close' } | { type: 'activity' }
  | { type: 'shift'; left: number }
  | { type: 'reached'; top: number; bottom: number }
  | { type: 'say'; text: string; urgent: boolean; lang: string }
  | { type: 'down'; down: boolean }
  | { type: 'audience'; audience: string };

const REGISTERS = ['standard', 'leicht'];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keys = (value: object, ...names: string[]): boolean => Object.keys(value).sort().join() === ['type', ...names].sort().join();

/** Custom properties that a page may set; the same names in every mode. */
export const TOKENS = [
  'accent', 'on-accent', 'accent-dark', 'on-accent-dark', 'surface', 'card', 'text', 'muted', 'line', 'alarm', 'on-alarm', 'radius', 'font-family',
  'font-size', 'z-index', 'offset', 'width', 'height',
] as const;
const TOKEN_VALUE = /^[\w#%.,() "'-]{1,120}$/;

/** `tokens` reduced to known names with values that cannot be anything but a value. */
export function validTokens(tokens: unknown): Record<string, string> {
  if (!isObject(tokens)) return {};
  const known: readonly string[] = TOKENS;
  return Object.fromEntries(Object.entries(tokens).filter(([name, value]) =>
    known.includes(name) && typeof value === 'string' && TOKEN_VALUE.test(value) && !/url|expression|var\(/i.test(value),
  )) as Record<string, string>;
}

/** `data` as a message for the shell, or null. */
export function toShell(data: unknown): ToShell | null {
  if (!isObject(data)) return null;
  switch (data.type) {
    case 'ready': case 'wiped': case 'exit': case 'close': case 'activity':
      return keys(data) ? data as ToShell : null;
    case 'shift':
      return keys(data, 'left') && [0, 1, 2].includes(data.left as number) ? data as ToShell : null;
    case 'reached':
      return keys(data, 'top', 'bottom') && Number.isFinite(data.top) && Number.isFinite(data.bottom) ? data as ToShell : null;
    case 'say':
      return keys(data, 'text', 'urgent', 'lang') && typeof data.text === 'string' && /^[a-z]{2}$/.test(String(data.lang)) ? data as ToShell : null;
    case 'down':
      return keys(data, 'down') && typeof data.down === 'boolean' ? data as ToShell : null;
    case 'audience':
      return keys(data, 'audience') && typeof data.audience === 'string' ? data as ToShell : null;
  }
  return null;
}

/** `data` as a message for the conversation, or null. */
export function toConversation(data: unknown): ToConversation | null {
  if (!isObject(data)) return null;
  switch (data.type) {
    case 'wipe': case 'human': case 'help': case 'quiet':
      return keys(data) ? data as ToConversation : null;
    case 'start':
      return keys(data, 'tenant', 'register', 'touch', 'framed', 'months') && typeof data.tenant === 'string' && Number.isInteger(data.months)
        && REGISTERS.includes(data.register as string) ? data as ToConversation : null;
    case 'register':
      return keys(data, 'register') && REGISTERS.includes(data.register as string) ? data as ToConversation : null;
    case 'theme':
      return keys(data, 'tokens') ? { type: 'theme', tokens: validTokens(data.tokens) } : null;
  }
  return null;
}
