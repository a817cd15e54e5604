// The marks of those who have read: avatars under the last message that each has read, ticks and counts at one's own. They
// are put into the rows here and again whenever a row is drawn anew, so that nobody's reading makes the server draw one.
import { ask } from './calls.js';
import { text } from './texts.js';

const SHOWN = 5;
const MOST_COUNTED = 5;
const GLIDE = 150;
// From this width on the marks stand in the margin beside the text; below it the text makes room for them.
const WIDE = 1090;
const ROWS = 'article.row[data-seq]:not([data-root]), .note[data-seq]';

export function createMarks(root, scroller, rows, calls) {
  const readers = new Map();
  const counts = new Map();
  let mode = 'none';
  let all = { read: 0, delivered: 0 };
  let asked = '';
  let settling = 0;

  function take(patch) {
    if (patch.isAnew) readers.clear();
    if (patch.mode !== mode) {
      counts.clear();
      asked = '';
    }
    mode = patch.mode;
    all = { read: patch.readByAll, delivered: patch.deliveredToAll };
    for (const reader of patch.readers) {
      if (reader.seq > 0) readers.set(reader.id, reader);
      else readers.delete(reader.id);
    }
    for (const { seq, text: said } of patch.counts) {
      if (said) counts.set(seq, said);
      else counts.delete(seq);
    }
    root.dataset.marks = mode;
    fit();
    const before = placesOfFaces();
    draw();
    glide(before);
  }

  function fit() {
    const isWide = scroller.clientWidth >= WIDE;
    const most = Math.min(readers.size, SHOWN);
    const more = readers.size > SHOWN ? 26 : 0;
    const room = mode !== 'readers' || most === 0 ? 0 : isWide ? most * 20 + more + 8 : 18 + (most - 1) * 13 + more + 8;
    root.toggleAttribute('data-wide', isWide);
    root.style.setProperty('--marks', `${room}px`);
  }

  /** Puts what is missing into the rows; changes nothing that is right already. */
  function draw() {
    const wanted = mode === 'readers' ? groups() : new Map();
    for (const strip of rows.querySelectorAll('.readers')) if (!wanted.has(strip.closest('[data-seq]'))) strip.remove();
    for (const [row, here] of wanted) drawReaders(row, here);
    drawOwn();
    later();
  }

  /* --- readers --- */

  function groups() {
    const lines = [...rows.querySelectorAll(ROWS)];
    const found = new Map();
    if (!lines.length) return found;
    const last = Number(lines.at(-1).dataset.seqEnd ?? lines.at(-1).dataset.seq);
    for (const reader of readers.values()) {
      if (reader.seq > last && root.dataset.newer) continue;
      const row = lastUpTo(lines, reader.seq);
      if (!row) continue;
      if (!found.has(row)) found.set(row, []);
      found.get(row).push(reader);
    }
    for (const here of found.values()) here.sort((one, other) => one.name.localeCompare(other.name));
    return found;
  }

  function lastUpTo(lines, seq) {
    let [low, high] = [0, lines.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (Number(lines[middle].dataset.seq) <= seq) low = middle + 1;
      else high = middle - 1;
    }
    return lines[high] ?? null;
  }

  function drawReaders(row, here) {
    const opens = mayOpen(row);
    const sign = `${opens ? 'o' : ''}${here.map(reader => `${reader.id}:${reader.name}`).join()}`;
    const old = row.querySelector('.readers');
    if (old?.dataset.sign === sign) return;
    const strip = document.createElement(opens ? 'button' : 'span');
    strip.className = 'readers';
    strip.dataset.sign = sign;
    strip.setAttribute('aria-label', text('readUpTo', names(here)));
    strip.title = strip.getAttribute('aria-label');
    if (opens) Object.assign(strip, { type: 'button', tabIndex: -1 }).dataset.do = 'receipts';
    else strip.setAttribute('role', 'img');
    strip.append(...here.slice(0, SHOWN).map(face));
    if (here.length > SHOWN) strip.append(Object.assign(document.createElement('span'), { className: 'readers-more', textContent: `+${here.length - SHOWN}` }));
    if (old) old.replaceWith(strip);
    else row.append(strip);
  }

  function face(reader) {
    const tile = document.createElement('span');
    tile.className = `avatar s18 hue-${reader.hue}`;
    tile.setAttribute('aria-hidden', 'true');
    tile.dataset.initials = reader.initials;
    tile.dataset.reader = reader.id;
    return tile;
  }

  function names(here) {
    const listed = here.slice(0, SHOWN).map(reader => reader.name);
    if (here.length > SHOWN) listed.push(text('others', (here.length - SHOWN).toLocaleString(document.documentElement.lang)));
    return new Intl.ListFormat(document.documentElement.lang).format(listed);
  }

  const mayOpen = row => row.matches('article:not(.gone)') && (root.dataset.receipts === 'all' || (root.dataset.receipts === 'own' && isOwn(row)) || !!row.querySelector('.confirmation [data-do="receipts"]'));
  const isOwn = row => row.dataset.author === root.dataset.me;

  /* --- one's own messages --- */

  function drawOwn() {
    const kind = mode === 'none' || !root.dataset.chat ? (mode === 'counts' ? 'counts' : '') : 'ticks';
    for (const row of rows.querySelectorAll('article.row[data-seq]:not([data-root], .gone)')) {
      if (!isOwn(row)) continue;
      row.classList.add('own');
      drawTick(row, kind === 'ticks');
      drawCount(row, kind === 'counts' ? counts.get(Number(row.dataset.seq)) : undefined);
    }
  }

  function drawTick(row, isShown) {
    const seq = Number(row.dataset.seq);
    const state = !isShown ? '' : seq <= all.read ? 'read' : seq <= all.delivered ? 'delivered' : 'sent';
    const old = row.querySelector('.tick');
    if ((old?.dataset.tick ?? '') === state) return;
    old?.remove();
    const cell = row.querySelector('.cell');
    const drawing = state && root.querySelector(`template[data-mark="${state}"]`);
    if (!drawing || !cell) return;
    const tick = document.createElement('span');
    tick.className = 'tick';
    tick.id = `${row.id}-k`;
    tick.dataset.tick = state;
    tick.setAttribute('role', 'img');
    tick.setAttribute('aria-label', drawing.dataset.text);
    tick.title = drawing.dataset.text;
    tick.append(drawing.content.cloneNode(true));
    cell.append(tick);
    const label = row.getAttribute('aria-labelledby');
    if (label && !label.split(' ').includes(tick.id)) row.setAttribute('aria-labelledby', `${label} ${tick.id}`);
  }

  function drawCount(row, said) {
    const old = row.querySelector('.read-by');
    if ((old?.textContent ?? '') === (said ?? '')) return;
    if (!said) old.remove();
    else if (old) old.textContent = said;
    else {
      const count = Object.assign(document.createElement('button'), { type: 'button', className: 'read-by', textContent: said, tabIndex: -1 });
      count.dataset.do = 'receipts';
      row.append(count);
    }
  }

  // The newest of one's own that are in view are counted; which ones, the server is told when the scrolling has settled.
  function later() {
    clearTimeout(settling);
    settling = setTimeout(askCounts, 150);
  }

  function askCounts() {
    if (mode !== 'counts') return;
    const view = scroller.getBoundingClientRect();
    const seqs = [...rows.querySelectorAll('article.row.own[data-seq]:not([data-root], .gone)')].reverse().filter(row => {
      const box = row.getBoundingClientRect();
      return box.height && box.bottom > view.top && box.top < view.bottom;
    }).slice(0, MOST_COUNTED).map(row => Number(row.dataset.seq));
    if (seqs.join() === asked) return;
    asked = seqs.join();
    ask(calls, 'Count', seqs);
  }

  /* --- gliding --- */

  function placesOfFaces() {
    const places = new Map();
    for (const tile of rows.querySelectorAll('[data-reader]')) places.set(tile.dataset.reader, { row: tile.closest('[data-seq]'), box: tile.getBoundingClientRect() });
    return places;
  }

  function glide(before) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const view = scroller.getBoundingClientRect();
    const isSeen = box => box.bottom > view.top && box.top < view.bottom;
    for (const tile of rows.querySelectorAll('[data-reader]')) {
      const old = before.get(tile.dataset.reader);
      if (!old || old.row === tile.closest('[data-seq]')) continue;
      const box = tile.getBoundingClientRect();
      if (!isSeen(old.box) || !isSeen(box)) continue;
      tile.animate(
        [{ transform: `translate(${old.box.left - box.left}px, ${old.box.top - box.top}px)` }, { transform: 'none' }],
        { duration: GLIDE, easing: 'ease-out' });
    }
  }

  return { take, draw, fit, later, mayOpen, stop: () => clearTimeout(settling) };
}
