// The columns of the page: splitters by mouse and arrow keys, and the sidebar that hides or slides over. All of it in the
// browser, kept on this device (theme.js puts the widths in place before the first paint).
const root = document.documentElement;
const wide = matchMedia('(min-width: 1280px)');
const phone = matchMedia('(max-width: 767px)');
const STEP = 16;
let drag = null;

document.addEventListener('pointerdown', event => {
  const splitter = event.target.closest?.('[data-split]');
  if (!splitter || event.button !== 0) return;
  event.preventDefault();
  splitter.focus();
  splitter.setPointerCapture(event.pointerId);
  drag = { splitter, from: event.clientX, width: widthOf(splitter) };
  root.dataset.dragging = splitter.dataset.split;
});

document.addEventListener('pointermove', event => {
  if (drag) show(drag.splitter, drag.width + (event.clientX - drag.from) * towards(drag.splitter));
});

for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    if (!drag) return;
    keep(drag.splitter);
    drag = null;
    delete root.dataset.dragging;
  });
}

document.addEventListener('dblclick', event => {
  const splitter = event.target.closest?.('[data-split]');
  if (!splitter) return;
  show(splitter, Number(splitter.dataset.usual));
  keep(splitter);
});

document.addEventListener('keydown', event => {
  const splitter = event.target.closest?.('[data-split]');
  if (!splitter || event.altKey || event.ctrlKey || event.metaKey) return;
  const width = widthOf(splitter);
  const wanted = {
    ArrowLeft: width - STEP * towards(splitter), ArrowRight: width + STEP * towards(splitter),
    Home: limit(splitter, 'min'), End: limit(splitter, 'max'),
  }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  show(splitter, wanted);
  keep(splitter);
});

document.addEventListener('focusin', event => {
  const splitter = event.target.closest?.('[data-split]');
  if (splitter) splitter.setAttribute('aria-valuenow', Math.round(widthOf(splitter)));
});

function widthOf(splitter) {
  return parseFloat(root.style.getPropertyValue(`--${splitter.dataset.split}`)) || Number(splitter.dataset.usual);
}

const limit = (splitter, end) => Number(splitter.getAttribute(`aria-value${end}`));

// The pane grows to its left, and everything the other way round where one reads from right to left.
function towards(splitter) {
  return (splitter.dataset.split === 'pane' ? -1 : 1) * (getComputedStyle(root).direction === 'rtl' ? -1 : 1);
}

function show(splitter, width) {
  const fits = Math.round(Math.min(limit(splitter, 'max'), Math.max(limit(splitter, 'min'), width)));
  root.style.setProperty(`--${splitter.dataset.split}`, `${fits}px`);
  splitter.setAttribute('aria-valuenow', fits);
}

const keep = splitter => window.collabTheme.set(splitter.dataset.split, String(Math.round(widthOf(splitter))));

// Beside the feed where there is room; on a narrower page, once hidden, it slides over the feed until one has gone somewhere.
export function toggleSidebar() {
  if (phone.matches) return;
  const state = root.dataset.sidebar;
  if (state === 'over') slideAway();
  else if (state !== 'hidden') window.collabTheme.set('sidebar', 'hidden');
  else if (wide.matches) window.collabTheme.set('sidebar', 'shown');
  else {
    root.dataset.sidebar = 'over';
    (document.querySelector('.places a[aria-current="page"]') ?? document.querySelector('.places li a'))?.focus();
  }
}

function slideAway() {
  const held = document.activeElement?.closest('.sidebar');
  root.dataset.sidebar = 'hidden';
  if (held) document.querySelector('[data-sidebar-toggle]')?.focus();
}

document.addEventListener('click', event => {
  const target = event.target;
  if (target.closest?.('[data-sidebar-toggle]')) toggleSidebar();
  else if (target.closest?.('[data-sidebar-pin]')) window.collabTheme.set('sidebar', 'shown');
  else if (root.dataset.sidebar === 'over' && (!target.closest?.('.sidebar, dialog, .menu') || target.closest('.sidebar a'))) root.dataset.sidebar = 'hidden';
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented || root.dataset.sidebar !== 'over' || !event.target.closest?.('.sidebar')) return;
  event.preventDefault();
  slideAway();
});
