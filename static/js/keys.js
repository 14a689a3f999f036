/* Single keys for editors: off where the person switched them off, and while the focus is in a field. */
const SELECTORS = {
  a: ".decision__button--accept",
  x: ".decision__button--reject",
  e: ".decision__button--correct",
  u: ".decision__button--undo",
};
let current = null;

function isShown(row) {
  return row.getClientRects().length > 0;
}

function choose(row) {
  if (!row) return;
  current?.classList.remove("is-current");
  current = row;
  row.classList.add("is-current");
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  const at = current?.isConnected ? rows.indexOf(current) : -1;
  choose(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)]);
}

function press(key) {
  const row = current?.isConnected ? current : document.querySelector("[data-row]:target");
  row?.querySelector(SELECTORS[key])?.click();
}

function search() {
  document.querySelector("input[type=search]")?.focus();
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (dialog && !dialog.open) dialog.showModal();
}

const ACTIONS = { j: () => move(1), k: () => move(-1), "/": search, "?": help };

document.addEventListener("keydown", (event) => {
  if (!document.body.hasAttribute("data-keys") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const act = ACTIONS[event.key] ?? (event.key in SELECTORS ? () => press(event.key) : null);
  if (!act) return;
  event.preventDefault();
  act();
});
