/** Talking to the server. Nothing is stored; the conversation's id lives here and nowhere else. */

import { asReply, type Reply } from './blocks.ts';

export type Register = 'standard' | 'leicht';
export const PATIENCE = 10_000; // milliseconds until a reply counts as lost
const PAUSE = 700; // before the one retry
const WORTH_RETRYING = [502, 503, 504];

export interface Question {
  message: string; city: string | null; audience: string | null; register: Register; client_message_id: string;
}

/** Why there is no reply: `tooLong`, `tooMany`, or nothing more precise than `down`. */
export class NoReply extends Error {
  constructor(readonly reason: 'tooLong' | 'tooMany' | 'down' | 'wiped') { super(reason); }
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** 128 random bits as hex; the server knows by it that a retry is no second message. */
export const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export class Transport {
  #conversation: string | null = null;
  #pending: AbortController | null = null;

  constructor(private readonly origin: string, private readonly fetcher: Fetch, private readonly pause = PAUSE) {}

  /** The reply to `question`; the same question may be asked again. Raises {@link NoReply}. */
  async ask(question: Question): Promise<Reply> {
    const control = new AbortController();
    this.#pending = control;
    const timer = setTimeout(() => control.abort(), PATIENCE);
    try {
      const body = { ...question, conversation_id: this.#conversation };
      const response = await this.#post('/api/v1/chat', body, control.signal)
        .then((first) => (WORTH_RETRYING.includes(first.status) ? this.#again(body, control.signal) : first))
        .catch(() => this.#again(body, control.signal));
      const reply = response.ok ? asReply(await response.json()) : null;
      if (this.#pending !== control) {
        this.#erase(reply?.conversation_id);
        throw new NoReply('wiped');
      }
      if (!reply) throw new NoReply(response.status === 413 ? 'tooLong' : response.status === 429 ? 'tooMany' : 'down');
      this.#conversation = reply.conversation_id;
      return reply;
    } catch (error) {
      throw error instanceof NoReply ? error : new NoReply(this.#pending === control ? 'down' : 'wiped');
    } finally {
      clearTimeout(timer);
      if (this.#pending === control) this.#pending = null;
    }
  }

  /** Tell the server whether a reply helped; says nothing when that fails. */
  rate(messageId: string, helpful: boolean): void {
    const body = { conversation_id: this.#conversation, message_id: messageId, helpful };
    this.#post('/api/v1/feedback', body).catch(() => undefined);
  }

  /** JSON of an address of the service. Raises when there is none. */
  async read(path: string): Promise<unknown> {
    const response = await this.fetcher(this.origin + path, { ...PRIVATE, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new NoReply('down');
    return response.json();
  }

  /** Forget everything here and on the server. A reply on its way is erased when it comes; `leaving` cuts it off. */
  wipe(leaving = false): void {
    const conversation = this.#conversation;
    const pending = this.#pending;
    this.#conversation = this.#pending = null;
    if (leaving) pending?.abort();
    this.#erase(conversation);
  }

  async #again(body: object, signal: AbortSignal): Promise<Response> {
    await new Promise((done) => setTimeout(done, this.pause));
    if (signal.aborted) throw new NoReply('down');
    return this.#post('/api/v1/chat', body, signal);
  }

  #post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const headers = { 'Content-Type': 'application/json' };
    return this.fetcher(this.origin + path, { ...PRIVATE, method: 'POST', headers, body: JSON.stringify(body), signal });
  }

  #erase(conversation: string | null | undefined): void {
    if (!conversation) return;
    const path = `/api/v1/conversations/${encodeURIComponent(conversation)}`;
    this.fetcher(this.origin + path, { ...PRIVATE, method: 'DELETE', keepalive: true }).catch(() => undefined);
  }
}

const PRIVATE: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
