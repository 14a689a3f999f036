// In an article: a selection becomes the content of a new statement. Without scripts the same page takes the words.
import { toCodePoints } from "./codepoints.js";

const link = document.querySelector("[data-annotate]");

/** Where a place of the selection lies in the text as stored, in code points; null outside of it. */
function place(node, offset) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const words = before.toString();
  return Number(paragraph.dataset.start) + toCodePoints(words, words.length);
}

function follow() {
  const selection = document.getSelection();
  const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const [start, end] = range ? [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)] : [null, null];
  const given = start !== null && end !== null && start < end;
  link.classList.toggle("annotate--ready", given);
  link.href = given ? `${link.dataset.annotate}?content=@${start}-${end}` : link.dataset.annotate;
}

if (link) document.addEventListener("selectionchange", follow);
