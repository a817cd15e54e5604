// A composer: its text lives here, on this device, until it is sent. The server hears of acts, not of keystrokes.
import { ask } from './calls.js';
import * as outbox from './outbox.js';
import { createSuggest } from './suggest.js';
import { apply } from './markdown.js';
import { pick } from './emoji.js';
import { text } from './texts.js';
import { showPencils } from './places.js';

const TYPING = 3000;

export function attach(form, calls) {
  const field = form.querySelector('textarea');
  const send = form.querySelector('.send');
  const counter = form.querySelector('[data-counter]');
  const place = form.dataset.outbox;
  const max = Number(form.dataset.max);
  const draft = `collab.draft.${outbox.user()}.${place}`;
  const suggest = createSuggest(form, field, calls);
  let typed = 0;

  // What was typed before this ran is the newest there is.
  if (field.value) localStorage.setItem(draft, field.value);
  else field.value = localStorage.getItem(draft) ?? '';
  form.dataset.ready = '1';
  changed();
  if (matchMedia('(min-width: 768px)').matches && !/\/m\/\d+$/.test(location.pathname) && !document.activeElement.closest('textarea, input, dialog')) field.focus();

  field.addEventListener('input', () => {
    changed();
    localStorage.setItem(draft, field.value);
    if (!field.value) localStorage.removeItem(draft);
    if (field.value && Date.now() - typed > TYPING) {
      typed = Date.now();
      ask(calls, 'Typing');
    }
    suggest.update();
  });
  field.addEventListener('keydown', onKey);
  field.addEventListener('blur', () => setTimeout(suggest.close, 150));
  form.addEventListener('submit', event => {
    event.preventDefault();
    submit();
  });
  form.addEventListener('mousedown', event => {
    if (event.target.closest('[data-format], .suggest, .send')) event.preventDefault();
  });
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-format]');
    if (button) format(button.dataset.format, button);
  });

  function changed() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight / 2)}px`;
    const length = field.value.length;
    send.disabled = field.value.trim() === '' || length > max;
    counter.textContent = length > max ? text('tooLong', length - max) : length > max * 0.9 ? `${length} / ${max}` : '';
    counter.classList.toggle('over', length > max);
  }

  function submit() {
    if (send.disabled) return;
    const words = field.value;
    set('');
    localStorage.removeItem(draft);
    showPencils();
    outbox.add(place, words);
    document.dispatchEvent(new CustomEvent('collab:sent', { detail: place }));
  }

  function set(words) {
    field.value = words;
    changed();
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (suggest.onKey(event)) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter') {
      const breaks = event.shiftKey || event.altKey || (!control && inCodeBlock());
      if (breaks) return;
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && field.value === '' && !control && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      form.closest('.main, .pane')?.querySelector('.feed')?.collab?.editLast();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else {
      const name = shortcut(event, control);
      if (!name) return;
      event.preventDefault();
      event.stopPropagation();
      format(name);
    }
  }

  // Esc goes one step at a time: out of the composer, then the pane, then the place counts as read.
  function leave() {
    const close = form.closest('.pane')?.querySelector('[data-pane-close]');
    if (close) close.click();
    else form.closest('.main')?.querySelector('.feed')?.collab?.readAll();
  }

  function shortcut({ key, code, shiftKey, altKey }, control) {
    if (!control) return null;
    const lower = key.toLowerCase();
    if (altKey && shiftKey) return lower === 'c' ? 'codeblock' : null;
    if (altKey) return null;
    if (shiftKey) return { KeyX: 'strike', KeyU: 'link', KeyC: 'code', Digit7: 'ordered', Digit8: 'bulleted', Digit9: 'quote' }[code] ?? null;
    if (lower === 'k' && field.selectionStart !== field.selectionEnd) return 'link';
    return { b: 'bold', i: 'italic', e: 'code' }[lower] ?? null;
  }

  function format(name, button) {
    if (name === 'emoji') {
      pick(button, emoji => insert(emoji));
      return;
    }
    field.focus();
    if (name === 'mention') insert('@');
    else apply(field, name);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function insert(words) {
    field.focus();
    const before = field.value.slice(0, field.selectionStart);
    const space = words === '@' && before && !/\s$/.test(before) ? ' ' : '';
    field.setRangeText(space + words, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function inCodeBlock() {
    return (field.value.slice(0, field.selectionStart).match(/^```/gm) ?? []).length % 2 === 1;
  }

  return {
    detach() {
      suggest.close();
      showPencils();
    },
  };
}
