// Keys of a list: one stop for Tab, rows by arrows, acts by letters; any other letter goes to the composer.
import { actOf } from './keymap.js';

const ON_GONE = new Set(['hide', 'select', 'up', 'down', 'first', 'last', 'screenUp', 'screenDown', 'enter', 'thread']);
const INSIDE = 'a[href], button, .mention[data-user], .channel-link[data-stream]';

export function createKeys(root, scroller, rows, { act, toEnd, mayOpen }) {
  const all = () => [...rows.querySelectorAll('article[data-seq]')];
  let chosen = null;
  // Where nobody pins there is nothing to pin with.
  const mayPin = () => root.querySelector('.row-menu [data-do="pin"]') !== null;
  const field = () => root.parentElement.querySelector('.composer textarea');
  const ACTS = {
    up: row => focus(all()[all().indexOf(row) - 1] ?? row),
    down: row => focus(all()[all().indexOf(row) + 1] ?? row),
    first: () => focus(all()[0]),
    last: () => toEnd().then(() => focus(all().at(-1))),
    screenUp: row => screen(row, -1),
    screenDown: row => screen(row, 1),
    enter: row => enter(row),
    menu: row => act('menu', row, null),
    edit: row => row.dataset.author === root.dataset.me && act('edit', row),
    react: row => act('pick', row, row),
    thread: row => act('thread', row),
    forward: row => act('forward', row),
    quote: row => act('quote', row),
    keep: row => act(row.dataset.saved ? 'unkeep' : 'keep', row),
    pin: row => mayPin() && act(row.dataset.pinned ? 'unpin' : 'pin', row),
    hide: row => act('hide', row),
    select: row => act('select', row),
    recall: row => row.dataset.author === root.dataset.me && act('recall', row),
    unread: row => act('unread', row),
    receipts: row => act('receipts', row),
    copy: row => act('copy', row),
    link: row => act('link', row),
    reaction1: row => frequent(row, 0),
    reaction2: row => frequent(row, 1),
    reaction3: row => frequent(row, 2),
  };

  root.addEventListener('keydown', event => {
    const row = event.target.closest('article[data-seq]');
    if (!row || event.defaultPrevented || event.target.closest('input, textarea')) return;
    if (event.target !== row) onInside(event, row);
    else onRow(event, row);
  });
  rows.addEventListener('focusout', event => {
    const row = event.target.closest('article[data-inside]');
    if (row && !row.contains(event.relatedTarget)) leave(row);
  });

  function onRow(event, row) {
    const name = actOf('row', event);
    // With what is gone nothing is done any more, but going on, and into the thread that it began.
    if (name && row.classList.contains('gone') && !ON_GONE.has(name)) return;
    if (name === 'copy' && event.ctrlKey && String(getSelection())) return;
    // Where there are no receipts the key types, as any other.
    if (name && (name !== 'receipts' || mayOpen(row))) {
      event.preventDefault();
      ACTS[name](row);
    } else if (isTyped(event)) {
      // The press itself goes on to the field that has the focus now, and is typed there.
      field()?.focus();
    }
  }

  function onInside(event, row) {
    if (event.key === 'Escape' && !event.shiftKey) focus(row);
    else if (actOf('row', event) === 'menu') ACTS.menu(row);
    else if (event.key === 'Enter' && event.target.matches('.mention, .channel-link')) event.target.click();
    else return;
    event.preventDefault();
  }

  function isTyped(event) {
    return /^[^\s\p{C}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  }

  function enter(row) {
    const inside = [...row.querySelectorAll(INSIDE)].filter(element => element.getClientRects().length);
    if (!inside.length) return;
    row.dataset.inside = '1';
    for (const element of inside) element.tabIndex = 0;
    inside[0].focus();
  }

  function leave(row) {
    delete row.dataset.inside;
    for (const element of row.querySelectorAll(INSIDE)) element.tabIndex = -1;
  }

  function frequent(row, index) {
    const control = root.querySelectorAll('.toolbar [data-emoji]')[index];
    if (control) act('react', row, control);
  }

  function screen(row, direction) {
    const wanted = row.getBoundingClientRect().top + direction * scroller.clientHeight * 0.9;
    const found = all().reduce((best, one) => (distance(one, wanted) < distance(best, wanted) ? one : best), row);
    focus(found);
  }

  const distance = (row, top) => Math.abs(row.getBoundingClientRect().top - top);

  function focus(target) {
    if (!target) return false;
    chosen = target;
    rows.querySelector('article[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus({ preventScroll: true });
    const box = target.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    if (box.top < view.top + 8) scroller.scrollTop -= view.top + 8 - box.top;
    else if (box.bottom > view.bottom - 8) scroller.scrollTop += Math.min(box.bottom - view.bottom + 8, box.top - view.top - 8);
    return true;
  }

  // The list is one stop for Tab: the row that had the focus last, else the newest.
  function rove() {
    const stop = rows.querySelector('article[tabindex="0"]');
    const newest = all().at(-1);
    if (!newest || (stop && (stop === chosen || stop === newest))) return;
    stop?.setAttribute('tabindex', '-1');
    newest.setAttribute('tabindex', '0');
  }

  return {
    focus,
    rove,
    /** The row with a number, or the one that Tab leads to; false when the list has none. */
    focusRow: seq => focus((seq && rows.querySelector(`article[data-seq="${seq}"]`)) || rows.querySelector('article[tabindex="0"]')),
    newest: () => all().at(-1),
  };
}
