// A small card beside what the pointer rests on or the keyboard has come to. One for a list; it can be hovered itself, stays
// while it is, and Esc takes it away.
const WAIT = 400;
const LINGER = 200;

/**
 * @param selector what has a card
 * @param kind the card's class
 * @param build puts what it always has into a new card
 * @param fill puts in what it says of one thing; false when there is nothing to say
 */
export function createHoverCard(root, rows, { selector, kind, build, fill }) {
  let card = null;
  let shown = null;
  let wanted = null;
  let timer = 0;

  const later = (work, wait) => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
  const isOpen = () => card && !card.hidden;

  root.addEventListener('pointerover', event => {
    if (event.pointerType === 'touch') return;
    const over = event.target.closest(selector);
    if (over) over === shown && isOpen() ? clearTimeout(timer) : later(() => show(over), WAIT);
    else if (!event.target.closest(`.${kind}`)) later(hide, LINGER);
    else clearTimeout(timer);
  });
  root.addEventListener('pointerleave', () => later(hide, LINGER));
  rows.addEventListener('focusin', event => {
    const over = event.target.closest(selector);
    if (over?.matches(':focus-visible')) show(over);
  });
  root.addEventListener('focusout', event => {
    if (isOpen() && !event.relatedTarget?.closest(`.${kind}, ${selector}`)) later(hide, LINGER);
  });
  const escape = event => {
    if (event.key !== 'Escape' || !isOpen()) return;
    event.preventDefault();
    event.stopPropagation();
    hide();
  };
  document.addEventListener('keydown', escape, true);

  // Rows are drawn anew and move while the pointer rests: what lies under it then is meant, and no event tells of it.
  const under = () => [...rows.querySelectorAll(':hover')].map(node => node.closest(selector)).find(Boolean);

  async function show(wish) {
    const over = wish?.isConnected ? wish : under();
    if (!over) return;
    wanted = over;
    card ??= make();
    if (!await fill(card, over) || wanted !== over || !over.isConnected) return;
    shown = over;
    card.hidden = false;
    const box = over.getBoundingClientRect();
    const view = root.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(box.left - view.left, view.width - size.width - 8))}px`;
    card.style.top = `${box.top - size.height - 6 > view.top ? box.top - view.top - size.height - 6 : box.bottom - view.top + 6}px`;
  }

  function make() {
    const made = Object.assign(document.createElement('div'), { className: `hover-card ${kind}`, hidden: true });
    build(made);
    root.append(made);
    return made;
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (card) card.hidden = true;
  }

  return {
    hide,
    moved() {
      hide();
      if (matchMedia('(hover: hover)').matches) later(() => show(under()), WAIT);
    },
    about: () => shown,
    stop() {
      clearTimeout(timer);
      document.removeEventListener('keydown', escape, true);
    },
  };
}
