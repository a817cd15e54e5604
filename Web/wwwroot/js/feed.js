// A message list in the browser: keeps the first visible row where it is, loads at the edges, marks as read, moves the
// one toolbar. The rows themselves are the server's.
import { ask, isUp } from './calls.js';
import * as outbox from './outbox.js';
import { createAnchor } from './feed-anchor.js';
import { createReader } from './feed-reader.js';
import { createActs } from './feed-acts.js';
import { createFolds } from './feed-folds.js';
import { createDays } from './feed-days.js';
import { createMarks } from './feed-marks.js';
import { unreadOf } from './places.js';
import { createProfileCard } from './profile-card.js';
import { createCard } from './reaction-card.js';
import { createKeeper } from './kept.js';
import { createNews } from './news.js';
import { count, text } from './texts.js';

const END = 100;

export function attach(root, calls) {
  const scroller = root.querySelector('.scroller');
  const rows = root.querySelector('.rows');
  const latest = root.querySelector('.latest');
  const jump = root.querySelector('.jump-new');
  const ghosts = root.querySelector('.ghosts');
  const anchor = createAnchor(root, scroller, rows);
  const reader = createReader(root, scroller, rows, calls);
  const folds = createFolds(rows);
  const days = createDays(root, scroller, rows);
  const marks = createMarks(root, scroller, rows, calls);
  const acts = createActs(root, scroller, rows, calls, { show, toEnd, folds, mayOpen: marks.mayOpen });
  const cards = [createCard(root, rows, calls), createProfileCard(root, rows, calls)];
  const news = createNews(root, rows);
  const keeper = createKeeper(root, rows, calls);
  const loading = { older: false, newer: false };
  let begun = false;
  let wasAtEnd = true;

  const mutations = new MutationObserver(() => {
    folds.apply();
    marks.draw();
    begin();
    acts.rove();
    anchor.keep();
    news.look();
    keeper.note();
    after();
  });
  mutations.observe(rows, { childList: true, subtree: true, characterData: true });
  const sizes = new ResizeObserver(() => {
    marks.fit();
    anchor.keep();
    after();
  });
  sizes.observe(rows);
  sizes.observe(scroller);
  const edges = new IntersectionObserver(onEdge, { root: scroller, rootMargin: '200% 0px' });
  root.querySelectorAll('.sentinel').forEach(edge => edges.observe(edge));
  scroller.addEventListener('scroll', onScroll, { passive: true });
  const onSent = event => event.detail === ghosts.dataset.ghosts && toEnd();
  document.addEventListener('collab:sent', onSent);
  addEventListener('pagehide', anchor.save);
  const beat = setInterval(() => {
    drawGhosts();
    tellAbove();
  }, 400);
  folds.apply();
  acts.rove();
  begin();

  // The first rows decide where to begin: at a linked message, at the line above what is new, where one was, or the end.
  async function begin() {
    if (begun || rows.getAttribute('aria-busy') === 'true' || !rows.querySelector('[data-seq], .intro, [data-state]')) return;
    begun = true;
    outbox.showFailed(ghosts.dataset.ghosts);
    const target = await ask(calls, 'Target');
    const line = rows.querySelector('[data-divider="new"]');
    if (target) show(target);
    else if (line && !anchor.restore()) anchor.place(line, 1 / 3);
    else if (!line && !anchor.restore()) anchor.toEnd();
    root.dataset.begun = '1';
    news.look();
    keeper.note();
    after();
  }

  function onScroll() {
    anchor.note();
    acts.hideToolbar();
    for (const card of cards) card.moved();
    days.move();
    marks.later();
    after();
  }

  function after() {
    if (!begun) return;
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    const atEnd = below <= END && !root.dataset.newer;
    anchor.stick(atEnd);
    if (atEnd !== wasAtEnd) {
      wasAtEnd = atEnd;
      ask(calls, 'AtEnd', atEnd);
    }
    latest.hidden = !root.dataset.newer && below < scroller.clientHeight;
    tellAbove();
    for (const edge of ['older', 'newer']) if (near(edge)) load(edge);
  }

  // What is unread above the first row in view: exact, or without a number where it cannot be known.
  function tellAbove() {
    const known = unreadOf(root.dataset.stream);
    const unread = begun ? known ?? Number(root.dataset.unread) : 0;
    const read = Number(root.dataset.read || 0);
    const lines = unread > 0 ? [...rows.querySelectorAll('[data-seq]:not([data-root])')] : [];
    const at = firstVisible(lines);
    const isExact = known !== null && !root.dataset.newer;
    const below = lines.slice(at).filter(row => Number(row.dataset.seq) > read && row.matches('article:not(.gone)') && row.dataset.author !== root.dataset.me).length;
    jump.hidden = at < 0 || Number(lines[at].dataset.seq) <= read + 1 || (isExact && unread <= below);
    if (jump.hidden) return;
    const said = isExact ? count('unreadAbove', unread - below) : text('unreadAboveSome');
    const label = jump.querySelector('[data-above]');
    if (label.textContent !== said) label.textContent = said;
  }

  function firstVisible(lines) {
    const top = scroller.getBoundingClientRect().top + 1;
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle].getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    return low < lines.length ? low : -1;
  }

  function near(edge) {
    if (!root.dataset[edge]) return false;
    const reach = scroller.clientHeight * 2;
    return edge === 'older' ? scroller.scrollTop < reach : scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < reach;
  }

  function onEdge(entries) {
    for (const entry of entries) if (entry.isIntersecting && begun) load(entry.target.dataset.edge);
  }

  async function load(edge) {
    if (loading[edge] || !root.dataset[edge] || !isUp()) return;
    loading[edge] = true;
    await ask(calls, edge === 'older' ? 'LoadOlder' : 'LoadNewer');
    loading[edge] = false;
  }

  async function toEnd() {
    anchor.stick(true);
    if (root.dataset.newer) await ask(calls, 'ToEnd');
    anchor.toEnd();
    after();
  }

  async function show(seq) {
    anchor.stick(false);
    const row = await found(seq);
    if (!row) return;
    anchor.place(row, 1 / 3);
    row.classList.add('marked');
    setTimeout(() => row.classList.remove('marked'), 3000);
    // Who steps through what was found goes on from the list.
    const listed = document.querySelector(`.found-pane [aria-current][href*="/m/${seq}?"]`);
    if (listed?.getClientRects().length) listed.focus({ preventScroll: true });
    else acts.focus(row);
    after();
  }

  async function found(seq) {
    for (let tries = 0; tries < 20; tries++) {
      const row = rows.querySelector(`[data-seq="${seq}"]:not([data-root])`);
      if (row) return row;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return null;
  }

  // Rows of the outbox that the server has not drawn: without a connection, or an answer, they are the only sign of them.
  function drawGhosts() {
    const missing = outbox.of(ghosts.dataset.ghosts)
      .filter(entry => Date.now() - entry.at > 300 && !rows.querySelector(`[data-key="${CSS.escape(entry.key)}"]`));
    const keys = missing.map(entry => entry.key + entry.state).join();
    if (ghosts.dataset.keys === keys) return;
    ghosts.dataset.keys = keys;
    ghosts.replaceChildren(...missing.map(ghost));
    anchor.keep();
  }

  function ghost(entry) {
    const row = document.createElement('article');
    row.className = 'row ghost';
    row.dataset.state = entry.state === 'failed' ? 'failed' : 'sending';
    row.dataset.key = row.dataset.ghost = entry.key;
    row.append(Object.assign(document.createElement('p'), { className: 'plain body', textContent: entry.text, dir: 'auto' }));
    for (const file of entry.files ?? []) row.append(Object.assign(document.createElement('span'), { className: 'file-card', textContent: file.name, dir: 'auto' }));
    row.append(entry.state === 'failed' ? failure(entry) : Object.assign(document.createElement('span'), { className: 'hint', textContent: text('waiting') }));
    return row;
  }

  function failure(entry) {
    const said = Object.assign(document.createElement('div'), { className: 'failed' });
    said.setAttribute('role', 'alert');
    said.append(Object.assign(document.createElement('span'), { textContent: text('notSent', entry.reason ?? '') }));
    for (const [act, words] of [['retry', 'tryAgain'], ['retry-edit', 'edit'], ['copy', 'copy'], ['drop', 'delete']]) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn-text', textContent: text(words) });
      button.dataset.do = act;
      said.append(button);
    }
    return said;
  }

  latest.addEventListener('click', toEnd);
  jump.querySelector('[data-do="jump-new"]').addEventListener('click', () => {
    const first = Number(root.dataset.read || 0) + 1;
    const row = [...rows.querySelectorAll('[data-seq]:not([data-root])')].find(one => Number(one.dataset.seqEnd ?? one.dataset.seq) >= first);
    const isHere = row && (Number(row.dataset.seq) <= first || !root.dataset.older);
    if (isHere) anchor.place(row, 1 / 3);
    else ask(calls, 'ToNew');
    after();
  });

  return {
    show,
    mark: marks.take,
    detach() {
      reader.stop();
      keeper.stop();
      marks.stop();
      anchor.save();
      removeEventListener('pagehide', anchor.save);
      mutations.disconnect();
      sizes.disconnect();
      edges.disconnect();
      clearInterval(beat);
      document.removeEventListener('collab:sent', onSent);
      days.stop();
      for (const card of cards) card.stop();
      acts.stop();
    },
  };
}
