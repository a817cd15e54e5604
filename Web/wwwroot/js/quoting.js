// What a message that is being written quotes: kept on this device as places and numbers alone, like its text. What stands
// there the server says, each time anew.
import { ask } from './calls.js';
import * as store from './store.js';

const MOST = 3;

export function createQuoting(form, calls, kept, changed) {
  const tray = form.querySelector('[data-quotes]');
  const note = form.querySelector('[data-quote-note]');
  let quotes = [];
  let cards = [];
  let asked = 0;

  form.addEventListener('collab:quote', event => add(event.detail));
  tray.addEventListener('click', event => {
    const control = event.target.closest('[data-unquote]');
    if (!control) return;
    const index = Number(control.dataset.unquote);
    show(quotes.filter((_, at) => at !== index));
    form.querySelector('textarea').focus();
  });

  function add(quote) {
    if (quotes.some(q => q.stream === quote.stream && q.seq === quote.seq)) return;
    note.hidden = quotes.length < MOST;
    if (quotes.length < MOST) show([...quotes, { stream: quote.stream, seq: quote.seq }]);
  }

  function show(wanted) {
    quotes = wanted;
    cards = [];
    note.hidden = note.hidden || quotes.length >= MOST ? note.hidden : true;
    if (quotes.length) store.set(kept, quotes);
    else store.remove(kept);
    draw();
    refresh();
  }

  // An answer that comes late is about quotes that are not there any more.
  async function refresh() {
    const turn = ++asked;
    if (!quotes.length) return;
    const answer = await ask(calls, 'Quotes', quotes);
    if (turn !== asked || !answer) return;
    cards = answer;
    draw();
  }

  function draw() {
    tray.hidden = !quotes.length;
    tray.replaceChildren(...quotes.map((_, index) => cardOf(cards[index], index)));
    changed();
  }

  function cardOf(card, index) {
    const item = document.createElement('li');
    item.className = 'quote-card';
    item.dataset.state = card?.state ?? 'waiting';
    const words = document.createElement('span');
    words.className = 'quote-words';
    if (card?.author) {
      const author = document.createElement('b');
      author.dir = 'auto';
      author.textContent = card.author;
      words.append(author, ' ');
    }
    const said = document.createElement('span');
    said.dir = 'auto';
    said.textContent = card?.text ?? '…';
    words.append(said);
    const close = tray.parentElement.querySelector('template[data-unquote-button]').content.firstElementChild.cloneNode(true);
    close.dataset.unquote = index;
    item.append(words, close);
    return item;
  }

  return {
    isEmpty: () => !quotes.length,
    // What is not there to be read any more is taken out first.
    isComplete: () => cards.every(card => card.state === 'visible'),
    restore: () => show((store.get(kept) ?? []).slice(0, MOST)),
    show: wanted => show(wanted ?? []),
    refresh,
    /** Hands them over and is empty. */
    take() {
      const taken = quotes;
      note.hidden = true;
      show([]);
      return taken;
    },
  };
}
