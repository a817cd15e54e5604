// Who reacted: a card over the pill, with a way to all names.
import { ask } from './calls.js';
import { createHoverCard } from './hover-card.js';
import { text } from './texts.js';

export function createCard(root, rows, calls) {
  const card = createHoverCard(root, rows, {
    selector: '.pill[data-emoji]',
    kind: 'reaction-card',
    build(made) {
      const all = Object.assign(document.createElement('button'), { type: 'button', className: 'btn-text', textContent: text('showAll') });
      all.addEventListener('click', () => {
        const pill = card.about();
        const row = pill.closest('article');
        ask(calls, 'Reactors', Number(row.dataset.seq), !!row.dataset.root, pill.dataset.emoji);
        card.hide();
      });
      made.append(document.createElement('p'), all);
    },
    fill(made, pill) {
      made.querySelector('p').textContent = pill.getAttribute('aria-label');
      made.querySelector('button').hidden = !pill.dataset.unnamed;
      return true;
    },
  });
  return card;
}
