// A message counts as read when half of it was visible for 0.8 s in a focused window with no dialog over it. The marker
// moves only over what was passed without a gap, and goes to the server at most once a second.
import { ask } from './calls.js';
const LOOK = 200;
const ENOUGH = 800;
// What lies over the page, of the browser's and of the forms.
const OVER = 'dialog[open], .mud-dialog';

export function createReader(root, scroller, rows, calls) {
  const since = new Map();
  const seen = new Set();
  let sent = Number(root.dataset.read || 0);
  let lastSend = 0;
  const timer = setInterval(look, LOOK);
  const leave = () => flush(true);
  document.addEventListener('visibilitychange', leave);
  addEventListener('pagehide', leave);

  function look() {
    const known = Number(root.dataset.read || 0);
    if (known < sent) {
      // Marked as unread, here or on another device: start over from there.
      sent = known;
      seen.clear();
      since.clear();
      root.dataset.held = '1';
    }
    sent = Math.max(sent, known);
    if (document.visibilityState !== 'visible' || !document.hasFocus() || document.querySelector(OVER) || root.dataset.held) {
      since.clear();
      return;
    }
    watch();
    flush(false);
  }

  function watch() {
    const now = Date.now();
    const view = scroller.getBoundingClientRect();
    for (const row of rows.querySelectorAll('[data-seq]:not([data-root])')) {
      const last = Number(row.dataset.seqEnd ?? row.dataset.seq);
      if (last <= sent) continue;
      const box = row.getBoundingClientRect();
      // A list that is not on the screen has rows without a size.
      if (!box.height) continue;
      if (box.top > view.bottom) break;
      const visible = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
      if (visible < Math.min(box.height, view.height) / 2) {
        since.delete(last);
        continue;
      }
      if (!since.has(last)) since.set(last, now);
      else if (now - since.get(last) >= ENOUGH) {
        for (let seq = Number(row.dataset.seq); seq <= last; seq++) seen.add(seq);
      }
    }
  }

  function flush(atOnce) {
    let upTo = sent;
    while (seen.has(upTo + 1)) seen.delete(++upTo);
    if (upTo === sent) return;
    if (!atOnce && Date.now() - lastSend < 1000) {
      for (let seq = sent + 1; seq <= upTo; seq++) seen.add(seq);
      return;
    }
    sent = upTo;
    lastSend = Date.now();
    root.dataset.read = String(Math.max(Number(root.dataset.read || 0), upTo));
    ask(calls, 'Read', upTo);
  }

  return {
    stop() {
      flush(true);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leave);
    },
  };
}
