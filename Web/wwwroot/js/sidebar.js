// The sidebar's filter, draft pencils and "more unread" pills live in the browser.
import { user } from './outbox.js';

document.addEventListener('input', event => {
  if (event.target.dataset?.filter !== 'places') return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const row of document.querySelectorAll('.places li')) {
    row.hidden = wanted !== '' && !row.textContent.toLocaleLowerCase().includes(wanted);
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.target.dataset?.filter !== 'places' || !event.target.value) return;
  event.preventDefault();
  event.target.value = '';
  event.target.dispatchEvent(new Event('input', { bubbles: true }));
});

document.addEventListener('click', event => {
  const pill = event.target.closest('[data-more]');
  if (pill) hiddenUnread(pill.dataset.more)[0]?.scrollIntoView({ block: 'center' });
});

document.addEventListener('scroll', event => {
  if (event.target.matches?.('[data-places]')) showPills();
}, { capture: true, passive: true });

export function showPencils() {
  for (const row of document.querySelectorAll('.places a[data-place]')) {
    row.classList.toggle('has-draft', !!localStorage.getItem(`collab.draft.${user()}.${row.dataset.place}`));
  }
  showPills();
}

setInterval(showPencils, 2000);

function hiddenUnread(side) {
  const list = document.querySelector('[data-places]');
  if (!list) return [];
  const box = list.getBoundingClientRect();
  const rows = [...list.querySelectorAll('a.unread')].filter(row => {
    const { top, bottom } = row.getBoundingClientRect();
    return side === 'up' ? bottom < box.top + 8 : top > box.bottom - 8;
  });
  return side === 'up' ? rows.reverse() : rows;
}

function showPills() {
  for (const pill of document.querySelectorAll('[data-more]')) {
    const rows = hiddenUnread(pill.dataset.more);
    pill.hidden = rows.length === 0;
    pill.classList.toggle('calls', rows.some(row => Number(row.dataset.mentions) > 0));
  }
}
