// Keys of the page as a whole (KeyMap.cs).
import { ask } from './calls.js';
import { actOf } from './keymap.js';
import { toggleSidebar } from './columns.js';
import { step } from './places.js';
let app = null;
let listening = false;
const REGIONS = ['.main .rows', '.main .composer textarea', '.pane .rows', '.pane .composer textarea', '.pane:not(:has(.rows)) :is(a, button, input)', '.rail a', '.places li a', '.place-head .place-title', '.search-field'];
const PARTS = '.rows, .composer, .pane, .rail, .places, .place-head, .topbar';

const ACTS = {
  switcher: () => ask(app, 'Show', 'Switcher'),
  search: () => search(),
  keys: () => ask(app, 'Show', 'Keys'),
  previous: () => step(-1, false),
  next: () => step(1, false),
  previousUnread: () => step(-1, true),
  nextUnread: () => step(1, true),
  new: () => go('new'),
  chats: () => go('chats'),
  status: () => ask(app, 'Show', 'Status'),
  browse: () => go('browse'),
  people: () => go('people'),
  saved: () => go('saved'),
  sidebar: toggleSidebar,
  preferences: () => Blazor.navigateTo('/preferences/appearance'),
  pane: () => document.querySelector('.pane [data-pane-close], .place-head .place-title')?.click(),
  nextRegion: () => region(1),
  previousRegion: () => region(-1),
  readAll: () => ask(app, 'Show', 'MarkAllRead'),
  previousFound: () => stepFound(-1),
  nextFound: () => stepFound(1),
  latest: () => document.querySelector('.main [data-do="latest"]')?.click(),
};

export function listen(calls) {
  app = calls;
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', onKey);
}

function onKey(event) {
  if (event.defaultPrevented) return;
  const act = find(event);
  if (!act) return;
  event.preventDefault();
  act();
}

function find(event) {
  const name = actOf('page', event);
  if (name === 'escape') return escape();
  if (name === 'undo') return undo(event);
  if (name === 'searchHere') return searchHere();
  if (name) return ACTS[name];
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && !event.ctrlKey && !event.altKey && !event.shiftKey && event.target.closest?.('.found-pane, .found-steps')) return () => stepFound(by);
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === 'Enter') && event.target.dataset?.list) return list(event.target, event.key);
  return null;
}

// One press, one step; what has a step of its own (a list of suggestions, a menu, a composer, a row) has taken it before.
function escape() {
  const dialog = document.querySelector('dialog[data-modal][open]');
  if (dialog) return () => dialog.querySelector('[data-modal-close]').click();
  if (document.querySelector('.mud-dialog, .emoji-picker:not([hidden])')) return null;
  const menu = document.querySelector('details[data-menu][open]');
  if (menu) return () => {
    menu.open = false;
    menu.querySelector('summary').focus();
  };
  const pane = document.activeElement?.closest('.pane');
  if (pane) return () => closePane(pane);
  const feed = document.querySelector('.main .feed');
  return feed?.collab ? () => feed.collab.readAll() : null;
}

// The focus goes to the message whose thread it was, or where Tab leads in the feed.
function closePane(pane) {
  const root = /\/t\/(\d+)/.exec(location.pathname)?.[1];
  const gone = new MutationObserver(() => {
    if (document.querySelector('.pane')) return;
    gone.disconnect();
    if (document.activeElement === document.body) document.querySelector('.main .feed')?.collab?.focusRow(root);
  });
  gone.observe(document.body, { childList: true, subtree: true });
  pane.querySelector('[data-pane-close]')?.click();
}

// From one of what was found to the next.
function stepFound(by) {
  document.querySelector(`[data-found="${by}"]`)?.click();
}

function undo(event) {
  if (event.target.closest?.('input, textarea, [contenteditable]')) return null;
  const button = document.querySelector('[data-toast] [data-undo]');
  return button ? () => button.click() : null;
}

function search() {
  const field = document.querySelector('.search-input');
  if (field) field.select();
  else document.querySelector('.search-field')?.click();
}

// Where there is no place to be searched, the key is the browser's: so is its second press.
function searchHere() {
  const name = document.querySelector('.main .feed') && document.querySelector('.main .place-title')?.dataset.name;
  const field = document.querySelector('.search-field');
  return name && field ? () => Blazor.navigateTo(`${field.getAttribute('href')}?q=${encodeURIComponent(`in:"${name.replaceAll('"', '""')}" `)}`) : null;
}

function go(view) {
  document.querySelector(`a[href$="/${view}"]`)?.click();
}

function region(direction) {
  const found = REGIONS.map(selector => document.querySelector(selector)).filter(element => element?.getClientRects().length);
  const here = found.findIndex(element => element.closest(PARTS).contains(document.activeElement));
  const next = found[(Math.max(here, direction > 0 ? -1 : 0) + direction + found.length) % found.length];
  (next.matches('.rows') ? next.querySelector('[tabindex="0"]') ?? next : next).focus();
}

// A field over a list: arrows move, Enter takes.
function list(field, key) {
  const options = [...document.getElementById(field.dataset.list)?.querySelectorAll('a, button') ?? []];
  if (!options.length) return null;
  const here = options.findIndex(option => option.classList.contains('active'));
  if (key === 'Enter') return () => options[Math.max(here, 0)].click();
  return () => {
    const next = key === 'ArrowDown' ? (here + 1) % options.length : (Math.max(here, 0) - 1 + options.length) % options.length;
    options.forEach((option, index) => {
      option.classList.toggle('active', index === next);
      option.setAttribute('aria-selected', String(index === next));
      option.id ||= `${field.dataset.list}-${index}`;
    });
    field.setAttribute('aria-activedescendant', options[next].id);
    options[next].scrollIntoView({ block: 'nearest' });
  };
}
