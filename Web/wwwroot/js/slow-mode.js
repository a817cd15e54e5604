// Slow mode: after a message the send button counts down until the next one may go.
import { text } from './texts.js';

export function createSlowMode(form, send, changed) {
  const shown = send.querySelector('.send-wait');
  const icon = send.querySelector('.icon');
  let until = Date.now() + Number(form.dataset.wait || 0);
  let timer = null;

  const seconds = () => (form.dataset.slow ? Math.max(0, Math.ceil((until - Date.now()) / 1000)) : 0);

  function draw() {
    const left = seconds();
    shown.hidden = left === 0;
    icon?.toggleAttribute('hidden', left > 0);
    send.classList.toggle('waits', left > 0);
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    send.setAttribute('aria-label', left > 0 ? text('sendIn', left) : text('send'));
    if (left > 0 && !timer) timer = setInterval(draw, 1000);
    if (left > 0) return;
    const waited = timer !== null;
    clearInterval(timer);
    timer = null;
    if (waited) changed();
  }

  draw();
  return {
    isWaiting: () => seconds() > 0,
    begin() {
      until = Date.now() + Number(form.dataset.slow || 0) * 1000;
      draw();
    },
    end: () => clearInterval(timer),
  };
}
