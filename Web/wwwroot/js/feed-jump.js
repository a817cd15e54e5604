// The menu of a day's pill: where in the history to go.
import { createPopup } from './popup.js';

export function createJump(root, ask) {
  const popup = createPopup(root, '.day-menu', '[data-do="days"]');

  root.addEventListener('submit', event => {
    if (!event.target.matches('[data-to-date]')) return;
    popup.close(false);
    ask('ToDay', event.target.querySelector('input').value, null);
  });

  return {
    open(pill) {
      if (popup.isOpen()) return popup.close(true);
      const box = pill.getBoundingClientRect();
      popup.open(pill, size => ({ left: (box.left + box.right - size.width) / 2, top: box.bottom + 4, above: box.top - 4 }));
      return undefined;
    },
    choose(item) {
      popup.close(false);
      return ask('ToDay', null, item.dataset.days ? Number(item.dataset.days) : null);
    },
    stop: popup.stop,
  };
}
