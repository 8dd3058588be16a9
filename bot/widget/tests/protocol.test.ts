import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShiftCounter } from '../src/core/keys.ts';
import { exitTarget, readOptions } from '../src/core/options.ts';
import { toConversation, toShell, validTokens } from '../src/core/protocol.ts';

test('only messages of exactly the right shape are messages', () => {
  assert.deepEqual(toShell({ type: 'exit' }), { type: 'exit' });
  assert.deepEqual(toShell({ type: 'wiped' }), { type: 'wiped' });
  assert.deepEqual(toShell({ type: 'reached', top: -3.5, bottom: 20 }), { type: 'reached', top: -3.5, bottom: 20 });
  for (const bad of [null, 'exit', [], {}, { type: 'exit', url: 'x' }, { type: 'shift', left: 9 }, { type: 'reached', top: '1', bottom: 2 }, { type: 'reached', top: 1, bottom: Infinity }, { type: 'say', text: 1, urgent: true, lang: 'de' }, { type: 'say', text: 'x', urgent: true }, { type: 'say', text: 'x', urgent: true, lang: '"><b>' }, { type: 'toString' }]) {
    assert.equal(toShell(bad), null);
  }
  for (const bad of [{ type: 'register', register: 'x' }, { type: 'wipe', now: 1 }, { type: 'start' }, { type: 'start', tenant: 'herne', register: 'standard', touch: false, framed: false, months: '24' }, 7]) assert.equal(toConversation(bad), null);
});

test('colours are values and nothing else', () => {
  const found = validTokens({ accent: '#123456', card: 'url(https://evil.example)', text: 'red;}*{display:none', unknown: '#fff', radius: '3px', line: 'var(--x)' });
  assert.deepEqual(found, { accent: '#123456', radius: '3px' });
  assert.deepEqual(validTokens(null), {});
});

const options = (given: Record<string, string>): ReturnType<typeof readOptions> => readOptions((name) => given[name] ?? null);

test('what is not valid falls back to the default', () => {
  const found = options({ tenant: '../x', mode: 'x', position: 'x', 'offset-bottom': '-3', launcher: 'x', lang: 'deutsch', 'exit-url': 'http://x' });
  assert.deepEqual([found.tenant, found.mode, found.position, found.offset, found.launcher, found.lang, found.exitUrl], ['', 'frame', 'end', 0, null, null, null]);
  assert.equal(options({ mode: 'inline' }).mode, 'inline');
});

test('the exit leads to a listed page or to the first of the list', () => {
  const list = ['https://www.dwd.de/', 'https://www.bahn.de/'];
  assert.equal(exitTarget('https://www.bahn.de/', list), 'https://www.bahn.de/');
  for (const bad of [null, 'https://www.bahn.de.evil.example/', 'javascript:1', 'https://www.bahn.de@evil.example/']) assert.equal(exitTarget(bad, list), 'https://www.dwd.de/');
});

const press = (counter: ShiftCounter, at: number): number | null => { counter.down('Shift'); return counter.up('Shift', at); };

test('three presses within five seconds of each other', () => {
  const counter = new ShiftCounter();
  assert.deepEqual([press(counter, 0), press(counter, 4900), press(counter, 9800)], [2, 1, 0]);
  assert.deepEqual([press(counter, 10_000), press(counter, 15_001), press(counter, 16_000)], [2, 2, 1]);
});

test('Shift with a letter does not count, and any other key starts anew', () => {
  const counter = new ShiftCounter();
  counter.down('Shift'); counter.down('A');
  assert.equal(counter.up('Shift', 1), null);
  assert.equal(press(counter, 2), 2);
  counter.down('x');
  assert.equal(press(counter, 3), 2);
});
