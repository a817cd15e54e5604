// Acts on rows: one toolbar that follows the pointer or the focus, one listener for the whole list, row keys.
import { ask } from './calls.js';
import * as outbox from './outbox.js';
import { pick } from './emoji.js';

export function createActs(root, scroller, rows, calls, show) {
  // It comes with the right to respond, which may be known later than the rows.
  let toolbar = null;
  let row = null;
  let focused = null;
  const call = (name, ...values) => ask(calls, name, ...values);

  root.addEventListener('pointerover', event => event.pointerType !== 'touch' && over(event.target));
  // Rows that moved under a resting pointer took the toolbar away: the next move brings it back.
  root.addEventListener('pointermove', event => event.pointerType !== 'touch' && (toolbar?.hidden ?? true) && over(event.target));
  root.addEventListener('pointerleave', hideToolbar);
  rows.addEventListener('focusin', event => {
    focused = event.target;
    over(event.target);
  });
  rows.addEventListener('focusout', event => {
    // What goes with its row has nowhere to hand the focus to.
    if (event.target.isConnected && event.relatedTarget) focused = null;
  });
  root.addEventListener('click', onClick);
  root.addEventListener('submit', onSubmit);
  root.addEventListener('keydown', onKey);
  let press = 0;
  rows.addEventListener('touchstart', event => {
    press = setTimeout(() => over(event.target), 450);
  }, { passive: true });
  for (const end of ['touchend', 'touchmove']) rows.addEventListener(end, () => clearTimeout(press), { passive: true });
  const edits = new MutationObserver(() => {
    followRow();
    prepareEdit();
  });
  edits.observe(rows, { childList: true, subtree: true });

  // A row that changes is drawn again as a whole: toolbar and focus go over to the new one.
  function followRow() {
    const again = old => old?.dataset.key && rows.querySelector(`article[data-key="${CSS.escape(old.dataset.key)}"][data-author="${old.dataset.author}"]`);
    if (row && !row.isConnected) {
      row = again(row) || null;
      if (!toolbar.hidden) row ? row.classList.add('hot') : hideToolbar();
    }
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const owner = again(focused.closest('article'));
    const name = focused.dataset.do && `[data-do="${focused.dataset.do}"]${focused.dataset.emoji ? `[data-emoji="${CSS.escape(focused.dataset.emoji)}"]` : ''}`;
    focused = null;
    if (owner) (name && owner.querySelector(name) || owner).focus({ preventScroll: true });
  }

  function over(target) {
    if (target.closest?.('.toolbar')) return;
    toolbar = root.querySelector('.toolbar');
    const found = target.closest?.('article.row[data-seq]');
    if (!toolbar || !found || found.classList.contains('gone') || found.querySelector('.edit')) {
      if (!target.closest?.('.rows')) hideToolbar();
      return;
    }
    row?.classList.remove('hot');
    row = found;
    row.classList.add('hot');
    toolbar.hidden = false;
    for (const tool of toolbar.querySelectorAll('[data-own-only]')) tool.hidden = row.dataset.author !== root.dataset.me || !!row.dataset.root;
    const box = row.getBoundingClientRect();
    const view = root.getBoundingClientRect();
    toolbar.style.top = `${Math.max(box.top - view.top - 14, scroller.offsetTop + 2)}px`;
  }

  function hideToolbar() {
    if (!toolbar || toolbar.hidden) return;
    toolbar.hidden = true;
    row?.classList.remove('hot');
  }

  function onClick(event) {
    const link = event.target.closest('.channel-link[data-stream]');
    if (link) go(link.dataset.stream);
    const mention = event.target.closest('.mention[data-user]');
    if (mention) call('Profile', mention.dataset.user);
    const control = event.target.closest('[data-do]');
    if (!control || !root.contains(control)) return;
    const owner = control.closest('.toolbar') ? row : control.closest('article, .note');
    act(control.dataset.do, owner, control, event);
  }

  function go(stream) {
    const base = location.pathname.split('/').slice(0, 3).join('/');
    Blazor.navigateTo(`${base}/c/${stream}`);
  }

  function act(name, owner, control) {
    const seq = Number(owner?.dataset.seq ?? 0);
    const isRoot = !!owner?.dataset.root;
    const key = owner?.dataset.key;
    switch (name) {
      case 'react': return call('React', seq, isRoot, control.dataset.emoji);
      case 'pick': return pick(control, emoji => call('React', seq, isRoot, emoji));
      case 'thread': return call('Thread', seq);
      case 'profile': return call('Profile', control.dataset.user);
      case 'edit': return call('Edit', seq);
      case 'edit-cancel': return endEdit(seq, null);
      case 'link': return ask(calls, 'Link', seq).then(copy);
      case 'copy': return owner.dataset.seq ? ask(calls, 'Text', seq).then(copy) : copy(owner.querySelector('.body').innerText);
      case 'unread': return call('Unread', seq);
      case 'retry': return outbox.retry(key);
      case 'drop': return outbox.drop(key);
      case 'retry-edit': return editAgain(owner, key);
      default: return undefined;
    }
  }

  function editAgain(owner, key) {
    const typed = outbox.of(root.querySelector('.ghosts').dataset.ghosts).find(entry => entry.key === key)?.text ?? owner.querySelector('.body').innerText;
    const field = root.parentElement.querySelector('.composer textarea');
    if (!field || field.value) return copy(typed);
    outbox.drop(key);
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
    return undefined;
  }

  const copy = typed => typed && navigator.clipboard?.writeText(typed);

  function prepareEdit() {
    const field = rows.querySelector('.edit-text:not([data-ready])');
    if (!field) return;
    field.dataset.ready = '1';
    fit(field);
    field.addEventListener('input', () => fit(field));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    hideToolbar();
  }

  function fit(field) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function onSubmit(event) {
    event.preventDefault();
    const form = event.target.closest('[data-edit]');
    if (form) endEdit(Number(form.dataset.edit), form.querySelector('textarea').value);
  }

  async function endEdit(seq, typed) {
    const refusal = await ask(calls, 'Save', seq, typed);
    const form = rows.querySelector(`[data-edit="${seq}"]`);
    if (refusal && form) form.querySelector('.hint').textContent = refusal;
    else root.parentElement.querySelector('.composer textarea')?.focus();
  }

  function onKey(event) {
    const editor = event.target.closest('.edit-text');
    if (editor) return onEditKey(event, editor);
    if (event.target.closest('input, textarea') || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const here = event.target.closest('[data-seq]');
    if (!here || event.target !== here) return undefined;
    const handler = rowKey(event.key, here);
    if (!handler) return undefined;
    event.preventDefault();
    return handler();
  }

  function onEditKey(event, editor) {
    const seq = Number(editor.closest('[data-edit]').dataset.edit);
    if (event.key === 'Escape') {
      event.preventDefault();
      endEdit(seq, null);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      endEdit(seq, editor.value);
    }
    return undefined;
  }

  function rowKey(key, here) {
    const all = [...rows.querySelectorAll('article[data-seq]')];
    const index = all.indexOf(here);
    const seq = Number(here.dataset.seq);
    const moves = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 };
    if (key in moves) return () => focus(all[index + moves[key]] ?? here);
    switch (key) {
      case 'Home': return () => focus(all[0]);
      case 'End': return () => root.querySelector('.latest').click();
      case 'e': return here.dataset.author === root.dataset.me ? () => call('Edit', seq) : null;
      case 'r': return () => pick(here, emoji => call('React', seq, !!here.dataset.root, emoji));
      case 't':
      case 'ArrowRight': return () => call('Thread', seq);
      case 'u': return () => call('Unread', seq);
      case 'c': return () => act('copy', here);
      case 'l': return () => act('link', here);
      case '1':
      case '2':
      case '3': return () => root.querySelector('.toolbar')?.querySelectorAll('[data-emoji]')[Number(key) - 1]?.dataset.emoji && call('React', seq, !!here.dataset.root, root.querySelectorAll('.toolbar [data-emoji]')[Number(key) - 1].dataset.emoji);
      default: return null;
    }
  }

  function focus(target) {
    rows.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus({ preventScroll: true });
    const box = target.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    if (box.top < view.top + 8) scroller.scrollTop -= view.top + 8 - box.top;
    if (box.bottom > view.bottom - 8) scroller.scrollTop += box.bottom - view.bottom + 8;
  }

  // The list is one stop for Tab: the row that had the focus last, else the newest.
  function rove() {
    if (!rows.querySelector('article[tabindex="0"]')) [...rows.querySelectorAll('article[data-seq]')].at(-1)?.setAttribute('tabindex', '0');
  }

  root.collab = { editLast: () => call('Edit', null), show };
  root.collab.readAll = () => {
    root.querySelector('.latest').click();
    delete root.dataset.held;
    call('ReadAll');
  };
  return { hideToolbar, focus, rove, stop: () => edits.disconnect() };
}
