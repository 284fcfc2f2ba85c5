// Keeps the page live: chats arrive by one stream, and what is pressed is sent without leaving the page.
// Without this file everything can still be read, pressed and sent; the page is then loaded anew each time.
"use strict";

const stream = new EventSource(`/playground/stream${location.search}`);
const leftAt = new WeakMap(); // how far down each chat was last put, to know whether its reader has moved it since

for (const column of document.querySelectorAll(".column")) {
  stream.addEventListener(`log ${column.dataset.who}`, (event) => drawLog(column, event.data));
  stream.addEventListener(`panel ${column.dataset.who}`, (event) => drawPanel(column, event.data));
  keepBehind(column);
  scrollToEnd(column);
}

document.addEventListener("submit", send);
document.addEventListener("keydown", pressKey);
document.addEventListener("change", choose);

// --- What arrives -----------------------------------------------------------------------------------------

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Only what changed is touched, so that a screen reader reads out what is new and nothing else.
function drawLog(column, html) {
  const log = column.querySelector(".log");
  const followed = log.scrollHeight - log.scrollTop - log.clientHeight < 80 || log.scrollTop === leftAt.get(log);
  const fresh = [...parsed(html).children];
  const names = new Set(fresh.map((message) => message.id));
  for (const old of [...log.children]) if (!names.has(old.id)) old.remove();
  const news = fresh.filter((message) => place(log, message));
  if (news.length && followed) scrollToEnd(column, news.find((message) => message.matches(".new")));
  if (news.length) markTab(column);
}

// Says whether there was anything new in it.
function place(log, message) {
  const old = document.getElementById(message.id);
  if (old?.dataset.version === message.dataset.version) return false;
  message.classList.add(old ? "changed" : "new");
  if (old) replace(old, message);
  else log.append(message);
  return true;
}

function replace(old, message) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(message);
  if (hadFocus) message.focus();
}

// What is taller than the window is shown from its beginning: a title that has scrolled away is not read.
function scrollToEnd(column, from = column.querySelector(".log").lastElementChild) {
  const log = column.querySelector(".log");
  log.scrollTop = log.scrollHeight;
  const above = from ? log.getBoundingClientRect().top - from.getBoundingClientRect().top : 0;
  if (above > 0) log.scrollTop -= above;
  leftAt.set(log, log.scrollTop);
}

// Where columns are tabs, the tab of a chat that is not on the screen shows that something came.
function markTab(column) {
  const tab = document.querySelectorAll(".tabs label")[[...document.querySelectorAll(".column")].indexOf(column)];
  tab.classList.toggle("news", column.offsetParent === null);
}

// The focus follows a panel as it opens, and goes back to where it was when it closes, but is never taken from
// somebody who is busy in another column. What came meanwhile stays in sight: the chat does not scroll back with it.
function drawPanel(column, html) {
  const busyElsewhere = document.activeElement !== document.body && !column.contains(document.activeElement);
  column.querySelector(".over").replaceChildren(parsed(html));
  const panel = keepBehind(column);
  if (busyElsewhere) return;
  if (panel) focusIn(panel);
  else focusBack(column);
}

function keepBehind(column) {
  const panel = column.querySelector(".panel");
  column.querySelector(".chat").inert = Boolean(panel);
  return panel;
}

function focusIn(panel) {
  (panel.querySelector("[aria-invalid]") ?? panel.querySelector("h2")).focus();
}

const pressedLast = new WeakMap();

function focusBack(column) {
  const before = pressedLast.get(column);
  (before?.isConnected ? before : column.querySelector("textarea")).focus({ preventScroll: true });
}

// --- What is pressed --------------------------------------------------------------------------------------

async function send(event) {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const column = form.closest(".column");
  if (form.closest(".chat")) pressedLast.set(column, document.activeElement);
  const body = new FormData(form, event.submitter);
  if (form.matches(".composer")) empty(form);
  const arrived = await post(form.action, body);
  column.querySelector(".trouble").hidden = arrived;
  if (arrived) settle(form);
  else restore(form, body);
}

// Whoever types on before the answer came writes another message, which is no repeat of this one.
function empty(composer) {
  composer.elements.text.value = composer.elements.files.value = "";
  composer.elements.key.value = crypto.randomUUID();
}

// The answer only leads back to this page. What changed has its way through the stream.
async function post(address, body) {
  try {
    return (await fetch(address, { method: "POST", body, redirect: "manual" })).type === "opaqueredirect";
  } catch {
    return false;
  }
}

// A double click is one press and carries one key; a press that failed may be tried again under the same key.
function settle(form) {
  if (form.elements.key) form.elements.key.value = crypto.randomUUID();
  if (form.isConnected && form.querySelector("[aria-invalid]")) focusIn(form.closest(".panel"));
}

function restore(form, body) {
  if (!form.matches(".composer") || form.elements.text.value) return;
  for (const name of ["text", "key"]) form.elements[name].value = body.get(name);
}

function pressKey(event) {
  const column = event.target.closest?.(".column");
  if (event.key === "Escape") column?.querySelector("form.close")?.requestSubmit();
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (sends && event.target.matches(".composer textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
}

// What came while a chat was not on the screen stands at its end.
function turnTo(tab) {
  const news = document.querySelector(`[for=${tab.id}]`).classList;
  const column = document.querySelectorAll(".column")[tab.id.replace("tab-", "") - 1];
  if (news.contains("news")) scrollToEnd(column);
  news.remove("news");
}

function choose(event) {
  if (["who", "files"].includes(event.target.name)) event.target.form.requestSubmit();
  if (event.target.name === "tab") turnTo(event.target);
}
