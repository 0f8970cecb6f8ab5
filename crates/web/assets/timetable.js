// Follows a run: its progress, what has been found so far, and what came of it when it is over.
// Without this the page refreshes itself.
async function found() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [document.querySelector("[data-found]"), fresh.querySelector("[data-found]")];
  if (now && then) now.replaceChildren(...then.childNodes);
}

async function follow() {
  const run = document.querySelector("[data-run]");
  if (!run) return;
  const answer = await fetch(run.dataset.run, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || !run.isConnected) return;
  const told = await answer.json();
  run.querySelector("progress").value = told.permille;
  const now = run.querySelector(".now");
  if (now.textContent !== told.text) now.textContent = told.text;
  if (told.over) { location.reload(); return; }
  if (told.mark !== (run.dataset.mark ?? "")) { run.dataset.mark = told.mark; await found(); }
}
setInterval(follow, 700);
