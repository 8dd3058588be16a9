/** What the second script (`talk.js`) is given to work with, and what it gives back. */

import type { Options } from '../core/options.ts';
import type { Announcer } from './announcer.ts';
import type { Line } from './numbers.ts';
import type { View } from './view.ts';

export interface Host {
  readonly element: HTMLElement;
  readonly origin: string;
  readonly options: Options;
  readonly parts: View;
  readonly announcer: Announcer;
  /** How visitors are addressed; set by the conversation. */
  register: 'standard' | 'leicht';
  audience: string | null;
  /** Of the tenant, when they are known. */
  local: Line[] | null;
  holidays: string[] | null;
  exitUrl: string | null;
  /** Names of the lines in another language. */
  names: Record<string, string>;
  style(values: Record<string, string>): void;
  adopt(sheet: CSSStyleSheet): void;
  /** Loads another script of this release. */
  load(name: string, integrity: string, failed: () => void): void;
  words(): void;
  emergency(...more: (Node | false)[]): HTMLElement;
  down(again?: boolean): void;
  close(): void;
  exit(): void;
  shift(left: number): void;
}

export interface Talk extends HTMLElement {
  begin(host: Host): void;
  /** Forget the conversation. */
  wipe(): void;
  /** Let go of the conversation for good. */
  stop(): void;
  /** The page is left. A conversation in a frame is forgotten, and the promise kept when the server was asked to: removed at once, a frame may not get to it. */
  leave(): Promise<void> | undefined;
  /** The panel was opened, or closed. */
  shown(open: boolean): void;
}
