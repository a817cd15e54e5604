// A composer: its text lives here, on this device, until it is sent. The server hears of acts, not of keystrokes.
import { ask } from './calls.js';
import * as outbox from './outbox.js';
import * as store from './store.js';
import { createSuggest } from './suggest.js';
import { actOf } from './keymap.js';
import { apply, breakLine, formatsAt, inCode, indent, leaveCode } from './markdown.js';
import { pick } from './emoji.js';
import { text } from './texts.js';
import { showPencils } from './places.js';
import { createCalling } from './calling.js';
import { createCommands } from './commands.js';
import { createConfirming } from './confirming.js';
import { createFiles } from './files.js';
import { createQuoting } from './quoting.js';
import { createSlowMode } from './slow-mode.js';

const TYPING = 3000;

export function attach(form, calls) {
  // The place turned out to have no composer while this came.
  if (!form) return { detach() {} };
  const field = form.querySelector('textarea');
  const send = form.querySelector('.send');
  const counter = form.querySelector('[data-counter]');
  const place = form.dataset.outbox;
  const max = Number(form.dataset.max);
  const asFile = form.querySelector('[data-as-file]');
  const draft = `draft.${outbox.user()}.${place}`;
  const suggest = createSuggest(form, field, calls);
  const calling = createCalling(form);
  const commands = createCommands(form, calls, () => sendAsText());
  const slow = createSlowMode(form, send, () => changed());
  const confirming = createConfirming(form, `confirm.${outbox.user()}.${place}`, () => changed());
  const files = createFiles(form, `files.${outbox.user()}.${place}`, () => changed());
  const quoting = createQuoting(form, calls, `quotes.${outbox.user()}.${place}`, () => changed());
  const buttons = [...form.querySelectorAll('.format [data-format]')];
  let typed = 0;
  let isAsking = false;
  // Sent as soon as its files are here.
  let isHeld = false;
  // After Esc, Tab goes on to the next control, also from code: nobody is caught in it.
  let tabMovesOn = false;
  const ACTS = {
    send: () => !inCode(field) && submit(),
    sendAlways: () => submit(),
    line: () => breakLine(field),
    editLast: () => isEmpty() && feed()?.editLast(),
    newestThread: () => isEmpty() && feed()?.threadOfNewest(),
    reactNewest: () => feed()?.reactToNewest(),
    indent: () => !tabMovesOn && inCode(field) && indent(field, true),
    outdent: () => !tabMovesOn && inCode(field) && indent(field, false),
    leaveCode: () => leaveCode(field),
    attach: () => files.choose(),
    linkSelection: () => field.selectionStart !== field.selectionEnd && format('link'),
    leave: () => leave(),
  };

  // What was typed before this ran goes on where the draft ends: the page may have been loaded again in the middle of a word.
  const kept = store.get(draft) ?? '';
  if (!field.value.trim()) field.value = kept;
  else if (!field.value.startsWith(kept)) field.value = kept + field.value;
  if (field.value) store.set(draft, field.value);
  confirming.restore();
  files.restore();
  quoting.restore();
  form.dataset.ready = '1';
  changed();
  if (matchMedia('(min-width: 768px)').matches && !/\/m\/\d+$/.test(location.pathname) && !isElsewhere()) field.focus();

  // Whoever writes elsewhere, or has gone to a row of this panel already, stays there.
  function isElsewhere() {
    const at = document.activeElement;
    return at.closest('textarea, input, dialog') !== null || form.closest('.main, .pane')?.contains(at.closest('article'));
  }

  field.addEventListener('input', () => {
    tabMovesOn = false;
    commands.clear();
    changed();
    if (field.value) store.set(draft, field.value);
    else store.remove(draft);
    if (field.value && Date.now() - typed > TYPING) {
      typed = Date.now();
      ask(calls, 'Typing');
    }
    suggest.update();
  });
  field.addEventListener('keydown', onKey);
  // A message that did not go out comes back, and whether it asked with it.
  form.addEventListener('collab:again', event => {
    confirming.show(event.detail.confirm ?? null);
    files.show(event.detail.files ?? []);
    quoting.show(event.detail.quotes);
    set(event.detail.text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  asFile.addEventListener('click', () => {
    files.add([new File([field.value], 'message.md', { type: 'text/markdown' })]);
    set('');
    store.remove(draft);
    field.focus();
  });
  document.addEventListener('selectionchange', showFormats);
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
    const isOver = length > max;
    send.disabled = (field.value.trim() === '' && files.isEmpty()) || isOver || slow.isWaiting() || isAsking || isHeld || files.hasFailed() || !quoting.isComplete() || !confirming.isComplete();
    asFile.hidden = !isOver;
    files.note(isHeld ? text('filesWait') : '');
    calling.note(field.value);
    // Too long a text has no button to be pressed in vain: the reason stands in its place.
    send.hidden = isOver;
    counter.textContent = isOver ? text('tooLong', (length - max).toLocaleString()) : length >= max * 0.9 ? `${length.toLocaleString()} / ${max.toLocaleString()}` : '';
    counter.classList.toggle('over', isOver);
    showFormats();
  }

  function showFormats() {
    if (document.activeElement !== field) return;
    const now = formatsAt(field);
    for (const button of buttons) button.setAttribute('aria-pressed', String(now.has(button.dataset.format)));
  }

  function submit() {
    if (send.disabled) return true;
    if (files.isBusy()) hold();
    else if (commands.is(field.value) && files.isEmpty() && quoting.isEmpty()) command(field.value);
    else sendAsText();
    return true;
  }

  async function hold() {
    isHeld = true;
    changed();
    const areHere = await files.settled();
    isHeld = false;
    changed();
    if (areHere) submit();
  }

  // What is carried out leaves the field; what is not stays, to be mended.
  async function command(words) {
    isAsking = true;
    changed();
    const isDone = await commands.run(words);
    isAsking = false;
    if (isDone && field.value === words) {
      set('');
      store.remove(draft);
      showPencils();
    }
    changed();
    if (!document.querySelector('dialog[open]')) field.focus();
  }

  function sendAsText() {
    if (confirming.isOn() || calling.callsMany(field.value)) askFirst(field.value);
    else post(field.value, false);
  }

  // Nothing is sent, and nothing leaves the field, before there is an answer.
  async function askFirst(words) {
    isAsking = true;
    changed();
    const answer = await ask(calls, 'Ask', words, confirming.isOn());
    isAsking = false;
    changed();
    if (answer === 'send' || answer === 'quiet') post(words, answer === 'quiet');
    else if (answer === undefined) counter.textContent = text('callOffline');
    field.focus();
  }

  function post(words, quiet) {
    const confirm = confirming.wanted();
    const sent = files.take();
    const quotes = quoting.take();
    confirming.clear();
    set('');
    store.remove(draft);
    showPencils();
    outbox.add(place, words, quiet, confirm, sent, quotes);
    slow.begin();
    changed();
    document.dispatchEvent(new CustomEvent('collab:sent', { detail: place }));
  }

  function set(words) {
    field.value = words;
    changed();
  }

  const feed = () => form.closest('.main, .pane')?.querySelector('.feed')?.collab;
  const isEmpty = () => field.value === '';

  // What an act answers with false is not its business here: the press stays the browser's, or the page's.
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || suggest.onKey(event)) return;
    const name = actOf('composer', event);
    if (!name) return;
    const act = ACTS[name] ?? (() => format(name));
    if (act() === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // One step: to the messages. Without one there the page takes the next (close the pane, mark as read).
  function leave() {
    tabMovesOn = true;
    return feed()?.focusRow() ?? false;
  }

  function format(name, button) {
    if (name === 'emoji') {
      pick(button, emoji => insert(emoji));
      return;
    }
    if (name === 'attach') {
      files.choose();
      return;
    }
    if (name === 'confirm') {
      confirming.toggle();
      if (!confirming.isOn()) field.focus();
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

  return {
    refreshQuotes: () => quoting.refresh(),
    detach() {
      document.removeEventListener('selectionchange', showFormats);
      suggest.close();
      slow.end();
      files.end();
      showPencils();
    },
  };
}
