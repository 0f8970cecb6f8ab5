// Follows a run: its progress, and the new timetable when it is over. Without this the page
// refreshes itself.
async function follow() {
  const run = document.querySelector("[data-run]");
  if (!run) return;
  const answer = await fetch(run.dataset.run, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || !run.isConnected) return;
  const told = await answer.json();
  run.querySelector("progress").value = told.permille;
  const now = run.querySelector(".now");
  if (now.textContent !== told.text) now.textContent = told.text;
  if (told.over) location.reload();
}
setInterval(follow, 700);
