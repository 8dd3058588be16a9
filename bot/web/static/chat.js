"use strict";

// Every word that this script shows. What the assistant says comes from the server.
const TEXT = {
  starters: ["Wo melde ich einen Verdacht?", "Ich brauche selbst Hilfe", "Geht das anonym?", "Was passiert nach einer Meldung?"],
  busy: "Die Antwort wird gesucht …",
  failed: "Gerade kommt keine Antwort. Diese Nummern sind trotzdem erreichbar:",
  again: "Noch einmal versuchen",
  wiped: "Das Gespräch ist gelöscht.",
  helpful: "Hat das geholfen?", yes: "Ja", no: "Nein", thanks: "Danke für die Rückmeldung.",
  source: "Quelle: ", sources: "Quellen: ", oldest: "Quellen und Stand", stand: (date) => `Stand: ${date}`,
  law: (names) => `Rechtsgrundlage: ${names}`, doNot: "Bitte nicht:",
  stepOf: (number, total) => `Schritt ${number} von ${total}`,
  call: (number) => `Anrufen: ${number}`, mobile: (number) => `Mobil: ${number}`, fax: (number) => `Fax: ${number}`,
  mail: (address) => `E-Mail: ${address}`, website: "Website öffnen", save: "Kontakt speichern",
  hours: (hours) => `Zeiten: ${hours} `, audienceOf: (group) => `Für: ${group}`,
  open: "jetzt geöffnet", closed: "jetzt geschlossen", reachable: "jetzt erreichbar", unreachable: "jetzt nicht erreichbar",
  address: "Anschrift", room: "Raum", towns: "Zuständig für", cost: "Kosten", anonymous: "Anonym", write: "Schreiben",
  languages: "Sprachen", important: "Wichtig", when: "Wann", where: "Wo", organiser: "Veranstaltet von", audience: "Für",
  participants: "Teilnehmende", people: "Mit", subjects: "Themen", until: (from, to) => `${from} bis ${to}`,
  calendar: "In den Kalender",
  past: "vorbei", recurring: "findet immer wieder statt", undated: "Termin nicht bekannt",
  months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
};
const PATIENCE = 15000; // milliseconds until a reply counts as lost
const MOST_ROWS = 5;

const find = (id) => document.getElementById(id);
const log = find("log");
const form = find("form");
const field = find("message");
let conversation = null;
let busy = false;
let turn = 0; // a reply to a turn before "wipe" is thrown away

// -- building elements: text only, never markup

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function link(url, text, kind) {
  if (!/^(https?:\/\/|tel:|mailto:|\/api\/)/.test(url || "")) return make("span", null, text);
  const attributes = { href: url };
  if (kind) attributes.class = kind;
  if (url.startsWith("http")) Object.assign(attributes, { target: "_blank", rel: "noopener noreferrer" });
  return make("a", attributes, text);
}

const lines = (text) => (text || "").split("\n").filter((line) => line.trim()).map((line) => make("p", null, line));
const list = (items) => make("ul", null, ...items.map((item) => make("li", null, item)));

function date(value) {
  const [year, month, day] = value.split("-");
  const named = month ? `${TEXT.months[Number(month) - 1]} ${year}` : year;
  return day ? `${Number(day)}. ${named}` : named;
}

function rows(pairs) {
  const shown = pairs.filter(([, value]) => value && value.length);
  if (!shown.length) return null;
  const text = (value) => (Array.isArray(value) ? value.join(", ") : value);
  return make("dl", null, ...shown.map(([name, value]) => make("div", null, make("dt", null, name), make("dd", null, text(value)))));
}

function state(block, office) {
  if (typeof block.open_now !== "boolean") return null;
  const [yes, no] = office ? [TEXT.open, TEXT.closed] : [TEXT.reachable, TEXT.unreachable];
  return make("span", { class: block.open_now ? "state open" : "state closed" }, block.open_now ? yes : no);
}

function sources(block) {
  const seen = new Map((block.sources || []).map((source) => [`${source.title} ${source.url}`, source]));
  if (!seen.size) return null;
  const listed = [...seen.values()];
  const sameDate = new Set(listed.map((source) => source.as_of)).size === 1;
  const parts = listed.flatMap((source, index) => {
    const last = index === listed.length - 1;
    const stand = source.as_of && (last || !sameDate) ? ` (${TEXT.stand(date(source.as_of))})` : "";
    return [source.url ? link(source.url, source.title) : source.title, stand + (last ? "" : "; ")];
  });
  return make("p", { class: "sources" }, seen.size > 1 ? TEXT.sources : TEXT.source, ...parts);
}

// -- blocks

function card(kind, block, ...content) {
  const heading = block.title ? make("h2", { class: "heading" }, block.title) : null;
  return make("article", { class: `card ${kind}` }, heading, ...content, kind === "emergency" ? null : sources(block));
}

function textCard(block) {
  const law = block.legal_basis && block.legal_basis.length ? make("p", { class: "small" }, TEXT.law(block.legal_basis.join(", "))) : null;
  return card(block.type === "notice" ? "notice" : "text", block, ...lines(block.text), law);
}

function stepsCard(block) {
  const one = block.steps.length === 1 && block.total > 1;
  const steps = block.steps.map((step) => {
    const law = step.legal_basis && step.legal_basis.length ? make("span", { class: "small" }, `(${step.legal_basis.join(", ")})`) : null;
    return make("li", { value: step.number }, step.text, " ", law);
  });
  const doNot = block.do_not && block.do_not.length ? [make("p", null, make("strong", null, TEXT.doNot)), list(block.do_not)] : [];
  const position = one ? make("p", { class: "small" }, TEXT.stepOf(block.steps[0].number, block.total)) : null;
  return card("steps", block, ...lines(block.summary), position, make("ol", null, ...steps), ...doNot);
}

function phone(entry) {
  if (entry.kind === "fax") return make("span", null, TEXT.fax(entry.number));
  return link(entry.tel, entry.kind === "mobil" ? TEXT.mobile(entry.number) : TEXT.call(entry.number), "call");
}

function contactCard(block) {
  const line = block.kind === "hotline";
  const office = block.office && !block.name.includes(block.office) ? block.office : null;
  const about = line ? [block.role && TEXT.audienceOf(block.role)] : [block.role, office];
  const actions = [
    ...block.phones.map(phone),
    ...(block.mails || []).map((address) => link(`mailto:${address}`, TEXT.mail(address), "call quiet")),
    block.website ? link(block.website, TEXT.website, "call quiet") : null,
  ];
  return card("contact", { ...block, title: block.name },
    ...about.filter(Boolean).map((text) => make("p", { class: "small" }, text)),
    ...lines(block.text),
    actions.some(Boolean) ? make("p", { class: "actions" }, ...actions) : null,
    block.opening_hours ? make("p", null, TEXT.hours(block.opening_hours), state(block, !line)) : null,
    rows([[TEXT.address, block.address], [TEXT.room, block.room], [TEXT.towns, block.towns], [TEXT.cost, block.cost],
      [TEXT.anonymous, block.anonymous], [TEXT.write, block.web_chat], [TEXT.languages, block.languages], [TEXT.important, block.not_for]]),
    block.vcf_url ? make("p", { class: "small" }, link(block.vcf_url, TEXT.save)) : null);
}

function eventCard(block) {
  const mark = TEXT[block.status === "coming" ? "" : block.status];
  const when = block.date && block.end ? TEXT.until(block.date, date(block.end)) : block.date;
  const people = (block.people || []).map((person) => (person.part ? `${person.name} (${person.part})` : person.name));
  return card("event", block,
    mark ? make("p", null, make("span", { class: block.status === "recurring" ? "state open" : "state closed" }, mark)) : null,
    rows([[TEXT.when, when], [TEXT.where, block.place], [TEXT.organiser, block.organiser], [TEXT.audience, block.audience],
      [TEXT.participants, block.participants], [TEXT.people, people], [TEXT.subjects, block.subjects]]),
    ...lines(block.description),
    block.ics_url ? make("p", { class: "small" }, link(block.ics_url, TEXT.calendar)) : null);
}

function callers(numbers, written) {
  const calls = numbers.map((entry) => {
    const call = link(entry.tel, "", "call");
    call.append(make("strong", null, entry.number), " ", entry.name);
    const hours = [entry.hours ? `${entry.hours} ` : null, state(entry, false)].filter(Boolean);
    return make("li", null, call, hours.length ? make("span", { class: "small" }, ...hours) : null);
  });
  const others = (written || []).filter((entry) => entry.url).map((entry) => make("li", null, link(entry.url, entry.name, "call quiet")));
  return make("ul", { class: "callers" }, ...calls, ...others);
}

function emergencyCard(block) {
  const below = make("details", { class: "small" }, make("summary", null, TEXT.oldest), sources(block));
  const made = card("emergency", block, ...(block.lines || []).map((line) => make("p", null, line)),
    callers(block.numbers, block.written), block.sources && block.sources.length ? below : null);
  made.setAttribute("role", "alert");
  return made;
}

const CARDS = {
  text: textCard, notice: textCard, steps: stepsCard, contact: contactCard, event: eventCard, emergency: emergencyCard,
  list: (block) => card("list", block, list(block.items)),
  source: (block) => card("source", { sources: [block] }),
};
const show = (block) => (CARDS[block.type] || textCard)(block);

// -- the conversation

function barNumbers() {
  return [...find("numbers").querySelectorAll("a")].map((entry) => ({
    tel: entry.getAttribute("href"), number: entry.querySelector("strong").textContent, name: entry.querySelector("span").textContent,
  }));
}

function append(...elements) {
  log.append(...elements);
  elements[0].scrollIntoView({ block: "start" });
}

function choices(replies) {
  if (!replies.length) return null;
  const box = make("div", { class: "choices" });
  for (const reply of replies) {
    const button = make("button", { type: "button", class: "chip" }, reply.title);
    button.addEventListener("click", () => send(reply.payload, reply.title));
    box.append(button);
  }
  return box;
}

function feedback(reply) {
  const box = make("p", { class: "helpful small" }, TEXT.helpful);
  for (const [word, helpful] of [[TEXT.yes, true], [TEXT.no, false]]) {
    const button = make("button", { type: "button", class: "plain" }, word);
    button.addEventListener("click", () => {
      box.replaceChildren(TEXT.thanks);
      post("/api/v1/feedback", { conversation_id: reply.conversation_id, message_id: reply.message_id, helpful }).catch(() => {});
    });
    box.append(button);
  }
  return box;
}

function post(url, body) {
  const headers = { "Content-Type": "application/json" };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const options = { method: "POST", headers, body: JSON.stringify(body), cache: "no-store", credentials: "omit", signal: patience.signal };
  return fetch(url, options).finally(() => clearTimeout(timer));
}

function failure(problem, retry) {
  const text = problem && problem.detail ? problem.detail : TEXT.failed;
  const numbers = problem && problem.emergency ? problem.emergency : barNumbers();
  const again = make("button", { type: "button" }, TEXT.again);
  const made = make("article", { class: "card emergency reply", role: "alert" }, make("p", null, text), callers(numbers), again);
  again.addEventListener("click", () => { made.remove(); retry(); });
  append(made);
}

function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function send(message, title) {
  if (busy) return;
  for (const old of log.querySelectorAll(".choices, .helpful")) old.remove();
  append(make("div", { class: "mine" }, title || message));
  ask({
    message, conversation_id: conversation, city: find("city").value || null,
    register: find("register").checked ? "leicht" : "standard", client_message_id: randomId(),
  });
}

async function ask(body) {
  const asked = turn;
  busy = true;
  find("send").disabled = true;
  const waiting = make("p", { class: "busy" }, TEXT.busy);
  log.append(waiting);
  let problem = null;
  let reply = null;
  try {
    const response = await post("/api/v1/chat", body);
    const content = await response.json();
    if (response.ok) reply = content;
    else problem = content;
  } catch {
    problem = null;
  }
  waiting.remove();
  if (asked !== turn) {
    if (reply) wipeServer(reply.conversation_id);
    return;
  }
  busy = false;
  find("send").disabled = false;
  if (!reply) {
    failure(problem, () => ask(body));
    return;
  }
  conversation = reply.conversation_id;
  append(make("div", { class: "reply" }, ...reply.blocks.map(show), choices(reply.quick_replies),
    reply.status === "answered" ? feedback(reply) : null));
}

function wipeServer(id) {
  if (id) fetch(`/api/v1/conversations/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true, credentials: "omit" }).catch(() => {});
}

function wipe() {
  wipeServer(conversation);
  conversation = null;
  turn += 1;
  busy = false;
  find("send").disabled = false;
  field.value = "";
  log.replaceChildren();
}

function starters() {
  log.append(choices(TEXT.starters.map((title) => ({ title, payload: title }))));
}

function grow() {
  field.rows = 1;
  while (field.scrollHeight > field.clientHeight && field.rows < MOST_ROWS) field.rows += 1;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const message = field.value.trim();
  if (!message || busy) return;
  field.value = "";
  grow();
  send(message);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
field.addEventListener("input", grow);

find("wipe").addEventListener("click", () => {
  const greeting = find("greeting");
  wipe();
  log.append(...(greeting ? [greeting] : []), make("p", { class: "small", role: "status" }, TEXT.wiped));
  starters();
  field.focus();
});

find("leave").addEventListener("click", (event) => {
  event.preventDefault();
  const away = event.currentTarget.href;
  wipe();
  document.title = "";
  document.body.replaceChildren();
  location.replace(away);
});

// a page that comes back from the browser's memory shows nothing of an earlier conversation
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

field.value = "";
find("wipe").hidden = false;
starters();
