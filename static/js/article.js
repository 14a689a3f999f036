/* Notes in the margin of an article. On wide screens each stands beside its mark, the text running on without gaps;
   where marks crowd, their notes share out the shift. On narrow screens notes fold in below their paragraph. */
const reading = document.querySelector(".reading");
const wide = window.matchMedia("(min-width: 64rem)");
const GAP = 12;

/** Tops for blocks in order that must not overlap, each as near to its wish as all together allow (pooling of neighbors). */
export function placeNotes(wishes, heights) {
  const pools = [];
  wishes.forEach((wish, index) => {
    let pool = { first: index, count: 1, height: heights[index] + GAP, top: Math.max(0, wish), sum: wish };
    while (pools.length > 0) {
      const before = pools[pools.length - 1];
      if (before.top + before.height <= pool.top) break;
      pools.pop();
      const count = before.count + pool.count;
      // What each wants the pool's top to be, averaged.
      const sum = before.sum + pool.sum - before.height * pool.count;
      pool = { first: before.first, count, height: before.height + pool.height, top: Math.max(0, sum / count), sum };
    }
    pools.push(pool);
  });
  const tops = [];
  for (const pool of pools) {
    let top = pool.top;
    for (let i = pool.first; i < pool.first + pool.count; i += 1) {
      tops.push(top);
      top += heights[i] + GAP;
    }
  }
  return tops;
}

function align() {
  const notes = [...reading.querySelectorAll(".note")];
  const isAligned = wide.matches && notes.length > 0;
  reading.classList.toggle("is-aligned", isAligned);
  reading.style.minHeight = "";
  if (!isAligned) {
    for (const note of notes) note.style.top = "";
    return;
  }
  const origin = reading.getBoundingClientRect().top;
  const wishes = notes.map((note) => {
    const mark = document.getElementById(`s${note.id.slice(1)}`);
    return (mark ?? note.closest(".passage")).getBoundingClientRect().top - origin - 4;
  });
  const heights = notes.map((note) => note.offsetHeight);
  const tops = placeNotes(wishes, heights);
  notes.forEach((note, index) => { note.style.top = `${tops[index]}px`; });
  reading.style.minHeight = `${tops[tops.length - 1] + heights[heights.length - 1]}px`;
}

/** Beside the text notes lie open; below it they fold in, so that the text can be read on, but for the one that the address leads to. */
function fold() {
  const wanted = /^#[sn](\d+)$/.exec(window.location.hash);
  for (const notes of reading.querySelectorAll(".notes")) {
    notes.open = wide.matches || (wanted !== null && notes.querySelector(`#n${wanted[1]}`) !== null);
  }
}

/** Light a statement in text and margin while the pointer or the focus is on either. */
function hint(event) {
  const id = event.target.closest?.(".note")?.id.slice(1) ?? event.target.closest?.("[data-statements]")?.dataset.statements.split(" ")[0];
  for (const each of reading.querySelectorAll(".is-hinted")) each.classList.remove("is-hinted");
  if (!id) return;
  document.getElementById(`n${id}`)?.classList.add("is-hinted");
  for (const stretch of reading.querySelectorAll(`[data-statements~="${id}"]`)) stretch.classList.add("is-hinted");
}

if (reading) {
  fold();
  align();
  wide.addEventListener("change", () => { fold(); align(); });
  const watcher = new ResizeObserver(() => align());
  for (const each of reading.querySelectorAll(".note, .text")) watcher.observe(each);
  // Paper is narrow, too, but cannot be unfolded.
  window.addEventListener("beforeprint", () => { for (const notes of reading.querySelectorAll(".notes")) notes.open = true; });
  window.addEventListener("afterprint", () => { fold(); align(); });
  document.fonts?.ready.then(align);
  reading.addEventListener("mouseover", hint);
  reading.addEventListener("focusin", hint);
  document.addEventListener("htmx:afterSettle", () => align());
  // Notes that moved after the browser had looked for its target.
  if (/^#[ns]\d+$/.test(window.location.hash)) document.querySelector(window.location.hash)?.scrollIntoView({ block: "center" });
}
