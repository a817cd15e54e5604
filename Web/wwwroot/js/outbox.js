// What was sent and is not stored yet: kept on this device, in order, until the server has it. The key of a message is
// made here, so a second try finds the first.
import { ask, isUp, losses } from './calls.js';
import * as store from './store.js';
import { text as words } from './texts.js';

const AGAIN = 3000;
const PATIENCE = 10000;
const BLINK = 1500;
const flying = new Map();
const postponed = new Set();
let server = null;
let me = null;
let newest = 0;

export const onChange = listener => store.onChange(name => name.startsWith('outbox.') && listener());
export const waiting = () => mine().filter(entry => entry.state === 'waiting').length;
export const of = place => mine().filter(entry => entry.place === place);
export const failedPlaces = () => new Set(mine().filter(entry => entry.state === 'failed').map(entry => entry.place.split(':')[0]));

export function connect(calls, user) {
  server = calls;
  me = user;
  store.adopt(me);
  resend();
}

export function user() {
  return me;
}

export function add(place, text, quiet = false, confirm = null, files = [], quotes = []) {
  // Their order is that of their times.
  newest = Math.max(Date.now(), newest + 1);
  const entry = { place, text, quiet, confirm, files, quotes, key: newKey(), at: newest, state: 'waiting', user: me };
  save(entry);
  send(entry);
  return entry.key;
}

export function retry(key) {
  flying.delete(key);
  change(key, { state: 'waiting', tried: undefined, unanswered: undefined });
  const entry = find(key);
  if (entry) send(entry);
}

export function drop(key) {
  remove(key);
  ask(server, 'Forget', key);
}

// After a loss of the connection: what was not answered before it may just have been lost with it.
export function resend() {
  mine().filter(entry => entry.state === 'failed' && entry.unanswered).forEach(entry => change(entry.key, { state: 'waiting', tried: undefined, unanswered: undefined }));
  mine().filter(entry => entry.state === 'waiting').forEach(send);
}

// Failed messages of a place that has just been opened come back as rows.
export function showFailed(place) {
  of(place).filter(entry => entry.state === 'failed')
    .forEach(entry => ask(server, 'Failed', place, entry.key, entry.text, entry.reason ?? '', entry.files ?? []));
}

// Only one try decides about a message, the newest; but stored is stored, whichever try it was.
async function send(entry) {
  if (!server || flying.has(entry.key) || postponed.has(entry.place)) return;
  const flight = Symbol(entry.key);
  const before = losses();
  const isNewest = () => flying.get(entry.key) === flight;
  flying.set(entry.key, flight);
  if (!entry.tried) change(entry.key, { tried: Date.now() });
  // Kept before it goes out: a crash in between sends it once more, under the same key, and never forgets it.
  await store.settled();
  const late = setTimeout(() => isNewest() && isUp() && fail(entry, words('noAnswer'), true), PATIENCE);
  const outcome = await ask(server, 'Send', entry.place, entry.key, entry.text, entry.quiet === true, entry.confirm ?? null, entry.files ?? [], entry.quotes ?? []);
  clearTimeout(late);
  if (outcome?.state === 'stored') {
    flying.delete(entry.key);
    remove(entry.key);
    return;
  }
  if (!isNewest()) return;
  flying.delete(entry.key);
  if (outcome?.state === 'failed') change(entry.key, { state: 'failed', reason: outcome.reason });
  else if (outcome?.state === 'away') away(entry);
  else if (outcome) wait(entry, outcome.reason);
  else await afterFault(entry, before);
}

// No answer at all: the connection went, and it goes out when that is back; or the server failed over it.
async function afterFault(entry, before) {
  await new Promise(resolve => setTimeout(resolve, BLINK));
  if (isUp() && losses() === before && of(entry.place).some(e => e.key === entry.key && e.state === 'waiting')) fail(entry, words('serverFault'), false);
}

// The server cannot take it now. It is tried again for a while; then the person decides.
function wait(entry, reason) {
  const tried = of(entry.place).find(e => e.key === entry.key)?.tried ?? Date.now();
  if (Date.now() - tried > PATIENCE) fail(entry, reason, true);
  else postpone(entry.place);
}

// Its store is away: it waits as it would without a network, and goes out by itself.
function away(entry) {
  change(entry.key, { state: 'waiting', tried: undefined, unanswered: undefined });
  postpone(entry.place);
}

function fail(entry, reason, unanswered) {
  change(entry.key, { state: 'failed', reason, unanswered });
  ask(server, 'Failed', entry.place, entry.key, entry.text, reason, entry.files ?? []);
}

// Not now: what is behind it in the same place waits as well, or it would overtake.
function postpone(place) {
  postponed.add(place);
  setTimeout(() => {
    postponed.delete(place);
    resend();
  }, AGAIN);
}

const nameOf = key => `outbox.${me}.${key}`;
const find = key => store.get(nameOf(key));
const save = entry => store.set(nameOf(entry.key), entry);
const remove = key => store.remove(nameOf(key));

function mine() {
  return store.values(`outbox.${me}.`).sort((one, other) => one.at - other.at);
}

// One that is gone meanwhile, sent by another page for example, stays gone.
function change(key, values) {
  const entry = find(key);
  if (entry) save({ ...entry, ...values });
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
}
