// The three states of the connection, as body[data-connection] and a one-line banner (ux.md 1.3).
import { hangUp, pickUp } from './calls.js';
import { text } from './texts.js';
import { waiting, resend } from './outbox.js';
import { lock } from './store.js';

const QUIET = 2000;
const LONG = 15000;
const KEYS_REST = 700;
const KEYS_PATIENCE = 10000;
let typedAt = 0;
let leaving = false;
let pressed = false;
let downSince = 0;
let trying = false;
let ended = false;
let wasShown = false;

addEventListener('offline', () => {
  document.body.dataset.connection = 'offline';
  wasShown = true;
  banner(text('offline'), text('tryNow'), () => attempt());
});
addEventListener('online', () => (downSince ? attempt() : up()));

addEventListener('keydown', () => {
  typedAt = Date.now();
}, true);

for (const [event, isPressed] of [['pointerdown', true], ['pointerup', false], ['pointercancel', false]]) addEventListener(event, () => {
  pressed = isPressed;
}, true);

// Loads the page again, but not in the middle of a word: keys that come while there is no field would be lost.
export function loadAgain() {
  if (leaving) return;
  leaving = true;
  const until = Date.now() + KEYS_PATIENCE;
  const look = () => (Date.now() - typedAt < KEYS_REST && Date.now() < until ? setTimeout(look, 100) : location.reload());
  look();
}

export const handler = {
  onConnectionDown: () => down(),
  onConnectionUp: () => up(),
};

// The circuit is gone for good (a fault, or a server that has forgotten it): everything typed is kept here.
export function closed() {
  if (!ended && !downSince) down();
}

export function showSignedOut() {
  if (!ended) lock();
  ended = true;
  banner(text('signedOut'), text('signIn'), () => {
    location.href = `/signin?return=${encodeURIComponent(location.pathname)}`;
  });
}

function down() {
  if (downSince) return;
  downSince = Date.now();
  hangUp();
  show();
  retry();
}

function up() {
  downSince = 0;
  pickUp();
  document.body.dataset.connection = 'online';
  if (wasShown && !ended) {
    banner(text('back'));
    setTimeout(() => whenReleased(() => downSince === 0 && !ended && hide()), 2000);
  }
  wasShown = false;
  resend();
}

function show() {
  if (!downSince) return;
  const away = Date.now() - downSince;
  if (!ended && (away >= LONG || !navigator.onLine)) {
    document.body.dataset.connection = 'offline';
    wasShown = true;
    banner(text('offline'), text('tryNow'), () => attempt());
  } else if (!ended && away >= QUIET) {
    document.body.dataset.connection = 'reconnecting';
    wasShown = true;
    const count = waiting();
    banner(count ? text('reconnectingWaiting', count) : text('reconnecting'));
  }
  setTimeout(show, 500);
}

async function retry() {
  for (let wait = 250; downSince; wait = Math.min(wait * 2, 4000)) {
    await new Promise(resolve => setTimeout(resolve, wait));
    await attempt();
  }
}

async function attempt() {
  if (!downSince || trying) return;
  trying = true;
  try {
    if ((await Blazor.reconnect()) === false) await startAfresh();
  } catch {
    await startAfresh();
  } finally {
    trying = false;
  }
}

// The server answers but knows this page no more: loading it again brings back place, anchor, drafts and outbox.
async function startAfresh() {
  try {
    const answer = await fetch('/health/live', { cache: 'no-store' });
    if (answer.ok && downSince) loadAgain();
  } catch {
    // Not reachable yet.
  }
}

function banner(words, act, run) {
  const place = document.querySelector('[data-banner]');
  if (!place) return;
  place.hidden = false;
  if (place.dataset.words === words) return;
  place.dataset.words = words;
  place.textContent = words;
  if (!act) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn-text';
  button.textContent = act;
  button.onclick = run;
  place.append(' ', button);
}

// What goes moves the page up: not between the two halves of somebody's click.
function whenReleased(work) {
  if (pressed) addEventListener('pointerup', () => setTimeout(work), { once: true });
  else work();
}

function hide() {
  const place = document.querySelector('[data-banner]');
  if (!place) return;
  place.hidden = true;
  delete place.dataset.words;
}
