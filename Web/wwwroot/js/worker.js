// Brings in the service worker that answers when the server cannot (sw.js), once the page has come to rest.
const REST = 4000;
const LANGUAGE = 'collab.offline.language';

export function serveOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // without HTTPS
  const isWanted = document.querySelector('meta[name="collab-offline"]') !== null;
  const begin = () => setTimeout(() => (isWanted ? bringIn(workers) : takeOut(workers)), REST);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

async function bringIn(workers) {
  try {
    await workers.register('/sw.js', { updateViaCache: 'none' });
    const ready = await workers.ready;
    // Its page speaks the language in which it was fetched.
    if (localStorage.getItem(LANGUAGE) === document.documentElement.lang) return;
    ready.active?.postMessage('refresh');
    localStorage.setItem(LANGUAGE, document.documentElement.lang);
  } catch {
    // It is a help, not a need: the next page tries again.
  }
}

async function takeOut(workers) {
  for (const one of await workers.getRegistrations()) one.unregister();
}
