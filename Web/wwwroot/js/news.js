// What a screen reader is told of the open place (ux.md part 5): a new message once, a burst as its number, one's own as
// "Sent", a failure at once and once. It is made here from the rows as they come; nobody is asked.
import { text } from './texts.js';

const BURST = 2000;
const MAX = 300;
const failures = new Set();
let fresh = [];
let timer = 0;
// The row whose words were told last.
let told = null;

export function createNews(root, rows) {
  let newest = 0;
  let wasAtEnd = false;

  // Rows that come because one scrolls to them are not news: only what comes while the window stands at the end.
  function look() {
    const atEnd = root.dataset.begun === '1' && !root.dataset.newer;
    const known = newest;
    for (const row of rows.querySelectorAll('article[data-key]:not([data-root])')) {
      const seq = Number(row.dataset.seq);
      if (row.dataset.state === 'failed') tellFailure(row);
      if (!(seq > known)) continue;
      newest = Math.max(newest, seq);
      if (wasAtEnd && atEnd) take(row);
    }
    wasAtEnd = atEnd;
    // What was taken back, or has disappeared, is not kept here either.
    if (told && !isThere(told)) forget();
  }

  function take(row) {
    if (row.dataset.author === root.dataset.me) {
      say('polite', text('newsSent'));
      return;
    }
    fresh.push({ id: row.id, author: document.getElementById(`${row.id}-a`)?.textContent.trim() ?? '', words: wordsOf(row) });
    timer ||= setTimeout(tell, BURST);
  }

  return { look };
}

function wordsOf(row) {
  // Of what is passed on without a word, what its card says.
  const said = [row.querySelector('.body'), row.querySelector('.ref-card')].map(part => part?.innerText.trim().replace(/\s+/g, ' ') ?? '');
  const words = said[0] || said[1];
  return words.length > MAX ? `${words.slice(0, MAX)}…` : words;
}

const isThere = id => !!document.getElementById(id)?.matches('article:not(.gone)');

function forget() {
  told = null;
  document.querySelector('[data-news="polite"]')?.replaceChildren();
}

function tell() {
  fresh = fresh.filter(message => isThere(message.id));
  if (fresh.length === 0) {
    timer = 0;
    return;
  }
  const authors = new Set(fresh.map(message => message.author));
  const [first] = fresh;
  if (fresh.length === 1) say('polite', text('newsOne', first.author, first.words));
  else if (authors.size === 1) say('polite', text('newsFrom', fresh.length, first.author));
  else say('polite', text('newsMany', fresh.length, authors.size));
  told = fresh.length === 1 ? first.id : null;
  [fresh, timer] = [[], 0];
}

function tellFailure(row) {
  if (failures.has(row.dataset.key)) return;
  failures.add(row.dataset.key);
  const words = row.querySelector('.failed span')?.textContent.trim();
  if (words) say('assertive', words);
}

// A new element each time, so that the same words are heard again.
function say(how, words) {
  const region = document.querySelector(`[data-news="${how}"]`);
  region?.replaceChildren(Object.assign(document.createElement('p'), { textContent: words, dir: 'auto' }));
}
