// Several rows at once: chosen with X or Ctrl+click, then one act for all of them. What is chosen is the browser's.
import { ask } from './calls.js';

export function createSelect(root, rows, calls, { copy }) {
  const chosen = new Set();
  const bar = () => root.querySelector('.select-bar');
  const rowOf = seq => rows.querySelector(`article[data-seq="${seq}"]:not([data-root])`);

  root.addEventListener('click', event => {
    const row = event.target.closest('article.row[data-seq]');
    if (!row || event.target.closest('.edit')) return;
    // While rows are being chosen a press anywhere on one chooses it; before, links and buttons do what they do.
    const begins = (event.ctrlKey || event.metaKey) && !event.target.closest('a[href], button, .mention[data-user], .channel-link[data-stream]');
    if (begins || (chosen.size && !event.target.closest('.toolbar, .row-menu, .select-bar'))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toggle(row);
    }
  }, true);
  root.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !chosen.size || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  });

  function toggle(row) {
    const seq = Number(row.dataset.seq);
    if (!seq || row.dataset.root || !bar()) return;
    if (!chosen.delete(seq)) chosen.add(seq);
    draw();
  }

  // Rows are drawn by the server, which knows nothing of this.
  function draw() {
    for (const seq of [...chosen]) if (!rowOf(seq)) chosen.delete(seq);
    for (const row of rows.querySelectorAll('article[data-seq]')) {
      const isChosen = chosen.has(Number(row.dataset.seq)) && !row.dataset.root;
      if (isChosen !== row.hasAttribute('data-chosen')) row.toggleAttribute('data-chosen', isChosen);
    }
    const shown = bar();
    if (!shown) return;
    shown.hidden = !chosen.size;
    root.toggleAttribute('data-selecting', chosen.size > 0);
    const count = shown.querySelector('[data-selected]');
    const said = count.dataset.text.replace('{0}', chosen.size.toLocaleString());
    if (count.textContent !== said) count.textContent = said;
  }

  function end() {
    chosen.clear();
    draw();
  }

  const seqs = () => [...chosen].sort((one, other) => one - other);

  return {
    toggle,
    draw,
    has: row => chosen.has(Number(row?.dataset.seq)),
    /** Does with all that are chosen what a button of the bar says. */
    act(name) {
      const of = seqs();
      if (name === 'select-copy') ask(calls, 'Texts', of).then(copy);
      else if (name === 'select-keep') ask(calls, 'KeepSeveral', of);
      else if (name === 'select-forward') ask(calls, 'Forward', of, false);
      else if (name === 'select-hide') ask(calls, 'Hide', of, false);
      end();
    },
    hideChosen: () => {
      ask(calls, 'Hide', seqs(), false);
      end();
    },
  };
}
