// Keys of the page as a whole (ux.md part 4). Presses that type a character through AltGr are left alone.
import { ask } from './calls.js';
import { toggleSidebar } from './columns.js';
import { step } from './places.js';
let app = null;
let listening = false;
const REGIONS = ['.main .rows', '.main .composer textarea', '.pane .rows', '.pane .composer textarea', '.pane:not(:has(.rows)) :is(a, button, input)', '.rail a', '.places li a', '.place-head .place-title', '.search-field'];
const PARTS = '.rows, .composer, .pane, .rail, .places, .place-head, .topbar';

export function listen(calls) {
  app = calls;
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', onKey);
}

function onKey(event) {
  if (event.isComposing || event.getModifierState?.('AltGraph')) return;
  const control = event.ctrlKey || event.metaKey;
  const act = find(event, control);
  if (!act) return;
  event.preventDefault();
  act();
}

function find(event, control) {
  const { key, shiftKey, altKey } = event;
  const lower = key.toLowerCase();
  if (control && !altKey && !shiftKey) {
    if (lower === 'k' && !event.defaultPrevented) return () => ask(app, 'Show', 'Switcher');
    if (key === '/') return () => ask(app, 'Show', 'Keys');
    if (key === ',') return () => Blazor.navigateTo('/preferences/appearance');
    if (lower === 'j') return () => document.querySelector('.main [data-do="latest"]')?.click();
    if (key === 'F6') return () => region(1);
  }
  if (control && shiftKey && !altKey) {
    if (lower === 'l') return () => go('browse');
    if (lower === 'e') return () => go('people');
    if (lower === 'd') return toggleSidebar;
    if (key === 'F6') return () => region(-1);
  }
  if (altKey && !control && (key === 'ArrowUp' || key === 'ArrowDown')) return () => step(key === 'ArrowUp' ? -1 : 1, shiftKey);
  if (altKey && shiftKey && lower === 'n') return () => go('new');
  if (key === 'Escape' && !event.defaultPrevented) return escape();
  if ((key === 'ArrowDown' || key === 'ArrowUp' || key === 'Enter') && event.target.dataset?.list) return list(event.target, key);
  return null;
}

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
  if (pane) return () => pane.querySelector('[data-pane-close]')?.click();
  const feed = document.querySelector('.main .feed');
  return feed?.collab ? () => feed.collab.readAll() : null;
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
    const next = (here + (key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
    options.forEach((option, index) => {
      option.classList.toggle('active', index === next);
      option.setAttribute('aria-selected', String(index === next));
      option.id ||= `${field.dataset.list}-${index}`;
    });
    field.setAttribute('aria-activedescendant', options[next].id);
    options[next].scrollIntoView({ block: 'nearest' });
  };
}
