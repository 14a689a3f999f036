/* The queue by keys: after a decision the next proposal is at hand, which is on the page already; the rows behind it load before they are reached. */
import { bind, bindUndo, choose, getCurrent, move, press } from "./keys.js";

const AHEAD = 5;
const list = () => document.querySelector("[data-queue]");
const say = document.querySelector("[data-queue-say]");
const decided = [];
// What was pressed last: only accepting and rejecting lead on to the next row.
let leadsOn = false;

function rows() {
  return [...list().querySelectorAll("[data-row]")];
}

function announce(words) {
  say.textContent = words;
}

function goOn() {
  const all = rows();
  const next = all.slice(all.indexOf(getCurrent()) + 1).find((row) => !row.classList.contains("is-done"));
  if (next) {
    choose(next);
    announce(`${say.dataset.done} ${next.querySelector(".said-block, .queue__claim")?.textContent.replace(/\s+/g, " ").trim().slice(0, 160) ?? ""}`);
  } else {
    announce(say.dataset.end);
  }
  if (all.length - all.indexOf(getCurrent()) <= AHEAD) list().querySelector(".queue__more a")?.click();
}

function flip() {
  const row = getCurrent();
  const kind = row?.querySelector("select[name=kind], select[name=stance]");
  if (!kind) return;
  kind.selectedIndex = (kind.selectedIndex + 1) % kind.options.length;
  press(".decision__button--correct");
}

function openArticle(number) {
  getCurrent()?.querySelectorAll(".said-block__words a")[number - 1]?.click();
}

bind("s", () => move(1));
bind("n", () => press(".queue__notes"));
bind("f", flip);
bind("o", () => press(".decision__button--other"));
bind("c", () => press("[data-bulk]"));
bind("1", () => openArticle(1));
bind("2", () => openArticle(2));
bindUndo(() => {
  if (getCurrent()?.querySelector(".decision__button--undo")) return press(".decision__button--undo");
  const row = decided.pop();
  if (!row?.isConnected) return false;
  choose(row);
  return press(".decision__button--undo");
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".decision__button")) leadsOn = event.target.closest(".decision__button--accept, .decision__button--reject") !== null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.target.closest?.("[data-row]");
  const decision = row?.querySelector(".decision");
  if (!decision || !list()?.contains(row) || decision.querySelector(".decision__error")) return;
  const isDone = decision.querySelector(".decision__button--undo") !== null;
  row.classList.toggle("is-done", isDone);
  if (!isDone || !leadsOn) return;
  leadsOn = false;
  decided.push(row);
  choose(row);
  goOn();
});

if (list() && document.body.hasAttribute("data-keys") && !window.location.hash) choose(rows()[0]);
