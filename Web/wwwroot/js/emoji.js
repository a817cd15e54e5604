// The emoji that the server knows, loaded once, and the one picker of the page.
import { text } from './texts.js';

const RECENT = 'collab.emoji';
let all = null;
let panel = null;
let chosen = null;
let opener = null;

async function load() {
  all ??= fetch('/emoji.json').then(answer => answer.json()).then(rows =>
    rows.map(([unicode, shortcode, name, group, keywords]) => ({ unicode, shortcode, name, group, words: `${shortcode} ${name} ${keywords}`.toLowerCase() })));
  return all;
}

export async function find(start) {
  const wanted = start.toLowerCase();
  const known = await load();
  const begins = known.filter(e => e.shortcode.startsWith(wanted));
  const holds = known.filter(e => !e.shortcode.startsWith(wanted) && e.words.includes(` ${wanted}`));
  return [...begins, ...holds].slice(0, 8);
}

export async function pick(beside, onPick) {
  chosen = onPick;
  opener = document.activeElement;
  panel ??= build();
  // Over a dialog only what is in it can be seen and reached.
  (beside.closest('dialog[open]') ?? document.body).append(panel);
  await fill('');
  panel.querySelector('input').value = '';
  panel.hidden = false;
  const box = beside.getBoundingClientRect();
  const width = Math.min(340, innerWidth - 16);
  const height = Math.min(380, innerHeight - 16);
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = `${box.top > height + 8 ? box.top - height - 4 : Math.max(8, Math.min(box.bottom + 4, innerHeight - height - 8))}px`;
  panel.querySelector('input').focus();
}

function build() {
  const made = document.createElement('div');
  made.className = 'emoji-picker';
  made.setAttribute('role', 'dialog');
  made.setAttribute('aria-label', text('emoji'));
  const field = Object.assign(document.createElement('input'), { type: 'search', placeholder: text('emojiSearch'), autocomplete: 'off' });
  field.setAttribute('aria-label', text('emojiSearch'));
  const grid = document.createElement('div');
  grid.className = 'emoji-grid';
  made.append(field, grid);
  field.addEventListener('input', () => fill(field.value));
  made.addEventListener('keydown', onKey);
  grid.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) take(button.textContent);
  });
  document.addEventListener('pointerdown', event => {
    if (!made.hidden && !made.contains(event.target)) hide();
  });
  return made;
}

async function fill(query) {
  const known = await load();
  const wanted = query.trim().toLowerCase();
  const grid = panel.querySelector('.emoji-grid');
  const recent = JSON.parse(localStorage.getItem(RECENT) ?? '["👍","❤️","😂","🎉","🙏","👀","✅","🚀"]');
  const groups = new Map();
  if (!wanted) groups.set('', known.filter(e => recent.includes(e.unicode)));
  for (const emoji of known) {
    if (wanted && !emoji.words.includes(wanted)) continue;
    if (!groups.has(emoji.group)) groups.set(emoji.group, []);
    groups.get(emoji.group).push(emoji);
  }
  const parts = [];
  for (const [group, list] of groups) {
    if (group) parts.push(Object.assign(document.createElement('h3'), { textContent: group }));
    const block = document.createElement('div');
    block.className = 'emoji-block';
    block.append(...list.map(e => Object.assign(document.createElement('button'), { type: 'button', textContent: e.unicode, title: `:${e.shortcode}:`, ariaLabel: e.name })));
    parts.push(block);
  }
  if (!groups.size) parts.push(Object.assign(document.createElement('p'), { textContent: text('emojiNone') }));
  grid.replaceChildren(...parts);
}

function onKey(event) {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    hide();
    opener?.focus?.();
    return;
  }
  const buttons = [...panel.querySelectorAll('.emoji-block button')];
  if (event.key === 'Enter' && event.target.tagName === 'INPUT') {
    event.preventDefault();
    if (buttons.length) take(buttons[0].textContent);
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 }[event.key];
  if (!step || (event.target.tagName === 'INPUT' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  const here = buttons.indexOf(document.activeElement);
  buttons[Math.max(0, Math.min(here < 0 ? 0 : here + step, buttons.length - 1))]?.focus();
}

function take(emoji) {
  const recent = JSON.parse(localStorage.getItem(RECENT) ?? '[]').filter(known => known !== emoji);
  localStorage.setItem(RECENT, JSON.stringify([emoji, ...recent].slice(0, 18)));
  hide();
  chosen?.(emoji);
}

function hide() {
  panel.hidden = true;
}
