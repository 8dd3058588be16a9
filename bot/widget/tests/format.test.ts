import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOlder, plain, safeUrl, sentences, shortDate, spoken, spokenBlock } from '../src/core/format.ts';
import { firstKnown, sentence, voiceOf } from '../src/core/i18n.ts';
import { looksPersonal } from '../src/core/personal.ts';

test('only https, tel and mail become links', () => {
  for (const good of ['https://www.herne.de/x?y=1', 'tel:110', 'tel:+49110', 'mailto:a@b.de']) assert.equal(safeUrl(good), good);
  for (const bad of ['http://x.de', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:x', 'java\tscript:x', 'data:text/html,x', 'vbscript:x', '//evil.example',
    'https://x.de/"onload=', 'tel:<b>', 'mailto:x', 'mailto:a@b?bcc=c@d'.slice(0, 7), '', null, undefined, 'blob:https://x', 'file:///etc']) {
    assert.equal(safeUrl(bad), null, String(bad));
  }
  assert.equal(safeUrl('/api/v1/x', 'https://chat.stadt.de'), 'https://chat.stadt.de/api/v1/x');
});

test('numbers are spoken digit by digit', () => assert.equal(spoken('0800 22-55'), '0 8 0 0 2 2 5 5'));

test('dates keep their precision', () => {
  assert.deepEqual(['2024-02-28', '2024-02', '2024'].map(shortDate), ['28.02.2024', '02.2024', '2024']);
});

test('a date is old from the last day on that it can mean', () => {
  const at = new Date(2026, 10, 24);
  for (const old of ['2024-11-24', '2024-10', '2023', '2020-01-01']) assert.ok(isOlder(old, 24, at), old);
  for (const fresh of ['2024-11-25', '2024-11', '2024', '2026-11-24', 'gestern']) assert.ok(!isOlder(fresh, 24, at), fresh);
  assert.ok(isOlder('2024-02', 24, new Date(2026, 1, 28)) === false && isOlder('2023-02', 24, new Date(2025, 1, 28)));
});

test('simple language has a line for each sentence', () => {
  assert.equal(sentences('Ruf an. Wer hilft? Die Nummer: 110. Immer.'), 'Ruf an.\nWer hilft?\nDie Nummer: 110.\nImmer.');
  assert.equal(sentences('Frau Dr. Meier, z. B. am 3. Juli'), 'Frau Dr. Meier, z. B. am 3. Juli');
});

test('what is said has no marks, no addresses and no pictures', () => {
  assert.equal(plain('**Wichtig** 🙂: siehe https://x.de/y und  `das`'), 'Wichtig: siehe und das');
  assert.equal(spokenBlock({ type: 'list', title: 'Ämter', items: ['eins', 'zwei.'] }), 'Ämter. eins. zwei.');
});

test('an emergency is said with all of its numbers', () => {
  const said = spokenBlock({ type: 'emergency', title: 'Hilfe', lines: ['Ruf an.'], numbers: [{ number: '110', tel: 'tel:110', name: 'Polizei' }] });
  assert.equal(said, 'Hilfe. Ruf an. 110 Polizei.');
});

test('wording is chosen by voice and falls back to the general one', () => {
  const table = { a: { sie: 'Ihr {n}', du: 'Dein {n}' }, b: 'immer' };
  assert.equal(sentence(table, 'a', 'du', { n: 1 }), 'Dein 1');
  assert.equal(sentence(table, 'a', 'leicht', { n: 1 }), 'Ihr 1');
  assert.equal(sentence(table, 'b', 'du'), 'immer');
  assert.equal(sentence(table, 'fehlt', 'du'), 'fehlt');
  assert.deepEqual([voiceOf('leicht', 'kind'), voiceOf('standard', 'kind'), voiceOf('standard', null)], ['leicht', 'du', 'sie']);
});

test('the first known language wins', () => {
  assert.equal(firstKnown(['tlh', 'tr-TR', 'de'], ['de', 'tr']), 'tr');
  assert.equal(firstKnown(['tlh'], ['de', 'tr']), null);
});

test('numbers, mail addresses and streets look personal, questions do not', () => {
  for (const text of ['0170 1234567', '+49 2323 16-1234', 'ich@mail.de', 'Lindenstraße 12', '44623 Herne']) assert.ok(looksPersonal(text), text);
  for (const text of ['Wo melde ich das?', '116 111', 'Gilt § 8a SGB VIII?', 'seit 2024', 'Mein Kind ist 12 Jahre alt']) assert.ok(!looksPersonal(text), text);
});
