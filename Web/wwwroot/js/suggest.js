// Completion of @people, #channels, :emoji: and /commands while one writes. Esc closes it for this word.
import { ask } from './calls.js';
import { find } from './emoji.js';

export function createSuggest(form, field, calls) {
  const list = form.querySelector('.suggest');
  let items = [];
  let active = 0;
  let word = null;
  let refused = '';
  let asked = 0;

  list.addEventListener('click', event => {
    const option = event.target.closest('[role="option"]');
    if (option) take(Number(option.dataset.index));
  });

  async function update() {
    word = current();
    if (!word || word.all === refused) return close();
    const ticket = ++asked;
    const found = word.sign === ':'
      ? (await find(word.rest)).map(e => ({ insert: e.unicode, title: `:${e.shortcode}:`, detail: e.name, mark: '', icon: e.unicode }))
      : (await ask(calls, 'Suggest', word.sign, word.rest)) ?? [];
    if (ticket !== asked) return undefined;
    items = found;
    active = 0;
    draw();
    return undefined;
  }

  function current() {
    const before = field.value.slice(0, field.selectionStart);
    // A command stands at the very beginning.
    const command = /^\/(\p{L}*)$/u.exec(before);
    if (command) return { sign: '/', rest: command[1], all: before, start: 0 };
    const match = /(^|[\s(])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(before);
    if (!match || (match[2] === ':' && match[3].length < 2)) return null;
    return { sign: match[2], rest: match[3], all: match[2] + match[3], start: before.length - match[2].length - match[3].length };
  }

  function draw() {
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    list.replaceChildren(...items.map((item, index) => {
      const option = document.createElement('div');
      option.id = `${list.id}-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(index === active));
      option.dataset.index = index;
      const mark = document.createElement('span');
      mark.className = 'suggest-mark';
      if (item.mark) mark.innerHTML = item.mark;
      else mark.textContent = item.icon ?? '';
      const title = Object.assign(document.createElement('b'), { textContent: item.title, dir: 'auto' });
      const detail = Object.assign(document.createElement('small'), { textContent: item.detail, dir: 'auto' });
      option.append(mark, title, detail);
      if (item.isOutside) option.append(Object.assign(document.createElement('i'), { textContent: document.getElementById('texts').dataset.notHere }));
      return option;
    }));
    field.setAttribute('aria-activedescendant', list.hidden ? '' : `${list.id}-${active}`);
  }

  function take(index) {
    const item = items[index];
    if (!item || !word) return;
    field.setRangeText(`${item.insert} `, word.start, field.selectionStart, 'end');
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function close() {
    asked++;
    items = [];
    draw();
  }

  return {
    update,
    close,
    onKey(event) {
      if (list.hidden) return false;
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          active = (active + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
          draw();
          list.children[active].scrollIntoView({ block: 'nearest' });
          break;
        case 'Enter':
        case 'Tab':
          take(active);
          break;
        case 'Escape':
          refused = word?.all ?? '';
          close();
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
