// What this device keeps of its person's work: drafts, unsent messages, the last windows of feeds. In IndexedDB, each entry
// encrypted with AES-GCM under a key that belongs to her, this device and her session: the server gives it with a cookie that
// goes with the session, so without a session nothing of it can be read. Names are kept as keyed digests.
//
// Small entries are held in memory as well, so that they can be read at once; windows are read when they are wanted.
//
// Browsers encrypt only in their own time, and a page that goes has none: what was not written yet then is left, masked by a
// one-time pad that was made and put away encrypted before (js/last-words.js).
import { createLastWords } from './last-words.js';

const NAME = 'collab';
const NOTES = 'notes';
const WINDOWS = 'windows';
const PADS = 'pads';
const COOKIES = ['__Host-collab.key', 'collab.key'];
const FALLBACK = 'collab.kept.';
// Entries under another key are somebody else's, or of a device secret that is gone for good.
const FOREIGN_DAYS = 30;
const DAY = 86400000;
const PRUNED = 'collab.pruned';
const PRUNE_AFTER = 10000;
const PATIENCE = 3000;

const notes = new Map();
const changed = new EventTarget();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('collab.kept') : null;
let keys = null;
let db = null;
let opening = null;
let dirty = new Map();
let underWay = new Map();
let writing = null;
const lastWords = createLastWords({
  unwritten: () => (isOver || !db ? new Map() : new Map([...underWay, ...dirty])),
  putAway: async (name, pad) => put(PADS, await seal(name, pad)),
  readPad: name => read(PADS, name),
});
// What is written in this page still can be copied from it; nothing new is kept.
let isOver = false;

/** Opens it, once; what cannot be kept here lives in this tab's session alone. */
export const open = () => (opening ??= start());

export const isEncrypted = () => db !== null;
/** Calls back with the name of what has changed. */
export const onChange = listener => changed.addEventListener('change', event => listener(event.detail));
export const has = name => notes.has(name);
export const get = name => notes.get(name) ?? null;
export const names = prefix => [...notes.keys()].filter(name => name.startsWith(prefix));
export const values = prefix => names(prefix).map(name => notes.get(name));

export function set(name, value) {
  if (notes.has(name) && JSON.stringify(notes.get(name)) === JSON.stringify(value)) return;
  notes.set(name, value);
  written(name, value);
}

export function remove(name) {
  if (!notes.delete(name)) return;
  written(name, undefined);
}

/** Resolves when all that was set before is kept, or cannot be. */
export const settled = () => writing ?? Promise.resolve();

/* --- windows --- */

export async function putWindow(name, value) {
  if (db && !isOver) await put(WINDOWS, await seal(name, value));
}

export const getWindow = name => read(WINDOWS, name);

export async function windows() {
  if (!db) return [];
  const found = await request(WINDOWS, 'readonly', store => store.getAll());
  const opened = await Promise.all(found.filter(isMine).map(unseal));
  return opened.filter(Boolean).sort((one, other) => other.at - one.at);
}

export async function dropWindow(name) {
  if (!db) return;
  const id = await digest(name);
  await request(WINDOWS, 'readwrite', store => store.delete(id));
}

export async function dropWindows() {
  if (db) await request(WINDOWS, 'readwrite', store => store.clear());
}

/** Keeps the newest alone. */
export async function trimWindows(most) {
  if (!db || (await request(WINDOWS, 'readonly', store => store.count())) <= most) return;
  const found = await request(WINDOWS, 'readonly', store => store.getAll());
  const old = found.sort((one, other) => other.at - one.at).slice(most);
  await request(WINDOWS, 'readwrite', store => old.map(entry => store.delete(entry.id)).at(-1));
}

/* --- the end --- */

/** The session is over: what was read goes, what was written stays, unreadable until she signs in again on this device. */
export async function lock() {
  isOver = true;
  for (const name of COOKIES) document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Strict${name.startsWith('__Host-') ? '; Secure' : ''}`;
  await dropWindows();
}

/** She has signed out: nothing stays. */
export async function wipe() {
  isOver = true;
  keys = null;
  db?.close();
  db = null;
  notes.clear();
  dirty.clear();
  channel?.postMessage({ isWiped: true });
  for (const name of Object.keys(sessionStorage).filter(one => one.startsWith(FALLBACK))) sessionStorage.removeItem(name);
  for (const name of Object.keys(localStorage).filter(one => LEGACY.test(one))) localStorage.removeItem(name);
  lastWords.forget();
  if (!globalThis.indexedDB) return;
  await new Promise(resolve => {
    const gone = indexedDB.deleteDatabase(NAME);
    gone.onsuccess = gone.onerror = resolve;
    // A page that still has it open lets go when it is told; the rest of the deletion does not need this one.
    gone.onblocked = resolve;
  });
}

/** Takes over what an older version kept in the clear, and what this tab had to keep by itself. What is another's waits for her. */
export function adopt(user) {
  if (db) adoptFromTab(user);
  for (const name of Object.keys(localStorage).filter(one => LEGACY.test(one))) {
    const value = localStorage.getItem(name);
    const [, kind, owner, place] = /^collab\.(draft|confirm|files|quotes)\.(\d+)\.(.+)$/.exec(name) ?? [];
    if (kind && owner !== String(user)) continue;
    try {
      if (kind) set(`${kind}.${owner}.${place}`, kind === 'draft' || kind === 'confirm' ? value : JSON.parse(value));
      else if (!adoptOutbox(user, name, JSON.parse(value))) continue;
    } catch {
      // Broken: nothing can be made of it.
    }
    localStorage.removeItem(name);
  }
}

// False when others have messages there still.
function adoptOutbox(user, name, entries) {
  for (const entry of entries.filter(one => one.user === user)) set(`outbox.${user}.${entry.key}`, entry);
  const others = entries.filter(one => one.user !== user);
  if (others.length) localStorage.setItem(name, JSON.stringify(others));
  return others.length === 0;
}

function adoptFromTab(user) {
  for (const key of Object.keys(sessionStorage).filter(one => one.startsWith(FALLBACK) && one.split('.')[3] === String(user))) {
    try {
      set(key.slice(FALLBACK.length), JSON.parse(sessionStorage.getItem(key)));
    } catch {
      // Broken.
    }
    sessionStorage.removeItem(key);
  }
}

const LEGACY = /^collab\.(outbox$|draft\.|confirm\.|files\.|quotes\.)/;

/* --- inside --- */

const digestOf = new Map();

const tell = name => changed.dispatchEvent(new CustomEvent('change', { detail: name }));

async function start() {
  try {
    // Some browsers never answer.
    await Promise.race([openWithKey(), new Promise((_, reject) => setTimeout(reject, PATIENCE))]);
  } catch {
    // Private windows, full disks, browsers that forbid it: then this tab alone remembers.
    db = null;
  }
  if (!db) loadFromTab();
}

async function openWithKey() {
  const secret = secretOf(document.cookie);
  if (!secret || !crypto.subtle || !globalThis.indexedDB) return;
  keys = await derive(secret);
  const opened = await openDatabase();
  const found = await new Promise((resolve, reject) => {
    const asked = opened.transaction(NOTES).objectStore(NOTES).getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  for (const entry of await Promise.all(found.filter(isMine).map(openSealed))) if (entry) notes.set(entry.name, entry.value);
  db = opened;
  const ages = new Map(found.filter(isMine).map(entry => [entry.id, entry.at]));
  for (const [name, { value, at }] of await lastWords.recover()) {
    // Another tab has gone on with it since.
    if (ages.get(digestOf.get(name)) > at) continue;
    if (value === undefined) remove(name);
    else set(name, value);
  }
  lastWords.renew().catch(() => {});
  setTimeout(() => pruneDaily().catch(() => {}), PRUNE_AFTER);
}

function secretOf(cookies) {
  const found = cookies.split('; ').map(cookie => cookie.split('=')).find(([name]) => COOKIES.includes(name));
  if (!found) return null;
  const text = atob(found[1].replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, c => c.charCodeAt(0));
}

async function derive(secret) {
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const from = use => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(`collab ${use}`) });
  const [content, label] = await Promise.all([
    crypto.subtle.deriveKey(from('content'), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(from('names'), root, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ]);
  const owner = await sign(label, '');
  return { content, label, owner };
}

async function sign(label, text) {
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', label, new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes.subarray(0, 18)));
}

async function digest(name) {
  if (!digestOf.has(name)) digestOf.set(name, await sign(keys.label, `name ${name}`));
  return digestOf.get(name);
}

async function seal(name, value) {
  const id = await digest(name);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ name, value }));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }, keys.content, plain);
  return { id, owner: keys.owner, at: Date.now(), iv, data };
}

async function openSealed(entry) {
  try {
    const algorithm = { name: 'AES-GCM', iv: entry.iv, additionalData: new TextEncoder().encode(entry.id) };
    const found = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, keys.content, entry.data)));
    digestOf.set(found.name, entry.id);
    return found;
  } catch {
    return null; // changed by another hand
  }
}

const unseal = async entry => (await openSealed(entry))?.value ?? null;
const isMine = entry => entry.owner === keys?.owner;

function openDatabase() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => [NOTES, WINDOWS, PADS].forEach(store => asked.result.createObjectStore(store, { keyPath: 'id' }));
    asked.onerror = asked.onblocked = () => reject(asked.error);
    asked.onsuccess = () => {
      const opened = asked.result;
      // Another page erases it, or a newer version wants it otherwise.
      opened.onversionchange = opened.onclose = () => {
        opened.close();
        if (db === opened) db = null;
      };
      resolve(opened);
    };
  });
}

function request(store, mode, ask) {
  return new Promise((resolve, reject) => {
    if (!db) {
      resolve(null);
      return;
    }
    const transaction = db.transaction(store, mode);
    const asked = ask(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function read(store, name) {
  if (!db) return null;
  const id = await digest(name);
  const found = await request(store, 'readonly', rows => rows.get(id));
  return found ? unseal(found) : null;
}

const put = (store, entry) => request(store, 'readwrite', rows => rows.put(entry));

async function pruneDaily() {
  const today = String(Math.floor(Date.now() / DAY));
  if (localStorage.getItem(PRUNED) === today) return;
  localStorage.setItem(PRUNED, today);
  for (const store of [NOTES, WINDOWS, PADS]) await prune(store);
}

async function prune(store) {
  const since = Date.now() - FOREIGN_DAYS * DAY;
  await request(store, 'readwrite', rows => {
    const cursor = rows.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      if ((store === PADS || !isMine(at.value)) && at.value.at < since) at.delete();
      at.continue();
    };
    return cursor;
  });
}

function written(name, value) {
  tell(name);
  if (keys) channel?.postMessage({ owner: keys.owner, name, value });
  dirty.set(name, value);
  writing ??= write();
}

// One after another: what was set last is what is kept.
async function write() {
  // A burst of changes, a word that is being typed for example, is one.
  await Promise.resolve();
  while (dirty.size) {
    const batch = underWay = dirty;
    dirty = new Map();
    try {
      if (db) {
        await writeAll(batch);
        if (!dirty.size) await lastWords.written().catch(() => {});
      } else {
        batch.forEach(writeToTab);
      }
    } catch {
      // A disk that is full, for example: this tab remembers as long as it is there.
      batch.forEach(writeToTab);
    }
    underWay = new Map();
  }
  writing = null;
}

async function writeAll(batch) {
  const entries = await Promise.all([...batch].map(async ([name, value]) => (value === undefined ? { id: await digest(name) } : seal(name, value))));
  await request(NOTES, 'readwrite', store => entries.map(entry => (entry.data ? store.put(entry) : store.delete(entry.id))).at(-1));
}

function writeToTab(value, name) {
  if (isOver) return;
  try {
    if (value === undefined) sessionStorage.removeItem(FALLBACK + name);
    else sessionStorage.setItem(FALLBACK + name, JSON.stringify(value));
  } catch {
    // Full: it is still in memory.
  }
}

function loadFromTab() {
  for (const name of Object.keys(sessionStorage).filter(one => one.startsWith(FALLBACK))) {
    try {
      notes.set(name.slice(FALLBACK.length), JSON.parse(sessionStorage.getItem(name)));
    } catch {
      sessionStorage.removeItem(name);
    }
  }
}

channel?.addEventListener('message', event => {
  const { isWiped, owner, name, value } = event.data;
  if (isWiped) {
    isOver = true;
    keys = null;
    db = null;
    notes.clear();
  } else if (keys && owner === keys.owner) {
    if (value === undefined) notes.delete(name);
    else notes.set(name, value);
  } else {
    return;
  }
  tell(name ?? '');
});
