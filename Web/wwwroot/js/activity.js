// Tells the server that somebody is at this device: at most once a minute, and not at all while nothing is touched.
const INTERVAL = 60000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

let told = 0;
let tell = () => {};

export function watchActivity(onActive) {
  tell = onActive;
  if (told) return;
  // The connection itself was a sign of life.
  told = Date.now();
  for (const sign of SIGNS) document.addEventListener(sign, onSign, { passive: true, capture: true });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onSign());
}

function onSign() {
  if (Date.now() - told < INTERVAL) return;
  told = Date.now();
  tell();
}
