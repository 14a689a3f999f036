/* Single keys: off where the person switched them off, and while the focus is in a field. Pages add their own by `bind`. */
const ACTIONS = new Map();
let current = null;

/** Give a key something to do; two things on one key are a mistake. */
export function bind(key, act) {
  if (ACTIONS.has(key)) throw new Error(`the key ${key} is taken`);
  ACTIONS.set(key, act);
}

/** All keys that do something on this page; the help has to name them. */
export function getKeys() {
  return [...ACTIONS.keys()];
}

/** The row that keys act on. */
export function getCurrent() {
  return current?.isConnected ? current : document.querySelector("[data-row]:target");
}

function isShown(row) {
  return row.getClientRects().length > 0;
}

/** Make a row the current one, with the focus on it. */
export function choose(row) {
  if (!row) return;
  current?.classList.remove("is-current");
  current = row;
  row.classList.add("is-current");
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** Go some rows on or back; false at the end of the page. */
export function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  const at = current?.isConnected ? rows.indexOf(current) : -1;
  const to = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  choose(rows[Math.min(Math.max(to, 0), rows.length - 1)]);
  return to >= 0 && to < rows.length;
}

/** Press a button or link of the current row. */
export function press(selector) {
  const found = getCurrent()?.querySelector(selector);
  found?.click();
  return Boolean(found);
}

/** To the choice of another kind, where the row has one: its button would decide for the kind that stands there. Else to the form. */
function correct() {
  const kind = getCurrent()?.querySelector("select[name=kind], select[name=stance]");
  return kind ? kind.focus() : press(".decision__button--correct");
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (dialog && !dialog.open) dialog.showModal();
}

bind("j", () => move(1));
bind("k", () => move(-1));
bind("a", () => press(".decision__button--accept"));
bind("x", () => press(".decision__button--reject"));
bind("e", correct);
bind("/", () => document.querySelector("input[type=search]")?.focus());
bind("?", help);
// Pages may have more to undo than the row at hand; the last word is theirs.
let undo = () => press(".decision__button--undo");
bind("u", () => undo());

/** Let a page undo in its own way. */
export function bindUndo(act) {
  undo = act;
}

document.addEventListener("keydown", (event) => {
  if (!document.body.hasAttribute("data-keys") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const act = ACTIONS.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});
