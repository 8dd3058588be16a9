/** The conversation: what was said, what is on its way, what has failed. Knows no page; tells a listener of changes. */

import type { Block, QuickReply, Reply } from './blocks.ts';
import { NoReply, randomId, type Question, type Register, type Transport } from './transport.ts';

export interface Turn {
  id: string; mine: boolean; at: Date; text: string; voice: Register;
  reply: Reply | null; question: Question | null; failed: NoReply['reason'] | null;
  chosen: string | null; helpful: boolean | null;
}

/** What has just happened, for whoever draws it and says it aloud. */
export type Happening = 'changed' | 'rated' | 'asked' | 'waiting' | 'slow' | 'answered' | 'failed' | 'wiped';

export const WAITING_AFTER = 2000; // milliseconds until it is said that a reply is on its way
export const SLOW_AFTER = 3000; // milliseconds until the numbers are pointed out

export class Conversation {
  turns: Turn[] = [];
  busy = false;
  waiting: 'no' | 'waiting' | 'slow' = 'no';
  city: string | null = null;
  audience: string | null = null;
  register: Register = 'standard';
  /** The emergency block that stays in sight until the visitor says that there is no danger. */
  pinned: Block | null = null;

  constructor(
    private readonly transport: Transport,
    private readonly listener: (what: Happening, turn: Turn | null) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Ask `message`; `title` is what the visitor sees of it. Does nothing while a reply is on its way. */
  async send(message: string, title = message): Promise<void> {
    if (this.busy || !message.trim()) return;
    const turn = this.add({ mine: true, text: title });
    turn.question = {
      message, city: this.city, audience: this.audience, register: this.register, client_message_id: randomId(),
    };
    this.listener('asked', turn);
    await this.#ask(turn);
  }

  /** Ask once more what was not sent. The server knows it by its id and does not answer twice. */
  async resend(turn: Turn): Promise<void> {
    if (this.busy || !turn.question) return;
    turn.failed = null;
    await this.#ask(turn);
  }

  /** Take a quick reply of `turn`; the others cannot be taken any more. */
  async choose(turn: Turn, button: QuickReply): Promise<void> {
    if (this.busy || turn.chosen) return;
    turn.chosen = button.payload;
    await this.send(button.payload, button.title);
  }

  /** Say whether a reply helped; may be changed. */
  rate(turn: Turn, helpful: boolean): void {
    if (!turn.reply || turn.helpful === helpful) return;
    turn.helpful = helpful;
    this.transport.rate(turn.reply.message_id, helpful);
    this.listener('rated', turn);
  }

  /** Show something that needs no question: cards of people to talk to. */
  add(given: Partial<Turn>): Turn {
    const turn: Turn = {
      id: randomId(), mine: false, at: this.now(), text: '', voice: this.register, reply: null, question: null, failed: null,
      chosen: null, helpful: null, ...given,
    };
    this.turns = [...this.turns, turn];
    return turn;
  }

  /** Forget everything; `leaving` also cuts off what is on its way. */
  wipe(leaving = false): void {
    this.transport.wipe(leaving);
    this.turns = [];
    this.busy = false;
    this.waiting = 'no';
    this.audience = this.pinned = null;
    this.listener('wiped', null);
  }

  async #ask(turn: Turn): Promise<void> {
    this.busy = true;
    const timers = [
      setTimeout(() => this.#wait('waiting', turn), WAITING_AFTER), setTimeout(() => this.#wait('slow', turn), SLOW_AFTER),
    ];
    this.listener('changed', turn);
    try {
      const reply = await this.transport.ask(turn.question!);
      this.#done(timers);
      this.#pin(reply);
      this.listener('answered', this.add({ reply }));
    } catch (error) {
      const reason = error instanceof NoReply ? error.reason : 'down';
      if (reason === 'wiped') {
        timers.forEach(clearTimeout);
        return;
      }
      this.#done(timers);
      turn.failed = reason;
      this.listener('failed', turn);
    }
  }

  #done(timers: ReturnType<typeof setTimeout>[]): void {
    timers.forEach(clearTimeout);
    this.busy = false;
    this.waiting = 'no';
  }

  #wait(how: 'waiting' | 'slow', turn: Turn): void {
    if (!this.busy || !this.turns.includes(turn)) return;
    this.waiting = how;
    this.listener(how, turn);
  }

  #pin(reply: Reply): void {
    const emergency = reply.blocks.find((block) => block.type === 'emergency');
    if (emergency) this.pinned = emergency;
    else if (reply.understanding?.intent === 'all_clear') this.pinned = null;
  }
}
