// What a page that goes had not written yet. Encryption takes a moment that such a page does not have; to mask bytes with others
// takes none. So a pad of random bytes is made when the page begins, and put away encrypted (store.js); when the page goes, what
// is left is masked with it, once, and lies in localStorage until the next page finds both and puts them together. Without the
// key of its person the pad cannot be read, and without the pad the rest is noise.
const REST = 'collab.rest.';
const TAB = 'collab.tab';
const PAD = 'pad.';
const SIZE = 65536;
const DAY = 86400000;
const LASTS_DAYS = 30;

/** One per page. */
export function createLastWords({ unwritten, putAway, readPad }) {
  const tab = tabId();
  let pad = null;
  let isLeft = false;

  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());

  function leave() {
    const left = unwritten();
    if (!pad || left.size === 0) return;
    const bytes = new TextEncoder().encode(JSON.stringify([...left].map(([name, value]) => (value === undefined ? [name] : [name, value]))));
    if (bytes.length > pad.length) return;
    try {
      localStorage.setItem(REST + tab, `${Date.now()}.${toText(mask(bytes, pad))}`);
      isLeft = true;
    } catch {
      // Full: what is under way may still be written.
    }
    // A pad masks once.
    pad = null;
  }

  async function renew() {
    const fresh = crypto.getRandomValues(new Uint8Array(SIZE));
    await putAway(PAD + tab, toText(fresh));
    pad = fresh;
  }

  return {
    renew,

    /** All has been written after all: a page that came back, or did not go. */
    async written() {
      if (!isLeft) return;
      localStorage.removeItem(REST + tab);
      isLeft = false;
      await renew();
    },

    /** What pages before this one have left, by name; undefined is what they had removed. */
    async recover() {
      const found = new Map();
      for (const key of Object.keys(localStorage).filter(one => one.startsWith(REST))) {
        const [at, text] = localStorage.getItem(key).split('.');
        const put = await readPad(PAD + key.slice(REST.length));
        if (put) {
          try {
            for (const [name, ...value] of JSON.parse(new TextDecoder().decode(mask(fromText(text), fromText(put))))) found.set(name, { value: value[0], at: Number(at) });
          } catch {
            // Its pad was another one: nothing can be made of it.
          }
        }
        // Somebody else's waits for her.
        if (put || Date.now() - Number(at) > LASTS_DAYS * DAY) localStorage.removeItem(key);
      }
      return found;
    },

    /** Nothing stays. */
    forget() {
      pad = null;
      for (const key of Object.keys(localStorage).filter(one => one.startsWith(REST))) localStorage.removeItem(key);
    },
  };
}

// The same after a reload, another one in each tab.
function tabId() {
  try {
    const known = sessionStorage.getItem(TAB) ?? [...crypto.getRandomValues(new Uint8Array(8))].map(b => b.toString(16).padStart(2, '0')).join('');
    sessionStorage.setItem(TAB, known);
    return known;
  } catch {
    return '0';
  }
}

const mask = (bytes, pad) => bytes.map((byte, at) => byte ^ pad[at]);

function toText(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const fromText = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
