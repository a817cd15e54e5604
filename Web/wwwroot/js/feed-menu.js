// The one menu of a list: all that can be done with a row.
import { createPopup } from './popup.js';

export function createMenu(root, act, mayOpen) {
  const popup = createPopup(root, '.row-menu', '[data-do="menu"]');
  let row = null;

  function open(of, beside) {
    if (popup.isOpen() && row === of) return popup.close(true);
    row = of;
    const fits = {
      own: row.dataset.author === root.dataset.me && !row.dataset.root && mayEdit(row),
      mine: row.dataset.author === root.dataset.me,
      reply: !row.dataset.root,
      others: row.dataset.author !== root.dataset.me,
      edited: row.dataset.state === 'edited',
      receipts: mayOpen(row),
      reacted: !!row.querySelector('.reactions'),
      saved: !!row.dataset.saved,
      unsaved: !row.dataset.saved,
      pinned: !!row.dataset.pinned,
      unpinned: !row.dataset.pinned,
    };
    for (const item of root.querySelectorAll('.row-menu [data-when]')) item.hidden = !fits[item.dataset.when];
    const expiry = root.querySelector('.row-menu [data-expiry]');
    expiry.textContent = row.dataset.expires ?? '';
    expiry.hidden = !row.dataset.expires;
    // A button of the toolbar goes with the pointer: then the focus returns to the row.
    popup.open(beside?.closest('.toolbar') ? row : beside ?? row, size => {
      const box = (beside ?? row).getBoundingClientRect();
      return { left: beside ? box.right - size.width : box.left + 68, top: (beside ? box.bottom : box.top + 28) + 4, above: box.top - 4 };
    });
    return undefined;
  }

  // As far as the browser's clock goes; the server asks its own.
  function mayEdit(of) {
    const minutes = root.dataset.editMinutes;
    const posted = Date.parse(of.querySelector('time[datetime]')?.dateTime);
    return minutes === undefined || Number.isNaN(posted) || (Number(minutes) > 0 && Date.now() - posted <= Number(minutes) * 60_000);
  }

  return {
    open,
    /** Does what was chosen, with the focus back at the row: acts that move it on find it there. */
    choose(control) {
      popup.close(false);
      row.focus({ preventScroll: true });
      act(control.dataset.do, row, control.dataset.do === 'pick' ? row : control);
    },
    stop: popup.stop,
  };
}
