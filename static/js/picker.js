// Choosing stretches in a text instead of typing them: by mouse, touch or keyboard (the text is a field that cannot be changed, so Shift and arrows select).
// Without scripts the fields take the exact words.
import { toCodePoints, toUnits } from "./codepoints.js";

const LINE = /^@\s*(\d+)\s*[-–:,]\s*(\d+)$/;

class Picker {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.text = root.querySelector("textarea");
    this.offset = Number(root.dataset.offset);
    // Chromium shows no caret in a field that is read-only, and without one keys cannot select: changes are refused instead.
    this.text.readOnly = false;
    this.text.setAttribute("aria-readonly", "true");
    this.text.addEventListener("beforeinput", (event) => event.preventDefault());
    root.querySelector("[data-picker-acts]").hidden = false;
    for (const button of root.querySelectorAll("[data-role]")) {
      button.addEventListener("click", () => this.take(button.dataset.role));
      this.field(button.dataset.role).addEventListener("input", () => this.preview(button.dataset.role));
      this.preview(button.dataset.role);
    }
    for (const button of root.querySelectorAll("[data-nudge]")) button.addEventListener("click", () => this.nudge(button.dataset.nudge));
  }

  field(role) {
    return this.form.elements[role];
  }

  /** The selection without white space around it, in code points of the whole text. */
  selected() {
    let { selectionStart: start, selectionEnd: end } = this.text;
    const { value } = this.text;
    while (start < end && /\s/.test(value[start])) start += 1;
    while (end > start && /\s/.test(value[end - 1])) end -= 1;
    return start < end ? [this.offset + toCodePoints(value, start), this.offset + toCodePoints(value, end)] : null;
  }

  take(role) {
    const place = this.selected();
    if (!place) {
      this.say(this.root.dataset.nothing);
      return;
    }
    const field = this.field(role);
    const more = this.root.querySelector("[data-more]").checked && field.value.trim();
    field.value = more ? `${field.value.trim()}\n@${place.join("-")}` : `@${place.join("-")}`;
    this.last = role;
    this.preview(role);
  }

  /** The words behind the numbers in a field. */
  words(line) {
    const match = LINE.exec(line.trim());
    if (!match) return line.trim();
    const [start, end] = [Number(match[1]) - this.offset, Number(match[2]) - this.offset];
    if (start < 0 || end < start) return line.trim();
    return this.text.value.slice(toUnits(this.text.value, start), toUnits(this.text.value, end));
  }

  preview(role) {
    const lines = this.field(role).value.split("\n").filter((line) => line.trim());
    const words = lines.map((line) => this.words(line)).join(" … ");
    this.root.querySelector(`[data-preview="${role}"]`).textContent = words;
    if (role === this.last) this.say(words);
  }

  /** Move an end of the stretch chosen last by a word. */
  nudge(how) {
    const field = this.last && this.field(this.last);
    const lines = field ? field.value.trim().split("\n") : [];
    const match = lines.length && LINE.exec(lines[lines.length - 1].trim());
    if (!match) {
      this.say(this.root.dataset.nothing);
      return;
    }
    const { value } = this.text;
    const units = [1, 2].map((group) => toUnits(value, Number(match[group]) - this.offset));
    const [edge, step] = how.split(":");
    const at = edge === "start" ? 0 : 1;
    units[at] = this.wordEdge(units[at], edge, Number(step));
    if (units[0] >= units[1]) return;
    lines[lines.length - 1] = `@${units.map((unit) => this.offset + toCodePoints(value, unit)).join("-")}`;
    field.value = lines.join("\n");
    this.preview(this.last);
  }

  wordEdge(from, edge, step) {
    const starts = [...this.text.value.matchAll(/\S+/g)].map((word) => (edge === "start" ? word.index : word.index + word[0].length));
    const found = step > 0 ? starts.find((place) => place > from) : starts.findLast((place) => place < from);
    return found ?? from;
  }

  say(words) {
    this.root.querySelector("[data-say]").textContent = words;
  }
}

function start(root) {
  for (const each of root.querySelectorAll("[data-picker]:not([data-ready])")) {
    each.dataset.ready = "";
    new Picker(each);
  }
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.target));
