// What was sent and is not stored yet: kept on this device, in order, until the server has it. The key of a message is
// made here, so a second try finds the first.
import { ask } from './calls.js';
const STORE = 'collab.outbox';
const AGAIN = 3000;
const flying = new Set();
const postponed = new Set();
const changed = new EventTarget();
let server = null;
let me = null;

export const onChange = listener => changed.addEventListener('change', listener);
export const waiting = () => mine().filter(entry => entry.state === 'waiting').length;
export const of = place => mine().filter(entry => entry.place === place);
export const failedPlaces = () => new Set(mine().filter(entry => entry.state === 'failed').map(entry => entry.place.split(':')[0]));

export function connect(calls, user) {
  server = calls;
  me = user;
  resend();
}

export function user() {
  return me;
}

export function add(place, text) {
  const entry = { place, text, key: newKey(), at: Date.now(), state: 'waiting', user: me };
  save([...load(), entry]);
  send(entry);
  return entry.key;
}

export function retry(key) {
  change(key, { state: 'waiting' });
  const entry = load().find(e => e.key === key);
  if (entry) send(entry);
}

export function drop(key) {
  save(load().filter(entry => entry.key !== key));
  ask(server, 'Forget', key);
}

export function resend() {
  mine().filter(entry => entry.state === 'waiting').forEach(send);
}

// Failed messages of a place that has just been opened come back as rows.
export function showFailed(place) {
  of(place).filter(entry => entry.state === 'failed')
    .forEach(entry => ask(server, 'Failed', place, entry.key, entry.text, entry.reason ?? ''));
}

async function send(entry) {
  if (!server || flying.has(entry.key) || postponed.has(entry.place)) return;
  flying.add(entry.key);
  const outcome = await ask(server, 'Send', entry.place, entry.key, entry.text);
  flying.delete(entry.key);
  if (!outcome) return; // The connection is gone: it goes out when that is back.
  if (outcome.state === 'stored') save(load().filter(e => e.key !== entry.key));
  else if (outcome.state === 'failed') change(entry.key, { state: 'failed', reason: outcome.reason });
  else postpone(entry.place);
}

// Not now: what is behind it in the same place waits as well, or it would overtake.
function postpone(place) {
  postponed.add(place);
  setTimeout(() => {
    postponed.delete(place);
    resend();
  }, AGAIN);
}

function mine() {
  return load().filter(entry => entry.user === me);
}

function change(key, values) {
  save(load().map(entry => (entry.key === key ? { ...entry, ...values } : entry)));
}

function load() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]');
  } catch {
    return [];
  }
}

function save(entries) {
  localStorage.setItem(STORE, JSON.stringify(entries));
  changed.dispatchEvent(new Event('change'));
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
}
