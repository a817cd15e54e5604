// Who reacted: a small card over the pill under the pointer or the focus, with a way to all names. One for a list; it can be
// hovered itself, stays while it is, and Esc takes it away.
import { ask } from './calls.js';
import { text } from './texts.js';

const WAIT = 400;
const LINGER = 200;

export function createCard(root, rows, calls) {
  let card = null;
  let pill = null;
  let timer = 0;

  const later = (work, wait) => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };

  root.addEventListener('pointerover', event => {
    if (event.pointerType === 'touch') return;
    const over = event.target.closest('.pill[data-emoji]');
    if (over) later(() => show(over), WAIT);
    else if (!event.target.closest('.reaction-card')) later(hide, LINGER);
    else clearTimeout(timer);
  });
  root.addEventListener('pointerleave', () => later(hide, LINGER));
  rows.addEventListener('focusin', event => {
    const over = event.target.closest('.pill[data-emoji]');
    if (over?.matches(':focus-visible')) show(over);
  });
  root.addEventListener('focusout', event => {
    if (card && !card.hidden && !event.relatedTarget?.closest('.reaction-card, .pill')) later(hide, LINGER);
  });
  const escape = event => {
    if (event.key !== 'Escape' || !card || card.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    hide();
  };
  document.addEventListener('keydown', escape, true);

  function show(over) {
    if (!over.isConnected) return;
    pill = over;
    card ??= build();
    card.querySelector('p').textContent = pill.getAttribute('aria-label');
    card.querySelector('button').hidden = !pill.dataset.unnamed;
    card.hidden = false;
    const box = pill.getBoundingClientRect();
    const view = root.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(box.left - view.left, view.width - size.width - 8))}px`;
    card.style.top = `${box.top - size.height - 6 > view.top ? box.top - view.top - size.height - 6 : box.bottom - view.top + 6}px`;
  }

  function build() {
    const made = Object.assign(document.createElement('div'), { className: 'reaction-card' });
    const all = Object.assign(document.createElement('button'), { type: 'button', className: 'btn-text', textContent: text('showAll') });
    all.addEventListener('click', () => {
      const row = pill.closest('article');
      ask(calls, 'Reactors', Number(row.dataset.seq), !!row.dataset.root, pill.dataset.emoji);
      hide();
    });
    made.append(document.createElement('p'), all);
    root.append(made);
    return made;
  }

  function hide() {
    clearTimeout(timer);
    if (card) card.hidden = true;
  }

  return {
    hide,
    stop() {
      clearTimeout(timer);
      document.removeEventListener('keydown', escape, true);
    },
  };
}
