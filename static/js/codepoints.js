// The one place where the browser's UTF-16 units become the code points that spans count in, and back.

/** How many code points lie before a UTF-16 offset; an offset inside a surrogate pair counts as before it. */
export function toCodePoints(text, offset) {
  let count = 0;
  for (let at = 0; at < offset; count += 1) {
    const wide = text.codePointAt(at) > 0xffff;
    if (wide && at + 1 === offset) break;
    at += wide ? 2 : 1;
  }
  return count;
}

/** The UTF-16 offset of a code point. */
export function toUnits(text, count) {
  let at = 0;
  for (let seen = 0; seen < count && at < text.length; seen += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}
