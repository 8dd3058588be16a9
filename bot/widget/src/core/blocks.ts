/** What the API sends (`/api/docs`), as far as it is drawn. Every key may be missing: a reply is never refused. */

export interface Source { title: string; url?: string | null; as_of?: string | null }

export interface Phone { number: string; tel: string; kind?: string }

export interface HelpNumber {
  number: string; tel: string; name: string;
  hours?: string | null; open_now?: boolean | null; cost?: string | null; anonymous?: string | null;
}

export interface Step { number: number; text: string; legal_basis?: string[] }

export interface Block {
  type: string;
  id?: string; title?: string | null; text?: string | null; sources?: Source[]; as_of?: string | null;
  legal_basis?: string[]; items?: string[];
  steps?: Step[]; total?: number; summary?: string | null; do_not?: string[]; if_acute_danger?: string | null;
  kind?: string; city?: string | null; name?: string; role?: string | null; office?: string | null; towns?: string[];
  phones?: Phone[]; mails?: string[]; room?: string | null; address?: string | null; website?: string | null;
  opening_hours?: string | null; open_now?: boolean | null; vcf_url?: string | null; cost?: string | null;
  anonymous?: string | null; web_chat?: string | null; languages?: string[]; accessibility?: string | null; not_for?: string | null;
  status?: string; start?: string | null; end?: string | null; date?: string | null; place?: string | null;
  organiser?: string | null; audience?: string | null; participants?: string | null;
  people?: { name: string; part?: string | null }[]; subjects?: string[]; description?: string | null;
  ics_url?: string | null;
  language?: string; lines?: string[]; numbers?: HelpNumber[]; written?: { name: string; url?: string | null }[];
  url?: string | null;
}

export interface QuickReply { title: string; payload: string; audience?: string | null }

export interface Reply {
  conversation_id: string; message_id: string; status: string; blocks: Block[]; quick_replies: QuickReply[];
  understanding?: { intent?: string | null; danger?: string };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** `value` as a reply, or null when it is none. Blocks that are no objects and buttons without text are dropped. */
export function asReply(value: unknown): Reply | null {
  if (!isObject(value) || !isText(value.conversation_id) || !Array.isArray(value.blocks)) return null;
  const blocks = value.blocks.filter((block) => isObject(block) && isText(block.type)) as unknown as Block[];
  const buttons = (Array.isArray(value.quick_replies) ? value.quick_replies : [])
    .filter((button) => isObject(button) && isText(button.title) && isText(button.payload)) as QuickReply[];
  return {
    conversation_id: value.conversation_id,
    message_id: isText(value.message_id) ? value.message_id : '',
    status: isText(value.status) ? value.status : '',
    blocks, quick_replies: buttons,
    understanding: isObject(value.understanding) ? value.understanding as Reply['understanding'] : {},
  };
}
