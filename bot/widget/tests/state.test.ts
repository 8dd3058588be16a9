import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asReply } from '../src/core/blocks.ts';
import { Conversation, type Happening } from '../src/core/state.ts';
import { NoReply, Transport } from '../src/core/transport.ts';

type Sent = { url: string; options: RequestInit };
const body = (more: object = {}): string => JSON.stringify({ conversation_id: 'c1', message_id: 'm1', status: 'answered', blocks: [{ type: 'text', text: 'Ja' }], quick_replies: [], ...more });

function service(...answers: (Response | Error | Promise<Response>)[]): { transport: Transport; sent: Sent[] } {
  const sent: Sent[] = [];
  const transport = new Transport('https://chat.stadt.de', (url, options) => {
    sent.push({ url, options });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer).then((response) => response.clone());
  }, 1);
  return { transport, sent };
}

function conversation(transport: Transport): { talk: Conversation; told: Happening[] } {
  const told: Happening[] = [];
  return { talk: new Conversation(transport, (what) => told.push(what)), told };
}

test('a reply is added and the conversation goes on under its id', async () => {
  const { transport, sent } = service(new Response(body()));
  const { talk, told } = conversation(transport);
  await talk.send('Hallo');
  await talk.send('Noch etwas');
  assert.deepEqual(talk.turns.map((turn) => turn.mine), [true, false, true, false]);
  assert.equal(JSON.parse(String(sent[1]!.options.body)).conversation_id, 'c1');
  assert.deepEqual(told.filter((what) => what !== 'changed'), ['asked', 'answered', 'asked', 'answered']);
});

test('requests carry no cookies, no referrer, and go by POST', async () => {
  const { transport, sent } = service(new Response(body()));
  await conversation(transport).talk.send('Hallo');
  const { credentials, referrerPolicy, cache, method } = sent[0]!.options;
  assert.deepEqual([credentials, referrerPolicy, cache, method], ['omit', 'no-referrer', 'no-store', 'POST']);
});

test('one failure is retried under the same id', async () => {
  const { transport, sent } = service(new TypeError('network'), new Response(body()));
  const { talk } = conversation(transport);
  await talk.send('Hallo');
  const ids = sent.map(({ options }) => JSON.parse(String(options.body)).client_message_id);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1);
  assert.equal(talk.turns.length, 2);
});

test('what fails twice is kept and can be sent again', async () => {
  const { transport } = service(new TypeError('1'), new TypeError('2'), new Response(body()));
  const { talk } = conversation(transport);
  await talk.send('Hallo');
  assert.equal(talk.turns[0]!.failed, 'down');
  assert.equal(talk.busy, false);
  await talk.resend(talk.turns[0]!);
  assert.equal(talk.turns[0]!.failed, null);
  assert.equal(talk.turns.length, 2);
});

for (const [status, reason] of [[413, 'tooLong'], [429, 'tooMany'], [500, 'down'], [404, 'down']] as const) {
  test(`status ${status} is told apart`, async () => {
    const { talk } = conversation(service(new Response('{}', { status })).transport);
    await talk.send('Hallo');
    assert.equal(talk.turns[0]!.failed, reason);
  });
}

test('no JSON, or JSON that is no reply, is a failure', async () => {
  for (const text of ['<h1>', '7', 'null', '{"blocks":[]}', '{"conversation_id":"x","blocks":{}}']) {
    const { talk } = conversation(service(new Response(text)).transport);
    await talk.send('Hallo');
    assert.equal(talk.turns[0]!.failed, 'down', text);
  }
});

test('only one question at a time, and nothing empty', async () => {
  const { transport, sent } = service(new Response(body()));
  const { talk } = conversation(transport);
  await Promise.all([talk.send('eins'), talk.send('zwei'), talk.send('   ')]);
  assert.equal(sent.length, 1);
});

test('a wiped conversation is gone here and on the server, also when its reply comes later', async () => {
  let answer: (response: Response) => void = () => undefined;
  const { transport, sent } = service(new Promise<Response>((done) => { answer = done; }));
  const { talk } = conversation(transport);
  const asked = talk.send('Geheim');
  talk.wipe();
  answer(new Response(body()));
  await asked;
  assert.deepEqual(talk.turns, []);
  assert.deepEqual(sent.map(({ options }) => options.method), ['POST', 'DELETE']);
  assert.equal(sent[1]!.url, 'https://chat.stadt.de/api/v1/conversations/c1');
  assert.equal(sent[1]!.options.keepalive, true);
});

test('a quick reply is taken once', async () => {
  const button = { title: 'A', payload: '~a' };
  const { transport, sent } = service(new Response(body({ quick_replies: [button, { title: 'B', payload: '~b' }] })));
  const { talk } = conversation(transport);
  await talk.send('Hallo');
  const turn = talk.turns[1]!;
  await talk.choose(turn, button);
  await talk.choose(turn, { title: 'B', payload: '~b' });
  assert.deepEqual(sent.map(({ options }) => JSON.parse(String(options.body)).message), ['Hallo', '~a']);
  assert.equal(talk.turns[2]!.text, 'A');
});

test('danger stays pinned until it is over', async () => {
  const emergency = { type: 'emergency', title: 'Hilfe' };
  const { transport } = service(new Response(body({ blocks: [emergency] })), new Response(body()), new Response(body({ understanding: { intent: 'all_clear' } })));
  const { talk } = conversation(transport);
  await talk.send('a');
  await talk.send('b');
  assert.deepEqual(talk.pinned, emergency);
  await talk.send('c');
  assert.equal(talk.pinned, null);
});

test('feedback is sent once for each change', async () => {
  const { transport, sent } = service(new Response(body()));
  const { talk } = conversation(transport);
  await talk.send('Hallo');
  const turn = talk.turns[1]!;
  talk.rate(turn, true); talk.rate(turn, true); talk.rate(turn, false);
  assert.deepEqual(sent.slice(1).map(({ options }) => JSON.parse(String(options.body))), [
    { conversation_id: 'c1', message_id: 'm1', helpful: true }, { conversation_id: 'c1', message_id: 'm1', helpful: false }]);
});

test('what is no block is dropped, what is unknown is kept', () => {
  const reply = asReply({ conversation_id: 'c', blocks: [{ type: 'neu', text: 'x' }, 7, null, { text: 'y' }], quick_replies: [{ title: 1 }, null] });
  assert.deepEqual(reply!.blocks, [{ type: 'neu', text: 'x' }]);
  assert.deepEqual(reply!.quick_replies, []);
  assert.ok(new NoReply('down') instanceof Error);
});
