// Long messages fold after twelve lines, code after twenty; code gets its buttons. Rows are strings that many pages share,
// so this is done to the drawn row, before it is painted, and again when the row is drawn anew.
import { text } from './texts.js';

const LINES = 12;
const CODE_LINES = 20;

export function createFolds(rows) {
  const open = new Set();
  const openCode = new Set();
  const keyOf = row => row.dataset.root ? `root-${row.dataset.seq}` : row.dataset.key;

  function apply() {
    const fresh = [...rows.querySelectorAll('article:not([data-measured]) .body')];
    if (!fresh.length) return;
    for (const body of fresh) body.querySelectorAll('pre').forEach((pre, index) => dress(pre, `${keyOf(body.closest('article'))}-${index}`));
    // All is measured before anything is changed: one layout for the lot.
    const long = fresh.filter(isLong);
    for (const body of fresh) body.closest('article').dataset.measured = '1';
    long.forEach(fold);
  }

  function isLong(body) {
    const line = parseFloat(getComputedStyle(body).lineHeight);
    const code = [...body.querySelectorAll('.code')].reduce((sum, one) => sum + one.offsetHeight, 0);
    return body.offsetHeight - code > line * LINES + line / 2;
  }

  function fold(body) {
    const row = body.closest('article');
    const button = control('btn-text unfold', 'fold');
    body.after(button);
    draw(row, button);
  }

  function draw(row, button) {
    const isOpen = open.has(keyOf(row));
    row.querySelector('.body').classList.toggle('folded', !isOpen);
    button.textContent = text(isOpen ? 'showLess' : 'showMore');
    button.setAttribute('aria-expanded', String(isOpen));
  }

  function toggle(row) {
    flip(open, keyOf(row));
    draw(row, row.querySelector('.unfold'));
    reveal(row);
  }

  function dress(pre, key) {
    const code = pre.querySelector('code');
    const box = Object.assign(document.createElement('div'), { className: 'code' });
    const tools = Object.assign(document.createElement('div'), { className: 'code-tools' });
    const language = [...code?.classList ?? []].find(name => name.startsWith('language-'))?.slice('language-'.length);
    pre.replaceWith(box);
    box.dataset.key = key;
    if (language) tools.dataset.language = language;
    tools.append(control('code-tool', 'wrap-code'), control('code-tool', 'copy-code'));
    say(tools.children[0], text('wrapCode'));
    say(tools.children[1], text('copyCode'));
    tools.children[0].setAttribute('aria-pressed', 'false');
    box.append(tools, pre);
    if ((code?.textContent ?? '').trimEnd().split('\n').length > CODE_LINES) {
      box.append(control('btn-text unfold-code', 'fold-code'));
      drawCode(box);
    }
  }

  function drawCode(box) {
    const isOpen = openCode.has(box.dataset.key);
    const button = box.querySelector('.unfold-code');
    box.classList.toggle('folded', !isOpen);
    say(button, text(isOpen ? 'showLess' : 'showMore'));
    button.setAttribute('aria-expanded', String(isOpen));
  }

  function toggleCode(button) {
    const box = button.closest('.code');
    flip(openCode, box.dataset.key);
    drawCode(box);
    reveal(box);
  }

  function wrap(button) {
    const wraps = button.closest('.code').classList.toggle('wraps');
    button.setAttribute('aria-pressed', String(wraps));
  }

  // What was folded from its end leaves the reader at its beginning, not somewhere below.
  function reveal(element) {
    const scroller = rows.closest('.scroller').getBoundingClientRect();
    if (element.getBoundingClientRect().top < scroller.top) element.scrollIntoView({ block: 'start' });
  }

  function flip(set, key) {
    if (!set.delete(key)) set.add(key);
  }

  function control(className, act) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className, tabIndex: -1 });
    button.dataset.do = act;
    return button;
  }

  // Within a message words of the page are drawn, not text: nobody copies them with it or hears them as part of it.
  function say(button, words) {
    button.dataset.words = words;
    button.setAttribute('aria-label', words);
  }

  return { apply, toggle, toggleCode, wrap };
}
