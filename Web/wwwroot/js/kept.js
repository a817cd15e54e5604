// The last windows of feeds, kept for the time without a network (js/offline.js shows them): the rows as they stand on the
// page, without what can be pressed, and without what other places say in them.
import { ask } from './calls.js';
import * as store from './store.js';
import { text } from './texts.js';

const MOST_ROWS = 60;
const MOST_WINDOWS = 30;
const REST = 1500;
const LONGEST = 8000;
const REVIEW_AFTER = 3000;
const REVIEW_AGAIN = 30000;
const PRESSED = 'button, a.file-card, [role="button"]';
const LEFT_OUT = 'template, form, input, textarea, script, style, .sending-mark, .failed, .ticks, [data-mark]';
const FORGET = ['id', 'tabindex', 'aria-labelledby', 'aria-pressed', 'aria-haspopup', 'aria-expanded', 'aria-posinset', 'aria-setsize', 'href', 'download'];

// One thing at a time: what is let go must not come back with what was taken a moment before.
let queue = Promise.resolve();
const inTurn = work => (queue = queue.then(work, work).catch(() => {}));

/** Keeps what a feed shows, when it has come to rest. */
export function createKeeper(root, rows, calls) {
  let timer = 0;
  let since = 0;
  let version = null;
  let last = '';

  function note() {
    if (root.dataset.kept !== '1' || !store.isEncrypted()) return;
    const now = Date.now();
    since ||= now;
    // Asked before the rows are taken: they are never older than it says.
    version ??= ask(calls, 'Version');
    clearTimeout(timer);
    timer = setTimeout(take, Math.max(0, Math.min(REST, since + LONGEST - now)));
  }

  async function take() {
    timer = since = 0;
    const [asked, stream] = [version, root.dataset.stream];
    version = null;
    const known = await asked;
    if (known === undefined || known === null || !root.isConnected || root.dataset.stream !== stream || root.dataset.newer) return;
    // Something else lies over it, with an address of its own.
    if (!location.pathname.includes(`/${stream}`)) return;
    const lines = linesOf(rows);
    const drawn = JSON.stringify(lines);
    if (drawn === last) return;
    last = drawn;
    const value = {
      stream, version: known, title: root.dataset.title, path: location.pathname.split(/\/(?:m|t|members|details|files|pins)(?:\/|$)/)[0], at: Date.now(), lines,
    };
    await inTurn(async () => {
      await store.putWindow(nameOf(stream), value);
      await store.trimWindows(MOST_WINDOWS);
    });
  }

  return {
    note,
    stop: () => clearTimeout(timer),
  };
}

/** Lets go of messages of a place; of all, when no numbers are given. */
export function letGo(stream, seqs = null, upTo = 0) {
  return inTurn(async () => {
    if (seqs === null) {
      await store.dropWindow(nameOf(stream));
      return;
    }
    const window = await find(stream);
    if (!window) return;
    const gone = new Set(seqs);
    const isGone = line => line.seq !== undefined && (line.seq <= upTo || [...gone].some(seq => seq >= line.seq && seq <= (line.end ?? line.seq)));
    const lines = window.lines.filter(line => !isGone(line));
    if (lines.length !== window.lines.length) await store.putWindow(nameOf(stream), { ...window, lines });
  });
}

/** Asks what became of all that is kept, while this device was not there to hear of it. */
export function review(calls) {
  setTimeout(async () => {
    const kept = await store.windows();
    const asked = kept.map(({ stream, version, lines }) => ({ stream, version, ...rangeOf(lines) }));
    if (!asked.length) return;
    const answers = await ask(calls, 'Review', asked);
    for (const answer of answers ?? []) {
      if (answer.isLater) continue;
      await letGo(answer.stream, answer.isGone ? null : answer.seqs, answer.cleared);
      if (!answer.isGone) await reviewed(answer.stream, answer.version);
    }
    if (!answers || answers.some(answer => answer.isLater)) setTimeout(() => review(calls), REVIEW_AGAIN);
  }, REVIEW_AFTER);
}

const nameOf = stream => `window.${stream}`;
const find = stream => store.getWindow(nameOf(stream));

function reviewed(stream, version) {
  return inTurn(async () => {
    const window = await find(stream);
    if (window && window.version < version) await store.putWindow(nameOf(stream), { ...window, version });
  });
}

function rangeOf(lines) {
  const seqs = lines.filter(line => line.seq !== undefined);
  return { from: Math.min(...seqs.map(line => line.seq), Number.MAX_SAFE_INTEGER), to: Math.max(...seqs.map(line => line.end ?? line.seq), 0) };
}

function linesOf(rows) {
  const all = [...rows.children].filter(line => line.matches('article[data-seq]:not([data-root]), .note[data-seq], .divider.day'));
  return all.slice(-MOST_ROWS).map(line => ({
    seq: line.dataset.seq ? Number(line.dataset.seq) : undefined,
    end: line.dataset.seqEnd ? Number(line.dataset.seqEnd) : undefined,
    expires: line.dataset.ends || undefined,
    html: plain(line),
  }));
}

function plain(line) {
  const copy = line.cloneNode(true);
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  // What another place says may be taken back there.
  for (const card of copy.querySelectorAll('.refs')) card.replaceChildren(Object.assign(document.createElement('span'), { className: 'hint', textContent: text('quotedOffline') }));
  for (const picture of copy.querySelectorAll('img')) picture.replaceWith(Object.assign(document.createElement('span'), { className: 'kept-picture', textContent: picture.alt }));
  for (const pressed of copy.querySelectorAll(PRESSED)) {
    const still = document.createElement('span');
    still.className = pressed.className;
    still.append(...pressed.childNodes);
    if (pressed.title) still.title = pressed.title;
    pressed.replaceWith(still);
  }
  for (const part of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of FORGET) if (name !== 'href' || !/^https?:/.test(part.getAttribute('href') ?? '')) part.removeAttribute(name);
    for (const name of Object.keys(part.dataset)) if (!['initials', 'state', 'count', 'divider', 'presence'].includes(name)) delete part.dataset[name];
  }
  copy.classList.remove('marked', 'selected');
  return copy.outerHTML;
}
