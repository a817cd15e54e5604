// Answers when the server cannot: a page that is asked for in vain becomes the one that shows what this device has kept
// (js/offline.js). It never stands between a page and a server that answers, so an old worker cannot show an old Collab.
const VERSION = '__VERSION__';
const FILES = __FILES__;
const PAGE = '/offline';
const CACHE = `collab-${VERSION}`;
// A proxy says so when there is no Collab behind it.
const AWAY = [502, 503, 504];

addEventListener('install', event => event.waitUntil((async () => {
  try {
    await fill();
  } catch (error) {
    await caches.delete(CACHE);
    throw error; // the one before goes on
  }
  await skipWaiting();
})()));

addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('collab-') && name !== CACHE) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener('message', event => event.data === 'refresh' && event.waitUntil(fill()));

addEventListener('fetch', event => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (FILES.includes(pathname)) event.respondWith(file(request, pathname));
});

// All of it or nothing: what is half there would be a broken page when it is needed.
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...FILES].map(path => new Request(path, { cache: 'no-cache' })));
}

async function page(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!AWAY.includes(answer.status)) return answer;
    return (await kept(PAGE)) ?? answer;
  } catch (error) {
    const answer = await kept(PAGE);
    if (answer) return answer;
    throw error;
  }
}

async function file(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await kept(path);
    if (answer) return answer;
    throw error;
  }
}

const kept = async path => (await caches.open(CACHE)).match(path);
