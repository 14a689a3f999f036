/* What makes pages handier where scripts run; without them everything works, too. */
import "./keys.js";
import "./panel.js";
import "./share.js";

const wide = window.matchMedia("(min-width: 64rem)");

/** What folds in on narrow screens: lists of choices that would push what was found below the fold. Whoever is choosing goes on choosing. */
function foldNarrow(root, isChoosing) {
  for (const fold of root.querySelectorAll("[data-fold-narrow]")) fold.open = wide.matches || (isChoosing && fold.querySelector("[aria-current]") !== null);
}

/** Light all stretches of the statement that the address names, and its note. */
function light() {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  const match = /^#[sn](\d+)$/.exec(window.location.hash);
  if (!match) return;
  const note = document.getElementById(`n${match[1]}`);
  for (const stretch of document.querySelectorAll(`[data-statements~="${match[1]}"]`)) stretch.classList.add("is-lit");
  note?.classList.add("is-lit");
  const fold = note?.closest("details.notes");
  if (fold) fold.open = true;
}

/** After a form was refused, readers of screens and keyboards go on at the summary of its errors. */
function meetErrors(root) {
  root.querySelector(".form__errors, .decision__error")?.focus?.();
}

foldNarrow(document, false);
light();
window.addEventListener("hashchange", light);
meetErrors(document);
document.addEventListener("htmx:afterSettle", (event) => {
  meetErrors(event.target);
  foldNarrow(event.target, true);
});
