// What the pages do beyond plain HTML. Everything here is an addition: without it, every page
// and form still works.

document.documentElement.classList.add("js");

// Keyboard: "/" to search the list, Ctrl+K or Cmd+K to search everything, Escape closes the menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const hot = (event.ctrlKey || event.metaKey) && event.key === "k" ? "k" : !typing && event.key === "/" ? "/" : null;
  if (hot) {
    const field = document.querySelector(`[data-hot="${hot}"]`) ?? document.querySelector('[data-hot="k"]');
    if (field) { event.preventDefault(); field.focus(); field.select?.(); }
  }
  if (event.key === "Escape" && location.hash === "#menu") { location.hash = "#main"; }
});

// An error summary gets the focus, so that it is read first.
document.getElementById("form-summary")?.focus();

// Forms that were changed ask before they are left.
let dirty = false;
document.addEventListener("input", (event) => { if (event.target.closest("form.kit")) dirty = true; });
document.addEventListener("submit", () => { dirty = false; });
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

// Rows of a group are added and removed in place.
document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="_add"], button[name="_remove"]');
  if (!button) return;
  if (button.name === "_remove") {
    const row = button.closest(".row");
    const next = row.nextElementSibling?.querySelector?.("input, select") ?? row.closest("fieldset").querySelector('button[name="_add"]');
    event.preventDefault();
    row.remove();
    next?.focus();
  } else {
    const group = button.closest("fieldset").querySelector(`[data-group="${CSS.escape(button.value)}"]`);
    const blank = group?.querySelector(":scope > template");
    if (!blank) return;
    event.preventDefault();
    const used = [...group.querySelectorAll(":scope > .row > button[name='_remove']")].map((b) => Number(b.value.split(".").pop()));
    const number = used.length ? Math.max(...used) + 1 : 0;
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__row__", String(number));
    const row = holder.content.firstElementChild;
    blank.before(row);
    row.querySelectorAll("select[data-pick]").forEach(pick);
    row.querySelector("input, select, textarea")?.focus();
  }
  dirty = true;
});

// Party picker: a select becomes a field that searches by any name; its list stays the truth.
function pick(select) {
  const all = [...select.options].filter((o) => o.value);
  if (all.length < 8 && !select.dataset.pick) return;
  const box = document.createElement("div");
  box.className = "pick";
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const id = select.id;
  list.id = `${id}-options`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  Object.assign(input, { type: "text", autocomplete: "off", placeholder: select.dataset.placeholder });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  list.setAttribute("aria-label", label?.textContent ?? "");
  const shown = () => select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent : "";
  input.value = shown();
  select.id = `${id}-select`;
  input.id = id;
  select.hidden = true;
  select.required = false;
  select.after(box);
  box.append(input, list);
  let at = -1, timer, asked = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const choose = (entry) => {
    let option = [...select.options].find((o) => o.value === entry.value);
    if (!option) { option = new Option(entry.label, entry.value); select.add(option); }
    select.value = entry.value;
    input.value = entry.value ? entry.label : "";
    dirty = true;
    close();
  };
  const mark = (next) => {
    const items = [...list.children];
    if (!items.length) return;
    at = (next + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    items[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[at].id);
  };
  const show = (entries) => {
    list.replaceChildren(...entries.slice(0, 40).map((entry, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(entry.label);
      if (entry.detail) { const small = document.createElement("small"); small.textContent = entry.detail; item.append(small); }
      item.addEventListener("mousedown", (e) => { e.preventDefault(); choose(entry); });
      item.entry = entry;
      return item;
    }));
    list.hidden = !entries.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
  };
  const local = (words) => all.filter((o) => o.textContent.toLocaleLowerCase().includes(words)).map((o) => ({ value: o.value, label: o.textContent }));
  const search = async () => {
    const words = input.value.trim().toLocaleLowerCase();
    if (!words) { select.value = ""; show(local("")); return; }
    show(local(words));
    if (!select.dataset.pick) return;
    const mine = ++asked;
    const join = select.dataset.pick.includes("?") ? "&" : "?";
    const answer = await fetch(`${select.dataset.pick}${join}q=${encodeURIComponent(input.value)}`, { headers: { accept: "application/json" } }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    show(await answer.json());
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  input.addEventListener("focus", () => { input.select(); show(local("")); });
  input.addEventListener("blur", () => { close(); input.value = shown(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); if (list.hidden) show(local("")); mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at - 1); }
    else if (event.key === "Enter" && !list.hidden && at >= 0) { event.preventDefault(); choose(list.children[at].entry); }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); input.value = shown(); close(); }
  });
}
document.querySelectorAll("select[data-pick]").forEach((select) => { if (!select.closest("template")) pick(select); });

// A filter that says so is sent as soon as it is chosen; a page for paper has its button.
document.addEventListener("change", (event) => { if (event.target.matches("select[data-auto]")) event.target.form.requestSubmit(); });
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

// Files can be dropped where they are chosen.
for (const zone of document.querySelectorAll(".drop")) {
  const field = zone.querySelector('input[type="file"]');
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; field.dispatchEvent(new Event("change", { bubbles: true })); }
  });
}

// While a button of the mouse or a finger is down: a promise that it is up again.
let pressed = null, release;
addEventListener("pointerdown", () => { pressed ??= new Promise((up) => { release = up; }); }, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => { pressed = null; release?.(); }), true);

// How to focus again what has the focus, when it was replaced by the same link or button.
function placeOf(element) {
  if (!element?.closest("main, aside")) return null;
  const sign = (it) => [it.tagName, it.id, it.getAttribute("href"), it.name, it.value, it.form?.action, it.textContent].join();
  const mine = sign(element);
  return () => [...document.querySelectorAll(`main ${element.tagName}, aside ${element.tagName}`)].find((it) => sign(it) === mine)?.focus({ preventScroll: true });
}

// On a phone the tabs are one line that is pushed sideways: the open one is in sight.
function showTab() {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.parentElement;
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
  }
}
showTab();

// Live update: a page that somebody else changed renews itself, unless something is being typed.
function live(body) {
  let notice;
  const tell = (words, action) => {
    notice ??= Object.assign(document.createElement("div"), { className: "live" });
    notice.setAttribute("role", "status");
    const text = document.createElement("span");
    text.textContent = words;
    notice.replaceChildren(text);
    if (action) {
      const button = document.createElement("button");
      button.textContent = body.dataset.liveShow;
      button.addEventListener("click", action);
      notice.append(button);
    }
    body.append(notice);
  };
  let timer;
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { "x-live": "1" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // A press under way must end on what it began on, and the keyboard stays where it was.
    if (pressed) { pressed.then(renew); return; }
    const back = placeOf(document.activeElement);
    const pushed = [...document.querySelectorAll("main .scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
    for (const part of ["main", "aside"]) {
      const [now, then] = [document.querySelector(part), fresh.querySelector(part)];
      if (now && then) now.replaceChildren(...then.childNodes);
    }
    back?.();
    document.querySelectorAll("main .scroll").forEach((box, i) => { [box.scrollLeft, box.scrollTop] = pushed[i] ?? [0, 0]; });
    showTab();
    window.htmx?.process?.(document.body);
    notice?.remove();
  };
  const busy = () => dirty || document.querySelector("main form.kit, main .carrying") || document.activeElement?.matches("main input, main textarea, main select");
  // A step by hand shows its own page: the news of it changes nothing.
  const own = () => Date.now() - Number(document.documentElement.dataset.step ?? 0) < 2000;
  const changed = () => {
    if (own()) return;
    if (busy()) tell(body.dataset.liveChanged, () => { dirty = false; location.reload(); });
    else { clearTimeout(timer); timer = setTimeout(renew, 150); }
  };
  const source = new EventSource(body.dataset.live);
  let broken = false;
  source.addEventListener("change", changed);
  source.addEventListener("behind", changed);
  source.addEventListener("open", () => { if (broken) { broken = false; notice?.remove(); changed(); } });
  source.addEventListener("error", () => { if (!broken) { broken = true; tell(body.dataset.liveOff); } });
  addEventListener("pagehide", () => source.close());
}
if (document.body.dataset.live) live(document.body);
