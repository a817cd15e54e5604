// Menus that a button opens (details[data-menu]): opened by a key, the first entry has the focus; arrows, Home, End and
// first letters move, Tab closes.
let byKey = false;

document.addEventListener('keydown', () => (byKey = true), true);
document.addEventListener('pointerdown', () => (byKey = false), true);

document.addEventListener('toggle', event => {
  if (byKey && event.target.matches?.('details[data-menu][open]')) itemsOf(event.target)[0]?.focus();
}, true);

document.addEventListener('keydown', event => {
  const menu = event.target.closest?.('details[data-menu][open]');
  if (!menu || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea')) return;
  const items = itemsOf(menu);
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Tab') menu.open = false;
  else if (to !== undefined && items.length) items[(to + items.length) % items.length].focus();
  else if (here >= 0 && /^\S$/u.test(event.key)) find(items, here, event.key.toLowerCase());
  else return;
  if (event.key !== 'Tab') event.preventDefault();
});

const itemsOf = menu => [...menu.querySelectorAll('[role="menuitem"], [role="menuitemradio"]')].filter(item => item.getClientRects().length);

function find(items, here, letter) {
  [...items.slice(here + 1), ...items.slice(0, here + 1)].find(item => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
}
