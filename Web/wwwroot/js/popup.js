// A menu of a list: lies beside what opened it, on phones at the foot of the page. Arrows, Home, End and first letters
// move in it; Escape, Tab and a press elsewhere close it.
export function createPopup(root, selector, opensIt) {
  let opener = null;

  const menu = () => root.querySelector(selector);
  const items = () => [...menu().querySelectorAll('[role="menuitem"]')].filter(item => item.getClientRects().length);
  const isOpen = () => !!opener && !!menu() && !menu().hidden;

  root.addEventListener('keydown', event => isOpen() && event.target.closest(selector) && onKey(event));
  const outside = event => isOpen() && !event.target.closest(selector) && !event.target.closest(opensIt) && close(false);
  document.addEventListener('pointerdown', outside);

  function open(by, placeAt) {
    opener = by;
    menu().hidden = false;
    const { left, top, above } = placeAt(menu().getBoundingClientRect());
    const size = menu().getBoundingClientRect();
    menu().style.setProperty('--x', `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`);
    menu().style.setProperty('--y', `${Math.max(8, top + size.height > innerHeight - 8 ? above - size.height : top)}px`);
    items()[0]?.focus({ preventScroll: true });
  }

  function close(returnsFocus) {
    if (!isOpen()) return;
    menu().hidden = true;
    if (returnsFocus && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  function onKey(event) {
    if (event.key === 'Escape') close(true);
    // What is typed or chosen in a field of the menu is the field's.
    else if (event.target.matches('input') || event.target.closest('form')) return;
    else if (event.key === 'Tab' && !menu().querySelector('form')) close(true);
    else if (!move(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function move(event) {
    const all = items();
    const here = all.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length].focus();
    else if (/^\S$/u.test(event.key)) find(all, here, event.key.toLowerCase());
    else return false;
    return true;
  }

  function find(all, here, letter) {
    const order = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    order.find(item => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }

  return { isOpen, open, close, stop: () => document.removeEventListener('pointerdown', outside) };
}
