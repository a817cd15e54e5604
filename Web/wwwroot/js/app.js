// The page as a whole: what this device remembers, dialogs, menus, keys.
import { loadAgain, showSignedOut } from './connection.js';
import { connect } from './outbox.js';
import { ask } from './calls.js';
import { listen } from './keys.js';
import { watchActivity } from './activity.js';
import { pick } from './emoji.js';
import { review } from './kept.js';
import { open } from './store.js';
import { serveOffline } from './worker.js';
export { letGo } from './kept.js';
import './menus.js';
import './toasts.js';
import './favicon.js';
import './places-menu.js';

let started = false;
let opener = null;
let moving = false;

export async function start(calls) {
  await open();
  if (!started) {
    started = true;
    watchDialogs();
    document.addEventListener('click', onClick);
    document.addEventListener('input', onSetting);
    document.addEventListener('collab:setting', onChanged);
    serveOffline();
  }
  listen(calls);
  watchActivity(() => ask(app, 'Active'));
  app = calls;
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lastWorkspace: localStorage.getItem('collab.last'),
    isPhone: matchMedia('(max-width: 767px)').matches,
    theme: document.documentElement.dataset.theme ?? 'light',
    is12Hour: window.collabTheme.get('clock') === '12',
  };
}

let app = null;

export function known(user) {
  connect(app, user);
  review(app);
}

export function remember(workspace, path) {
  localStorage.setItem('collab.last', workspace);
  if (path) localStorage.setItem(`collab.last.${workspace}`, path.split(/\/(?:m|t|members|details|files|pins)(?:\/|$)/)[0]);
}

export function lastPlace(workspace) {
  return localStorage.getItem(`collab.last.${workspace}`);
}

export const copy = text => navigator.clipboard?.writeText(text);

export function stop() {}

// This node stops. As soon as another one answers in its place, the page loads itself again there: place, drafts and
// unsent messages are kept on this device.
export function move() {
  if (moving) return;
  moving = true;
  const until = Date.now() + 5000;
  const look = async () => {
    const answer = await fetch('/health/ready', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) loadAgain();
    else if (Date.now() < until) setTimeout(look, 300);
    else moving = false;
  };
  setTimeout(look, Math.random() * 1000);
}

// MudBlazor's files come with the first dialog: a page without one does not pay for them.
export function loadMud() {
  if (document.querySelector('link[data-mud]')) return Promise.resolve();
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/css/mud.css' });
  sheet.dataset.mud = '1';
  const script = Object.assign(document.createElement('script'), { src: '/_content/MudBlazor/MudBlazor.min.js' });
  const loaded = [sheet, script].map(file => new Promise((resolve, reject) => {
    file.onload = resolve;
    file.onerror = reject;
  }));
  document.head.append(sheet, script);
  return Promise.all(loaded).then(() => undefined);
}

function watchDialogs() {
  new MutationObserver(() => {
    for (const dialog of document.querySelectorAll('dialog[data-modal]:not([open])')) openDialog(dialog);
    const field = document.querySelector('[data-autofocus]:not([data-focused])');
    if (field) {
      field.dataset.focused = '1';
      field.focus();
    }
    if (document.querySelector('[data-session-ended]')) showSignedOut();
    if (opener && !document.querySelector('dialog[data-modal]')) {
      focusAgain(opener);
      opener = null;
    }
  }).observe(document.body, { childList: true, subtree: true });
}

// A message that a dialog was about may have been drawn anew meanwhile, or taken back: then the line that stands for it has the focus.
function focusAgain(was) {
  const row = was.closest('article[data-seq]');
  const now = was.isConnected ? was : row && document.getElementById(row.id);
  if (now) now.focus();
  else if (row) document.querySelector(`.feed[data-list="${row.id.split('-')[0]}"]`)?.collab?.focusRow(Number(row.dataset.seq));
}

function openDialog(dialog) {
  opener ??= document.activeElement;
  dialog.showModal();
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    dialog.querySelector('[data-modal-close]').click();
  });
  dialog.addEventListener('mousedown', event => {
    if (event.target === dialog) dialog.querySelector('[data-modal-close]').click();
  });
  for (const set of dialog.querySelectorAll('[data-setting]')) showSetting(set);
}

function showSetting(set) {
  const value = window.collabTheme.get(set.dataset.setting);
  const chosen = set.querySelector(`[type="radio"][value="${value}"]`);
  if (chosen) chosen.checked = true;
  const range = set.querySelector('[type="range"]');
  if (!range) return;
  range.value = value;
  set.querySelector('[data-setting-value]').value = range.value;
}

function onSetting(event) {
  const set = event.target.closest?.('[data-setting]');
  if (!set || event.target.value === window.collabTheme.get(set.dataset.setting)) return;
  window.collabTheme.set(set.dataset.setting, event.target.value);
  showSetting(set);
}

// What the server writes for this device changes with it; the rest is a matter of styles.
function onChanged(event) {
  if (event.detail === 'clock') ask(app, 'UseClock', window.collabTheme.get('clock') === '12');
  if (event.detail === 'shade') ask(app, 'UseTheme', document.documentElement.dataset.theme);
}

function choose(field, value) {
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function onClick(event) {
  const target = event.target;
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(target) || target.closest('[role="menuitem"]')) menu.open = false;
  }
  const skip = target.closest('[data-skip]');
  if (skip) {
    event.preventDefault();
    document.querySelector(skip.dataset.skip)?.focus();
  }
  const wanted = target.closest('[data-show]');
  if (wanted) ask(app, 'Show', wanted.dataset.show);
  const emoji = target.closest('[data-pick-emoji]');
  if (emoji) pick(emoji, chosen => choose(document.getElementById(emoji.dataset.pickEmoji), chosen));
  const jump = target.closest('[data-jump]');
  if (jump) document.querySelector('.main .feed')?.collab?.jump(jump.closest('details').querySelector('summary'));
  const copy = target.closest('[data-copy]');
  if (copy) navigator.clipboard?.writeText(copy.dataset.copy);
  const step = target.closest('[data-history]');
  if (step) history[step.dataset.history]();
  const leave = target.closest('[data-leave]');
  if (leave) {
    event.preventDefault();
    event.stopPropagation();
    location.href = leave.getAttribute('href');
  }
}
