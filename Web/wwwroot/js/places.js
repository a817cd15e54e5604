// The rows of the sidebar. The browser has every row and keeps only those near the view in the page, so thousands scroll
// smoothly; what rows say and in which order comes from the server as it changes. Nothing moves under the pointer or the
// focus: a new order waits until both have left.
import { ask } from './calls.js';
import { count } from './texts.js';
import { user, failedPlaces, onChange } from './outbox.js';
import { draw } from './places-row.js';
import * as store from './store.js';

const OVER = 15;
const BLOCK_END = 24;
let list = null;
let calls = null;
let rows = new Map();
let sections = [];
let waiting = null;
let current = null;
let folded = new Set();
let wanted = '';
let drawn = new Map();
let frame = 0;
let views = new Map();

/* --- what the server tells --- */

export function attach(root, server) {
  [list, calls, rows, sections, waiting, drawn] = [root, server, new Map(), [], null, new Map()];
  list.addEventListener('scroll', later, { passive: true });
  new ResizeObserver(later).observe(list);
  const nav = list.closest('.sidebar');
  nav.addEventListener('pointerleave', release);
  nav.addEventListener('focusout', () => setTimeout(release));
  return { update, select, fold };
}

/** How many messages of a place are unread; null for one that is not in the sidebar. */
export const unreadOf = id => rows.get(id)?.unread ?? null;

function update(patch) {
  for (const id of patch.gone) rows.delete(id);
  for (const row of patch.rows) rows.set(row.id, row);
  if (patch.sections) order(patch.sections);
  list.dataset.loaded = '1';
  renew();
}

function order(wished) {
  if (!isHeld() || sections.length === 0) [sections, waiting] = [wished, null];
  else {
    waiting = wished;
    sections = sections.map((section, index) => settle(section, wished[index]));
  }
}

// While it is held a section keeps its order: who left goes, who came stands at its end.
function settle(section, wished) {
  const [here, now] = [new Set(section.places), new Set(wished.places)];
  return { ...section, places: [...section.places.filter(id => now.has(id)), ...wished.places.filter(id => !here.has(id))] };
}

function isHeld() {
  const nav = list.closest('.sidebar');
  return nav.matches(':hover') || nav.contains(document.activeElement);
}

function release() {
  if (!waiting || isHeld()) return;
  [sections, waiting] = [waiting, null];
  renew();
}

function select(id) {
  current = id;
  renew();
  const place = id && !isHeld() ? find(id) : null;
  if (place) bringIntoView(place);
}

function fold(ids) {
  folded = new Set(ids);
  renew();
}

/* --- what is in the page --- */

const blockOf = id => list.querySelector(`[data-section="${id}"]`);
const heightOfRow = () => parseFloat(getComputedStyle(list).getPropertyValue('--row-h')) || 32;
const isLoud = row => row.unread > 0 && !row.isMuted;

// A folded section still shows what is unread and where one is; a filter looks into all. Worked out once until something
// other than the scroll changes.
function shown(section) {
  let view = views.get(section.id);
  if (!view) {
    const ids = section.places.filter(id => rows.has(id) && belongs(section, rows.get(id)));
    const loud = ids.flatMap((id, index) => (isLoud(rows.get(id)) ? [index] : []));
    views.set(section.id, (view = { ids, loud }));
  }
  return view;
}

function belongs(section, row) {
  if (wanted) return row.name.toLocaleLowerCase().includes(wanted);
  return !folded.has(section.id) || row.id === current || isLoud(row);
}

function renew() {
  views = new Map();
  show();
}

function later() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    if (list?.isConnected) show();
  });
}

function show() {
  if (!list?.clientHeight) return;
  const height = heightOfRow();
  const [kept, failed] = [new Set(), failedPlaces()];
  for (const section of sections) {
    const block = blockOf(section.id);
    const { ids } = shown(section);
    drawHead(block, section, ids);
    const box = block.querySelector('ul');
    box.dataset.rows = ids.length;
    const above = list.scrollTop - topOf(box);
    const from = Math.max(0, Math.min(ids.length, Math.floor(above / height) - OVER));
    const to = Math.max(from, Math.min(ids.length, Math.ceil((above + list.clientHeight) / height) + OVER));
    box.style.paddingTop = `${from * height}px`;
    box.style.paddingBottom = `${(ids.length - to) * height}px`;
    fill(box, ids, from, to, kept, failed);
  }
  for (const [id, item] of drawn) if (!kept.has(id)) drop(id, item);
  list.classList.toggle('finds-nothing', wanted !== '' && kept.size === 0);
  showPills();
}

function drawHead(block, section, ids) {
  block.hidden = section.id === 'starred' && section.places.length === 0 || wanted !== '' && ids.length === 0;
  const isFolded = folded.has(section.id) && !wanted;
  block.classList.toggle('folded', isFolded);
  block.querySelector('[data-fold]').setAttribute('aria-expanded', String(!isFolded));
  const sum = isFolded ? section.places.reduce((total, id) => total + (rows.get(id)?.isMuted ? 0 : rows.get(id)?.mentions ?? 0), 0) : 0;
  const badge = block.querySelector('[data-sum]');
  badge.hidden = sum === 0;
  badge.textContent = sum > 99 ? '99+' : sum;
  badge.setAttribute('aria-label', count('mentions', sum));
}

// Elements are kept for as long as their row is near: focus and pointer stay on what they are on.
function fill(box, ids, from, to, kept, failed) {
  let before = null;
  for (let i = from; i < to; i++) {
    const row = rows.get(ids[i]);
    const item = drawn.get(row.id) ?? document.createElement('li');
    const [isHere, hasFailed] = [row.id === current, failed.has(row.id)];
    if (item.row !== row || item.isHere !== isHere || item.hasFailed !== hasFailed) {
      Object.assign(item, { row, isHere, hasFailed });
      draw(item, row, isHere, hasFailed);
    }
    item.setAttribute('aria-setsize', ids.length);
    item.setAttribute('aria-posinset', i + 1);
    item.firstChild.classList.toggle('has-draft', store.has(`draft.${user()}.${row.id}`));
    const place = before ? before.nextSibling : box.firstChild;
    if (place !== item) box.insertBefore(item, place);
    drawn.set(row.id, item);
    kept.add(row.id);
    before = item;
  }
}

function drop(id, item) {
  drawn.delete(id);
  const held = item.contains(document.activeElement);
  item.remove();
  if (held) list.focus({ preventScroll: true });
}

export const showPencils = later;
onChange(later);
setInterval(() => list?.isConnected && later(), 2000);

/* --- going through all of them, in the page or not --- */

function topOf(box) {
  return box.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
}

// Every row that could be seen by scrolling, with where it lies.
function* everything() {
  const height = heightOfRow();
  for (const section of sections) {
    const box = blockOf(section.id).querySelector('ul');
    if (box.closest('[hidden]')) continue;
    let top = topOf(box);
    for (const id of shown(section).ids) {
      yield { row: rows.get(id), top, bottom: top + height };
      top += height;
    }
  }
}

function find(id) {
  for (const place of everything()) if (place.row.id === id) return place;
  return null;
}

function bringIntoView({ top, bottom }, toMiddle = false) {
  const away = top < list.scrollTop || bottom > list.scrollTop + list.clientHeight - BLOCK_END;
  if (away) list.scrollTop = toMiddle ? (top + bottom - list.clientHeight) / 2 : top < list.scrollTop ? top - BLOCK_END : bottom - list.clientHeight + BLOCK_END;
  show();
}

export function step(direction, onlyUnread) {
  const all = [...everything()];
  const here = all.findIndex(place => place.row.id === current);
  for (let i = here + direction; i >= 0 && i < all.length; i += direction) {
    if (onlyUnread && !isLoud(all[i].row)) continue;
    bringIntoView(all[i]);
    drawn.get(all[i].row.id)?.firstChild.click();
    return;
  }
}

export function focusRow(id) {
  const place = find(id);
  if (!place) return;
  bringIntoView(place);
  drawn.get(id)?.firstChild.focus({ preventScroll: true });
}

export const rowOf = element => element.closest?.('li[data-row]')?.row ?? null;
export const act = (name, ...values) => ask(calls, name, ...values);

/* --- pills: what is unread out of view --- */

function hiddenUnread(side) {
  const [above, below, height] = [list.scrollTop + 8, list.scrollTop + list.clientHeight - 8, heightOfRow()];
  const found = [];
  for (const section of sections) {
    const [{ ids, loud }, start] = [shown(section), topOf(blockOf(section.id).querySelector('ul'))];
    for (const index of loud) {
      const top = start + index * height;
      if (side === 'up' ? top + height < above : top > below) found.push({ row: rows.get(ids[index]), top, bottom: top + height });
    }
  }
  return side === 'up' ? found.reverse() : found;
}

function showPills() {
  for (const pill of document.querySelectorAll('.more-unread')) {
    const found = hiddenUnread(pill.dataset.more);
    pill.hidden = found.length === 0;
    pill.classList.toggle('calls', found.some(place => place.row.mentions > 0));
    pill.querySelector('[data-more-text]').textContent = count('moreUnread', found.length);
  }
}

/* --- what the reader does --- */

document.addEventListener('click', event => {
  const pill = event.target.closest?.('.more-unread');
  const next = pill && hiddenUnread(pill.dataset.more)[0];
  if (next) bringIntoView(next, true);
  if (event.target.closest?.('[data-create]')) act('Create');
  const button = event.target.closest?.('[data-fold]');
  if (!button) return;
  const section = button.closest('[data-section]').dataset.section;
  const isFolded = !folded.has(section);
  if (isFolded) folded.add(section);
  else folded.delete(section);
  renew();
  act('Fold', section, isFolded);
});

document.addEventListener('input', event => {
  if (event.target.dataset?.filter !== 'places') return;
  wanted = event.target.value.trim().toLocaleLowerCase();
  list.scrollTop = 0;
  renew();
});

document.addEventListener('keydown', event => {
  if (event.target.dataset?.filter === 'places') onFilterKey(event);
  else if (event.target.closest?.('li[data-row]')) onRowKey(event);
});

function onFilterKey(event) {
  const [first] = everything();
  if (event.key === 'Escape' && event.target.value) {
    event.target.value = '';
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (event.key === 'ArrowDown' && first) focusRow(first.row.id);
  else if (event.key === 'Enter' && first && wanted) drawn.get(first.row.id)?.firstChild.click();
  else return;
  event.preventDefault();
}

function onRowKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = [...everything()];
  const here = all.findIndex(place => place.row === rowOf(event.target));
  const next = { ArrowDown: all[here + 1], ArrowUp: all[here - 1], Home: all[0], End: all.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  focusRow(next.row.id);
}

document.addEventListener('collab:setting', later);
