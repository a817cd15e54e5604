// Acts on rows: one toolbar that follows the pointer or the focus, one listener for the whole list.
import { ask } from './calls.js';
import * as outbox from './outbox.js';
import { pick } from './emoji.js';
import { createMenu } from './feed-menu.js';
import { createJump } from './feed-jump.js';
import { createKeys } from './feed-keys.js';
import { createSelect } from './feed-select.js';
import { view } from './viewer.js';

export function createActs(root, scroller, rows, calls, { show, toEnd, folds, mayOpen }) {
  // It comes with the right to respond, which may be known later than the rows.
  let toolbar = null;
  let row = null;
  let focused = null;
  const call = (name, ...values) => ask(calls, name, ...values);
  const menu = createMenu(root, act, mayOpen);
  const jump = createJump(root, call);
  const select = createSelect(root, rows, calls, { copy: typed => copy(typed) });
  const keys = createKeys(root, scroller, rows, { act, toEnd, mayOpen });

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
  root.addEventListener('keydown', event => {
    const editor = event.target.closest('.edit-text');
    if (editor) onEditKey(event, editor);
  });
  let press = 0;
  rows.addEventListener('touchstart', event => {
    press = setTimeout(() => {
      const held = event.target.closest('article.row[data-seq]');
      if (held && canAct(held)) menu.open(held, null);
    }, 450);
  }, { passive: true });
  for (const end of ['touchend', 'touchmove']) rows.addEventListener(end, () => clearTimeout(press), { passive: true });
  // A long press is the menu's, not the selection's.
  rows.addEventListener('contextmenu', event => event.pointerType === 'touch' && event.preventDefault());
  const edits = new MutationObserver(() => {
    followRow();
    prepareEdit();
    select.draw();
  });
  edits.observe(rows, { childList: true, subtree: true });

  // A row that changes is drawn again as a whole: toolbar and focus go over to the new one.
  function followRow() {
    const again = old => old?.dataset.key && rows.querySelector(`article[data-key="${CSS.escape(old.dataset.key)}"][data-author="${old.dataset.author}"]`);
    const from = seq => {
      const all = [...rows.querySelectorAll('article[data-seq]')];
      return seq && (all.find(one => Number(one.dataset.seqEnd ?? one.dataset.seq) >= seq) ?? all.at(-1));
    };
    if (row && !row.isConnected) {
      row = again(row) || null;
      if (!toolbar.hidden) row ? row.classList.add('hot') : hideToolbar();
    }
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    // Of a row that was taken back, the line that is left has it, or the next row; of the last one, the last.
    const owner = again(focused.closest('article')) || from(Number(focused.closest('article')?.dataset.seq));
    const name = focused.dataset.do && `[data-do="${focused.dataset.do}"]${focused.dataset.emoji ? `[data-emoji="${CSS.escape(focused.dataset.emoji)}"]` : ''}`;
    focused = null;
    if (owner) (name && owner.querySelector(name) || owner).focus({ preventScroll: true });
  }

  const canAct = of => !of.classList.contains('gone') && !of.querySelector('.edit');

  function over(target) {
    if (target.closest?.('.toolbar, .row-menu, .day-menu')) return;
    toolbar = root.querySelector('.toolbar');
    const found = target.closest?.('article.row[data-seq]');
    if (!toolbar || !found || !canAct(found)) {
      if (!target.closest?.('.rows')) hideToolbar();
      return;
    }
    row?.classList.remove('hot');
    row = found;
    row.classList.add('hot');
    toolbar.hidden = false;
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
    if (event.target.closest('.hover-card')) return;
    const whole = event.target.closest('article[data-seq]');
    if (event.altKey && whole && !event.target.closest('a, button')) {
      act('unread', whole);
      return;
    }
    const link = event.target.closest('.channel-link[data-stream]');
    if (link) go(link.dataset.stream);
    const mention = event.target.closest('.mention[data-user]');
    if (mention) call('Profile', mention.dataset.user);
    const control = event.target.closest('[data-do]');
    if (!control || !root.contains(control)) return;
    if (control.closest('.row-menu')) menu.choose(control);
    else act(control.dataset.do, control.closest('.toolbar') ? row : control.closest('article, .note'), control);
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
      case 'menu': return menu.open(owner, control);
      case 'react': return call('React', seq, isRoot, control.dataset.emoji);
      case 'pick': return pick(control, emoji => call('React', seq, isRoot, emoji));
      case 'confirm': return call('Confirm', seq, isRoot);
      case 'pin':
      case 'unpin': return call('Pin', seq, name === 'pin');
      case 'keep':
      case 'unkeep': return call('Keep', seq, isRoot, name === 'keep');
      case 'receipts': return mayOpen(owner) ? call('Receipts', seq, isRoot) : undefined;
      case 'reactors': return call('Reactors', seq, isRoot, control?.dataset.emoji ?? null);
      case 'thread': return call('Thread', seq);
      case 'profile': return call('Profile', control.dataset.user);
      case 'select': return select.toggle(owner);
      case 'select-copy':
      case 'select-keep':
      case 'select-forward':
      case 'select-hide':
      case 'select-end': return select.act(name);
      case 'hide': return isRoot || !select.has(owner) ? hide(owner, seq, isRoot) : select.hideChosen();
      case 'forward': return isRoot || !select.has(owner) ? call('Forward', [seq], isRoot) : select.act('select-forward');
      case 'quote': return quote(seq, isRoot);
      case 'back': return call('Back', seq);
      case 'recall': return call('Recall', seq, isRoot);
      case 'remove': return call('Remove', seq, isRoot);
      case 'again': return ask(calls, 'Again', seq, isRoot).then(sendAgain);
      case 'edit': return call('Edit', seq);
      case 'edit-cancel': return endEdit(seq, null);
      case 'edits': return call('Edits', seq, isRoot);
      case 'link': return ask(calls, 'Link', seq, isRoot).then(copy);
      case 'copy': return owner.dataset.seq ? ask(calls, 'Text', seq, isRoot).then(copy) : copy(owner.querySelector('.body').innerText);
      case 'unread':
        // It is not marked again while it stays open.
        root.dataset.held = '1';
        return call('Unread', seq);
      case 'mark-read':
        delete root.dataset.held;
        return call('ReadAll');
      case 'view': return view(control);
      case 'days': return jump.open(control);
      case 'to-day': return jump.choose(control);
      case 'retry': return outbox.retry(key);
      case 'drop': return outbox.drop(key);
      case 'retry-edit': return editAgain(owner, key);
      case 'fold': return folds.toggle(owner);
      case 'fold-code': return folds.toggleCode(control);
      case 'copy-code': return copy(control.closest('.code').querySelector('code').textContent);
      case 'wrap-code': return folds.wrap(control);
      default: return undefined;
    }
  }

  // A line may stand for several that are gone.
  function hide(owner, seq, isRoot) {
    const last = Number(owner.dataset.seqEnd ?? seq);
    call('Hide', Array.from({ length: last - seq + 1 }, (_, index) => seq + index), isRoot);
  }

  // The root above a thread is in the place of the thread.
  function quote(seq, isRoot) {
    const field = root.parentElement.querySelector('.composer textarea');
    const stream = isRoot ? root.querySelector('.ghosts').dataset.ghosts.split(':')[0] : root.dataset.stream;
    field?.form.dispatchEvent(new CustomEvent('collab:quote', { detail: { stream, seq } }));
    field?.focus();
  }

  function editAgain(owner, key) {
    const entry = outbox.of(root.querySelector('.ghosts').dataset.ghosts).find(one => one.key === key);
    const typed = entry?.text ?? owner.querySelector('.body').innerText;
    const field = root.parentElement.querySelector('.composer textarea');
    if (!field || field.value || field.form.querySelector('.tray-card')) return copy(typed);
    outbox.drop(key);
    field.form.dispatchEvent(new CustomEvent('collab:again', { detail: { text: typed, confirm: entry?.confirm, files: entry?.files, quotes: entry?.quotes } }));
    return undefined;
  }

  // What was recalled comes back to be mended; a text that is being written is not disturbed.
  function sendAgain(typed) {
    const field = root.parentElement.querySelector('.composer textarea');
    if (!typed) return undefined;
    if (!field || field.value || field.form.querySelector('.tray-card')) return copy(typed);
    field.form.dispatchEvent(new CustomEvent('collab:again', { detail: { text: typed } }));
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
    // Nothing left of it: then it is to go.
    if (typed !== null && !typed.trim() && !rows.querySelector(`article[data-seq="${seq}"] :is(.files, .ref-card[data-kind="forward"])`)) {
      await ask(calls, 'Save', seq, null);
      call('Recall', seq, false);
      return;
    }
    const refusal = await ask(calls, 'Save', seq, typed);
    const form = rows.querySelector(`[data-edit="${seq}"]`);
    if (refusal && form) form.querySelector('.hint').textContent = refusal;
    else root.parentElement.querySelector('.composer textarea')?.focus();
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
  }

  root.collab = {
    show,
    jump: beside => jump.open(beside),
    editLast: () => call('Edit', null),
    focusRow: keys.focusRow,
    threadOfNewest: () => keys.newest() && act('thread', keys.newest()),
    reactToNewest: () => keys.newest() && act('pick', keys.newest(), keys.newest()),
    readAll() {
      root.querySelector('.latest').click();
      delete root.dataset.held;
      call('ReadAll');
    },
  };
  return {
    hideToolbar,
    focus: keys.focus,
    rove: keys.rove,
    stop() {
      edits.disconnect();
      menu.stop();
      jump.stop();
    },
  };
}
