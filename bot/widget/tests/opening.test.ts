import assert from 'node:assert/strict';
import { test } from 'node:test';
import { berlin, isOpen, openFirst } from '../src/core/opening.ts';

const WEEK = { weekly: [{ days: ['mo', 'di', 'mi', 'do', 'fr', 'sa'], opens: '14:00', closes: '20:00' }] } as const;
const hours = WEEK as unknown as Parameters<typeof isOpen>[0];
const at = (text: string): Date => new Date(text);

test('the wall clock is that of Berlin, in summer and in winter', () => {
  assert.deepEqual(berlin(at('2026-07-01T12:00:00Z')), { day: 'mi', date: '2026-07-01', clock: '14:00' });
  assert.deepEqual(berlin(at('2026-12-31T23:30:00Z')), { day: 'fr', date: '2027-01-01', clock: '00:30' });
});

test('a moment of opening counts as open, a moment of closing as closed', () => {
  assert.equal(isOpen(hours, at('2026-11-24T13:00:00Z'), []), true);
  assert.equal(isOpen(hours, at('2026-11-24T12:59:59Z'), []), false);
  assert.equal(isOpen(hours, at('2026-11-24T18:59:59Z'), []), true);
  assert.equal(isOpen(hours, at('2026-11-24T19:00:00Z'), []), false);
});

test('on Sundays and public holidays it is closed', () => {
  assert.equal(isOpen(hours, at('2026-11-29T15:00:00Z'), []), false);
  assert.equal(isOpen(hours, at('2026-12-25T15:00:00Z'), ['2026-12-25']), false);
  assert.equal(isOpen({ ...hours, closed_on_holidays: false }, at('2026-12-25T15:00:00Z'), ['2026-12-25']), true);
});

test('around the clock is always, and unknown is neither', () => {
  assert.equal(isOpen({ always: true }, at('2026-12-25T03:00:00Z'), ['2026-12-25']), true);
  assert.equal(isOpen(null, at('2026-12-25T03:00:00Z'), []), null);
});

test('emergency numbers stay in front, closed lines come last', () => {
  const lines = [{ id: '110', emergency: true, hours: { always: true } }, { id: 'child', hours }, { id: 'office' }, { id: 'all', hours: { always: true } }];
  const found = openFirst(lines, at('2026-11-24T03:00:00Z'), []);
  assert.deepEqual(found.map((line) => line.id), ['110', 'office', 'all', 'child']);
  assert.equal(found[3]!.open_now, false);
});
