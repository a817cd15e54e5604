// The one menu of the sidebar's rows: its button on hover and focus, right click, Shift+F10, the menu key, long press.
import { act, rowOf } from './places.js';
import { address } from './places-row.js';

const LONG = 500;
let opener = null;
let row = null;
let press = 0;
let isHeld = false;

const menu = () => document.querySelector('[data-place-menu]');
const items = () => [...menu().querySelectorAll('[role="menuitem"]:not([hidden])')];

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-row-menu]');
  if (button) return open(button.closest('li'), button.getBoundingClientRect());
  const item = event.target.closest?.('[data-place-menu] [role="menuitem"]');
  if (item) choose(item);
  else if (opener && !event.target.closest?.('[data-place-menu]')) close(false);
});

document.addEventListener('contextmenu', event => {
  const item = event.target.closest?.('li[data-row]');
  if (!item) return;
  event.preventDefault();
  open(item, { left: event.clientX, bottom: event.clientY });
});

document.addEventListener('keydown', event => {
  if (opener && menu().contains(event.target)) return onMenuKey(event);
  const item = event.target.closest?.('li[data-row]');
  if (!item || !(event.key === 'ContextMenu' || event.key === 'F10' && event.shiftKey)) return;
  event.preventDefault();
  open(item, item.getBoundingClientRect());
});

document.addEventListener('touchstart', event => {
  const item = event.target.closest?.('li[data-row]');
  clearTimeout(press);
  isHeld = false;
  if (item) press = setTimeout(() => hold(item), LONG);
}, { passive: true });
for (const end of ['touchmove', 'touchcancel']) document.addEventListener(end, () => clearTimeout(press), { passive: true });

// The finger that opened the menu does not also tap the row under it.
document.addEventListener('touchend', event => {
  clearTimeout(press);
  if (isHeld && event.cancelable) event.preventDefault();
  isHeld = false;
}, { passive: false });

function hold(item) {
  isHeld = true;
  open(item, item.getBoundingClientRect());
}

function open(item, at) {
  row = rowOf(item);
  if (!row) return;
  opener = item.firstChild;
  const box = menu();
  box.setAttribute('aria-label', item.lastChild.getAttribute('aria-label'));
  for (const entry of box.querySelectorAll('[data-when]')) entry.hidden = !fits(entry.dataset.when);
  box.hidden = false;
  const { offsetWidth, offsetHeight } = box;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - offsetWidth - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(at.bottom, innerHeight - offsetHeight - 8))}px`;
  items()[0].focus();
}

const fits = when => ({
  unread: row.unread > 0, starred: row.isStarred, plain: !row.isStarred, muted: row.isMuted, loud: !row.isMuted, leave: row.canLeave,
})[when];

function close(giveBack) {
  menu().hidden = true;
  if (giveBack && opener?.isConnected) opener.focus();
  opener = null;
}

function choose(item) {
  const { act: name, value } = item.dataset;
  const place = row;
  close(true);
  if (name === 'link') navigator.clipboard?.writeText(new URL(address(place), location.href).href);
  else if (name === 'read') act('MarkRead', place.id);
  else if (name === 'star') act('Star', place.id, value === 'on');
  else if (name === 'mute') act('Mute', place.id, value ?? null);
  else if (name === 'leave') act('Leave', place.id);
}

function onMenuKey(event) {
  const all = items();
  const here = all.indexOf(document.activeElement);
  if (event.key === 'Escape' || event.key === 'Tab') close(true);
  else if (event.key === 'ArrowDown') all[(here + 1) % all.length].focus();
  else if (event.key === 'ArrowUp') all[(here - 1 + all.length) % all.length].focus();
  else if (event.key === 'Home') all[0].focus();
  else if (event.key === 'End') all.at(-1).focus();
  else return;
  event.preventDefault();
}
