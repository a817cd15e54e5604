// Who somebody is, in short: a card beside a name or an avatar. It asks when it is to be shown and not before.
import { ask } from './calls.js';
import { createHoverCard } from './hover-card.js';
import { text } from './texts.js';

const PRESENCE = /^[a-z]+$/;

export function createProfileCard(root, rows, calls) {
  const node = (name, className) => Object.assign(document.createElement(name), { className });
  const card = createHoverCard(root, rows, {
    selector: '[data-do="profile"][data-user], .mention[data-user]',
    kind: 'profile-card',
    build(made) {
      made.setAttribute('role', 'group');
      const act = (name, does) => {
        const button = Object.assign(node('button', 'btn'), { type: 'button', textContent: text(name) });
        button.dataset.act = does;
        button.addEventListener('click', () => {
          ask(calls, does, card.about().dataset.user);
          card.hide();
        });
        return button;
      };
      const acts = node('div', 'card-acts');
      acts.append(act('message', 'Write'), act('viewProfile', 'Profile'));
      made.append(node('span', 'card-face'), node('div', 'card-lines'), acts);
    },
    async fill(made, over) {
      const found = await ask(calls, 'Card', over.dataset.user);
      if (!found) return false;
      made.setAttribute('aria-label', found.name);
      // The server's own markup, as in a row.
      made.querySelector('.card-face').innerHTML = found.avatar;
      const lines = [['b', found.name], ['small', found.title], ['small', found.presenceText, found.presence], ['small', found.status], ['small', found.time]];
      made.querySelector('.card-lines').replaceChildren(...lines.filter(([, said]) => said).map(([name, said, presence]) => {
        const line = Object.assign(node(name, ''), { textContent: said, dir: 'auto' });
        if (presence && PRESENCE.test(presence)) line.dataset.presence = presence;
        return line;
      }));
      made.querySelector('[data-act="Write"]').hidden = !found.mayWrite;
      return true;
    },
  });
  return card;
}
