// The one menu of a list: all that can be done with a row. It lies beside what opened it, on phones at the foot of the page.
export function createMenu(root, act) {
  let row = null;
  let opener = null;

  const menu = () => root.querySelector('.row-menu');
  const items = () => [...menu().querySelectorAll('[role="menuitem"]')].filter(item => item.getClientRects().length);

  root.addEventListener('keydown', event => isOpen() && event.target.closest('.row-menu') && onKey(event));
  const outside = event => isOpen() && !event.target.closest('.row-menu') && !event.target.closest('[data-do="menu"]') && close(false);
  document.addEventListener('pointerdown', outside);

  function isOpen() {
    return !!row && !menu().hidden;
  }

  function open(of, beside) {
    if (isOpen() && row === of) return close(true);
    row = of;
    opener = beside ?? of;
    const fits = {
      own: row.dataset.author === root.dataset.me && !row.dataset.root,
      edited: row.dataset.state === 'edited',
      reacted: !!row.querySelector('.reactions'),
    };
    for (const item of menu().querySelectorAll('[data-when]')) item.hidden = !fits[item.dataset.when];
    menu().hidden = false;
    place(beside);
    items()[0]?.focus({ preventScroll: true });
    return undefined;
  }

  function place(beside) {
    const box = (beside ?? row).getBoundingClientRect();
    const size = menu().getBoundingClientRect();
    const left = beside ? box.right - size.width : box.left + 68;
    const under = (beside ? box.bottom : box.top + 28) + 4;
    menu().style.setProperty('--x', `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`);
    menu().style.setProperty('--y', `${Math.max(8, under + size.height > innerHeight - 8 ? box.top - size.height - 4 : under)}px`);
  }

  function close(returnsFocus) {
    if (!isOpen()) return;
    menu().hidden = true;
    const back = opener?.getClientRects().length ? opener : row;
    if (returnsFocus && back.isConnected) back.focus({ preventScroll: true });
    row = null;
  }

  function onKey(event) {
    const all = items();
    const here = all.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else if (event.key.length === 1 && event.key !== ' ') find(all, here, event.key.toLowerCase());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function find(all, here, letter) {
    const order = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    order.find(item => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }

  return {
    open,
    /** Does what was chosen, with the focus back at the row: acts that move it on find it there. */
    choose(control) {
      const of = row;
      close(false);
      of.focus({ preventScroll: true });
      act(control.dataset.do, of, control.dataset.do === 'pick' ? of : control);
    },
    stop() {
      document.removeEventListener('pointerdown', outside);
    },
  };
}
