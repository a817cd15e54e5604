// What this device has kept, for the time without a network: the last windows of feeds, read-only, and what waits to be sent.
// As soon as the server answers, the page that was wanted is loaded in its place.
import { open, isEncrypted, names, get, values, windows } from './store.js';

const FIRST = 2000;
const LONGEST = 15000;
const find = selector => document.querySelector(selector);
const shell = find('.shell');
const words = find('[data-words]').dataset;
let kept = [];
let shown = null;

find('[data-try]').addEventListener('click', () => look());
find('[data-back]').addEventListener('click', () => show(null));
find('[data-places]').addEventListener('click', event => {
  const link = event.target.closest('a');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  show(placeOf(location.pathname));
});
addEventListener('popstate', () => show(placeOf(location.pathname)));
addEventListener('online', () => look());
setInterval(expire, 1000);
begin();
watch();

async function begin() {
  await open();
  kept = await windows();
  expire();
  const wanted = placeOf(location.pathname);
  if (!isEncrypted()) show(null, words.locked);
  else if (wanted) show(wanted);
  else if (!kept.length) show(null, find('[data-nothing-says]').textContent);
  // On a phone the list comes first.
  else if (!location.pathname.includes('/c/') && !location.pathname.includes('/d/')) show(matchMedia('(min-width: 768px)').matches ? kept[0] ?? null : null);
  else show(null, words.notKept);
}

function placeOf(path) {
  return kept.find(window => path === window.path || path.startsWith(`${window.path}/`)) ?? null;
}

/* --- the list --- */

function drawList() {
  find('[data-places]').replaceChildren(...kept.map(window => {
    const link = Object.assign(document.createElement('a'), { href: window.path, dir: 'auto' });
    link.append(Object.assign(document.createElement('span'), { className: 'name', textContent: window.title }));
    if (window === shown) link.setAttribute('aria-current', 'page');
    const unsent = outgoing(window.stream).length;
    if (unsent) link.append(Object.assign(document.createElement('span'), { className: 'offline-count', textContent: unsent }));
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
}

/* --- a place --- */

function show(window, why = null) {
  shown = window;
  shell.dataset.view = window ? 'place' : why ? 'none' : 'home';
  drawList();
  for (const part of ['.place-head', '[data-feed]', '[data-read-only]']) find(part).hidden = !window;
  find('[data-nothing]').hidden = !!window;
  if (why) find('[data-nothing-says]').textContent = why;
  if (!window) return;
  document.title = `${window.title} – Collab`;
  find('[data-title]').textContent = window.title;
  find('[data-as-of]').textContent = words.asOf.replace('{0}', say(window.at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: collabTheme.get('clock') === '12' }));
  const rows = find('.rows');
  rows.innerHTML = window.lines.map(line => line.html).join('');
  rows.querySelectorAll('.divider.day').forEach(nameDay);
  find('.ghosts').replaceChildren(...outgoing(window.stream).map(ghost), ...drafts(window.stream));
  const scroller = find('.scroller');
  scroller.scrollTop = scroller.scrollHeight;
}

// In the language of the page, as people of the reader's region write it.
function say(time, parts) {
  const language = document.documentElement.lang;
  return new Date(time).toLocaleString(navigator.languages.find(one => one.startsWith(language)) ?? language, parts);
}

// "Today" was another day when it was kept.
function nameDay(line) {
  let next = line.nextElementSibling;
  while (next && !next.querySelector('time[datetime]')) next = next.nextElementSibling;
  const at = next?.querySelector('time[datetime]').dateTime;
  if (at) line.firstElementChild.textContent = say(at, { weekday: 'long', day: 'numeric', month: 'long' });
}

// Of this place, with its threads.
function outgoing(stream) {
  return values('outbox.').filter(entry => entry.place.split(':')[0] === stream).sort((one, other) => one.at - other.at);
}

function drafts(stream) {
  return names('draft.').filter(name => name.split('.')[2] === stream).map(name => row(get(name), 'draft'));
}

const ghost = entry => row(entry.text, entry.state === 'failed' ? 'failed' : 'waiting', entry.files);

function row(text, state, files = []) {
  const line = document.createElement('article');
  line.className = 'row ghost';
  line.dataset.state = state === 'failed' ? 'failed' : 'sending';
  line.append(Object.assign(document.createElement('p'), { className: 'plain body', textContent: text, dir: 'auto' }));
  for (const file of files ?? []) line.append(Object.assign(document.createElement('span'), { className: 'file-card', textContent: file.name, dir: 'auto' }));
  line.append(find(`template[data-${state}]`).content.cloneNode(true));
  return line;
}

// What disappears does so here as well, by this device's clock.
function expire() {
  const now = Date.now();
  let isOther = false;
  for (const window of kept) {
    const before = window.lines.length;
    window.lines = window.lines.filter(line => !line.expires || Date.parse(line.expires) > now);
    if (window.lines.length !== before && window === shown) isOther = true;
  }
  if (isOther) show(shown);
}

/* --- the way back --- */

async function look() {
  try {
    const answer = await fetch('/health/ready', { cache: 'no-store' });
    if (!answer.ok) return;
  } catch {
    return; // not yet
  }
  document.body.dataset.connection = 'online';
  find('[data-says]').textContent = words.back;
  find('[data-try]').hidden = true;
  location.reload();
}

async function watch() {
  for (let wait = FIRST; ; wait = Math.min(wait * 1.5, LONGEST)) {
    await new Promise(resolve => setTimeout(resolve, wait));
    await look();
  }
}
