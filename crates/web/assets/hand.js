// Moves meetings by hand. Drag one to another place, or pick it up with Enter, choose a place with
// the arrows and put it down with Enter; Escape leaves it. Places where it may go are lit, also
// where it may change places with another meeting; every other place says why not. L locks a
// meeting or unlocks it. Without this file the page of a meeting does the same.
let hand = null; // what is in hand: { request, card, keys, lit }

const desk = () => document.querySelector("[data-hand]");
const board = () => document.querySelector("[data-board]");
const places = () => [...(board()?.querySelectorAll("td[data-slot]") ?? [])];

function say(words, refused = false) {
  const now = document.getElementById("hand-status");
  if (!now) return;
  now.textContent = words;
  now.classList.toggle("refused", refused);
}

// The meeting at a place with which the one in hand would change places, if there is exactly one.
function other(place) {
  const there = place.querySelectorAll?.("[data-request]") ?? [];
  return there.length === 1 && there[0] !== hand.card ? there[0].dataset.request : null;
}

// Whether the meeting in hand may take a place by changing places with the one there.
function swaps(place) {
  const there = hand?.lit && place.matches("td[data-slot]") ? other(place) : null;
  return there && alone(place) && hand.lit.swaps[there] === "" ? there : null;
}

// What may happen at a place, in a word or two.
function may(place) {
  if (!swaps(place)) return desk().dataset.may;
  return hand.card.closest("td") ? desk().dataset.swap : desk().dataset.replace;
}

// Why the meeting in hand cannot be at a place; empty where it can.
function against(place) {
  const why = alone(place);
  const there = why && place.matches("td[data-slot]") && !place.contains(hand.card) ? other(place) : null;
  const mine = !place.dataset.who || hand.lit.sides.includes(place.dataset.who);
  return there && mine ? (hand.lit.swaps[there] ?? why) : why;
}

// Why it cannot be there while every other meeting stays.
function alone(place) {
  const lit = hand?.lit;
  if (!lit) return null;
  if (place.matches("[data-out]")) return !hand.card.closest("td") ? desk().dataset.here : lit.out;
  if (place.contains(hand.card)) return desk().dataset.here;
  if (place.dataset.who && !lit.sides.includes(place.dataset.who)) return desk().dataset.other;
  const slot = lit.slots[Number(place.dataset.slot)];
  if (slot.against.length) return slot.against.join(" ");
  if (place.dataset.table !== undefined) return slot.tables[Number(place.dataset.table)];
  return "";
}

function light() {
  for (const place of places()) {
    const why = against(place);
    place.classList.toggle("may", why === "");
    place.classList.toggle("cannot", !!why && !place.contains(hand.card));
    place.classList.toggle("swap", why === "" && !!swaps(place));
    if (why === "") place.dataset.may = may(place);
  }
}

async function pick(card, keys) {
  drop();
  hand = { request: card.dataset.request, card, keys, lit: null };
  const mine = hand;
  card.classList.add("in-hand");
  card.setAttribute("aria-pressed", "true");
  board().classList.add("carrying");
  say(desk().dataset.picked.replace("%", card.innerText.replace(/\s*\n\s*/g, ", ")));
  const { timetable, places: address } = desk().dataset;
  const query = new URLSearchParams({ timetable, request: card.dataset.request });
  const answer = await fetch(`${address}?${query}`, { headers: { accept: "application/json" } }).catch(() => null);
  if (hand !== mine) return;
  if (!answer?.ok) { drop(); say(desk().dataset.failed, true); return; }
  hand.lit = await answer.json();
  if (hand === mine) light();
}

// Nothing is in hand any more.
function drop() {
  const card = hand?.card;
  hand = null;
  board()?.classList.remove("carrying");
  card?.classList.remove("in-hand");
  card?.setAttribute("aria-pressed", "false");
  for (const place of document.querySelectorAll(".may, .cannot, .over")) place.classList.remove("may", "swap", "cannot", "over");
  return card;
}

async function put(place) {
  const why = against(place);
  if (why === null) return;
  if (why) { say(place.contains(hand.card) ? why : `${desk().dataset.not} ${why}`, true); return; }
  const { timetable, move, view } = desk().dataset;
  const values = new URLSearchParams({ timetable, request: hand.request, view });
  const there = swaps(place);
  if (there) values.set("with", there);
  if (place.dataset.slot !== undefined) values.set("slot", place.dataset.slot);
  if (place.dataset.table !== undefined) values.set("table", place.dataset.table);
  const { request, keys } = hand;
  drop();
  await send(move, values, keys && request);
}

// Sends a step or a lock, and shows the page that comes of it.
async function send(address, values, focus) {
  document.documentElement.dataset.step = Date.now();
  const answer = await fetch(address, { method: "POST", body: values }).catch(() => null);
  if (!answer) { say(desk().dataset.failed, true); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) { say(fresh.querySelector(".refused")?.textContent.trim() ?? desk().dataset.failed, true); return; }
  show(fresh, answer.url, focus);
}

// Locks the meeting of a card at its place, or unlocks it.
async function lock(card, focus) {
  const place = card.closest(".met") ?? card.closest("td");
  const { timetable, view, unplaced, lock: address, unlock } = desk().dataset;
  if (!place) { say(unplaced, true); return; }
  const values = new URLSearchParams({ timetable, request: card.dataset.request, view });
  drop();
  await send(place.classList.contains("fixed") ? unlock : address, values, focus);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form.lock");
  if (!form || !board()) return;
  event.preventDefault();
  lock(form.parentElement.querySelector("[data-request]"), null);
});

// The page that came of a step, in place of this one: nothing jumps.
function show(fresh, address, focus) {
  const before = board()?.closest(".scroll");
  const [left, top] = [before?.scrollLeft ?? 0, before?.scrollTop ?? 0];
  for (const part of ["main", "aside"]) {
    const [now, then] = [document.querySelector(part), fresh.querySelector(part)];
    if (now && then) now.replaceChildren(...then.childNodes);
  }
  history.pushState({}, "", address);
  document.documentElement.dataset.step = Date.now();
  const scroll = board()?.closest(".scroll");
  if (scroll) [scroll.scrollLeft, scroll.scrollTop] = [left, top];
  const moved = [...document.querySelectorAll("[data-request]")].find((card) => card.dataset.request === focus);
  moved?.focus();
  say(document.querySelector("main .flash p")?.textContent ?? "");
}
addEventListener("popstate", () => location.reload());

// The place beside another one, by arrow key.
function beside(place, key) {
  const rows = [...board().querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td[data-slot]")]).filter((row) => row.length);
  const row = rows.findIndex((cells) => cells.includes(place));
  if (row < 0) return places()[0];
  const column = rows[row].indexOf(place);
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
  return rows[row + down]?.[column + right] ?? place;
}

function stand(place) {
  document.querySelectorAll(".over").forEach((other) => other.classList.remove("over"));
  place.classList.add("over");
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView({ block: "nearest", inline: "nearest" });
  const row = place.closest("tr").querySelector("th").innerText.split("\n")[0];
  const why = against(place);
  const there = place.contains(hand.card) ? "" : (place.querySelector("[data-request]")?.innerText.replace(/\s*\n\s*/g, ", ") ?? "");
  const whole = [row, place.dataset.label, there].filter(Boolean).join(", ");
  say(`${whole}: ${why === null ? "…" : why || may(place)}`, !!why);
}

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-request]");
  const place = event.target.closest?.("td[data-slot]");
  const enter = event.key === "Enter" || event.key === " ";
  if (event.key.toLowerCase() === "l" && card && board() && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    lock(card, card.dataset.request);
    return;
  }
  if (!hand) {
    if (card && enter && !event.ctrlKey && !event.metaKey && board()) { event.preventDefault(); pick(card, true); }
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    drop()?.focus();
    say(desk().dataset.left);
  } else if (event.key.startsWith("Arrow") && hand.keys) {
    event.preventDefault();
    stand(place ? beside(place, event.key) : places()[0]);
  } else if (enter && hand.keys) {
    event.preventDefault();
    if (place) put(place);
  } else if ((event.key === "Delete" || event.key === "Backspace") && hand.keys) {
    event.preventDefault();
    const out = document.querySelector("[data-out]");
    if (out) put(out);
  }
});

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-request]");
  if (!card || !board()) return;
  event.dataTransfer.setData("text/plain", card.dataset.request);
  event.dataTransfer.effectAllowed = "move";
  pick(card, false);
});
document.addEventListener("dragover", (event) => {
  const place = hand && event.target.closest?.("td[data-slot], [data-out]");
  if (!place) return;
  event.preventDefault();
  const why = against(place);
  if (hand.over !== place) {
    hand.over?.classList.remove("over");
    hand.over = place;
    place.classList.add("over");
    if (why !== null) say(why || may(place), !!why && !place.contains(hand.card));
  }
});
document.addEventListener("drop", (event) => {
  const place = hand && event.target.closest?.("td[data-slot], [data-out]");
  if (!place) return;
  event.preventDefault();
  put(place);
});
document.addEventListener("dragend", () => drop());

// A card is a link without this file, and a button that picks up with it.
function dress() {
  for (const card of document.querySelectorAll("[data-request]")) {
    if (card.getAttribute("role") === "button") continue;
    card.setAttribute("role", "button");
    card.setAttribute("aria-pressed", "false");
    card.setAttribute("aria-describedby", "hand-how");
  }
}
new MutationObserver(dress).observe(document.body, { childList: true, subtree: true });
dress();
