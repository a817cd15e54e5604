// The files of a message that is being written: chosen, pasted or dropped, uploaded at once, shown as cards. What has arrived
// is remembered on this device, so that a page that is loaded again still has it.
import * as store from './store.js';
import { text } from './texts.js';

const AT_ONCE = 3;
const MOST = 10;
const ROOT = '/api/v1/streams';

export function createFiles(form, kept, changed) {
  const tray = form.querySelector('[data-files]');
  const said = form.querySelector('[data-file-note]');
  const input = form.querySelector('[data-file-input]');
  const zone = form.parentElement.querySelector('[data-drop]');
  const panel = form.closest('.main, .pane') ?? form.parentElement;
  const stream = form.dataset.outbox.split(':')[0];
  const limit = Number(form.dataset.maxFile);
  const stop = new AbortController();
  const on = (target, name, act) => target.addEventListener(name, act, { signal: stop.signal });
  let files = [];
  let waiters = [];
  let number = 0;
  let refusal = '';
  let over = 0;

  on(input, 'change', () => {
    add([...input.files]);
    input.value = '';
    form.querySelector('textarea').focus();
  });
  on(form, 'paste', event => {
    const pasted = [...event.clipboardData?.files ?? []];
    // Tables and words come with a picture of themselves; it is the words that are meant.
    if (!pasted.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    add(pasted);
  });
  on(panel, 'dragenter', event => hasFiles(event) && over++ === 0 && showZone());
  on(panel, 'dragleave', event => hasFiles(event) && --over <= 0 && hideZone());
  on(panel, 'dragover', event => hasFiles(event) && event.preventDefault());
  on(panel, 'drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hideZone();
    add([...event.dataTransfer.files]);
  });

  const hasFiles = event => event.dataTransfer?.types.includes('Files') ?? false;

  function showZone() {
    const box = panel.getBoundingClientRect();
    Object.assign(zone.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
    zone.hidden = false;
  }

  function hideZone() {
    over = 0;
    zone.hidden = true;
  }

  function add(chosen) {
    refusal = '';
    for (const file of chosen) {
      if (files.length >= MOST) {
        refusal = text('tooManyFiles');
        break;
      }
      const entry = { key: ++number, file, name: file.name || 'file', size: file.size, isImage: /^image\/(png|jpeg|gif|webp)$/.test(file.type), alt: '', state: 'waiting', share: 0 };
      if (entry.isImage) entry.url = URL.createObjectURL(file);
      files.push(entry);
      tray.append(card(entry));
      // Said before anything is sent.
      if (file.size > limit) fail(entry, text('fileTooLarge', megabytes(file.size, true), megabytes(limit)), true);
    }
    next();
    update();
  }

  const megabytes = (bytes, up) => (Math[up ? 'ceil' : 'round'](bytes / 104857.6) / 10).toLocaleString();

  function next() {
    while (files.filter(entry => entry.state === 'going').length < AT_ONCE) {
      const entry = files.find(one => one.state === 'waiting');
      if (!entry) return;
      upload(entry);
    }
  }

  function upload(entry) {
    const request = new XMLHttpRequest();
    entry.request = request;
    entry.state = 'going';
    request.open('POST', `${ROOT}/${stream}/files?name=${encodeURIComponent(entry.name)}`);
    request.setRequestHeader('RequestVerificationToken', document.querySelector('meta[name="forgery"]')?.content ?? '');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', event => {
      if (!event.lengthComputable) return;
      entry.share = event.loaded / event.total;
      draw(entry);
    });
    request.addEventListener('load', () => (request.status === 201 ? arrived(entry, JSON.parse(request.responseText)) : fail(entry, reasonOf(request))));
    request.addEventListener('error', () => fail(entry, text('fileAway')));
    request.send(entry.file);
    draw(entry);
  }

  function reasonOf(request) {
    try {
      return JSON.parse(request.responseText).detail;
    } catch {
      return text('serverFault');
    }
  }

  function arrived(entry, stored) {
    Object.assign(entry, { state: 'done', share: 1, id: stored.id, name: stored.name, isImage: !!stored.facts.width, request: null });
    settle(entry);
  }

  function fail(entry, reason, isFinal = false) {
    Object.assign(entry, { state: 'failed', reason, isFinal, request: null });
    settle(entry);
  }

  function settle(entry) {
    draw(entry);
    next();
    update();
  }

  function update() {
    tray.hidden = files.length === 0;
    keep();
    changed();
    if (isBusy()) return;
    const settled = files.every(entry => entry.state === 'done');
    for (const tell of waiters.splice(0)) tell(settled);
  }

  // What has not arrived cannot be kept: its bytes are in the other program's hands.
  function keep() {
    const done = files.filter(entry => entry.state === 'done').map(({ id, name, size, isImage, alt }) => ({ id, name, size, isImage, alt }));
    if (done.length) store.set(kept, done);
    else store.remove(kept);
  }

  function remove(entry, isSent = false) {
    entry.request?.abort();
    if (entry.url) URL.revokeObjectURL(entry.url);
    files = files.filter(one => one !== entry);
    cardOf(entry)?.remove();
    if (entry.id && !isSent) drop(entry.id);
  }

  function drop(id) {
    const token = document.querySelector('meta[name="forgery"]')?.content ?? '';
    fetch(`${ROOT}/${stream}/files/${id}`, { method: 'DELETE', headers: { RequestVerificationToken: token } }).catch(() => {});
  }

  const cardOf = entry => tray.querySelector(`[data-key="${entry.key}"]`);

  function card(entry) {
    const item = document.createElement('li');
    item.className = 'tray-card';
    item.dataset.key = entry.key;
    const picture = Object.assign(document.createElement(entry.isImage ? 'img' : 'span'), { className: 'tray-picture' });
    if (!entry.isImage) picture.textContent = /\.([^.]{1,4})$/.exec(entry.name)?.[1].toUpperCase() ?? '';
    if (entry.isImage) Object.assign(picture, { src: entry.url ?? `${ROOT}/${stream}/files/${entry.id}/preview`, alt: '' });
    const name = Object.assign(document.createElement('span'), { className: 'tray-name', textContent: entry.name, title: entry.name, dir: 'auto' });
    const state = Object.assign(document.createElement('span'), { className: 'tray-state' });
    const bar = Object.assign(document.createElement('progress'), { max: 100, value: 0, hidden: true });
    const alt = Object.assign(document.createElement('input'), { className: 'tray-alt', type: 'text', value: entry.alt, maxLength: 1000, hidden: !entry.isImage, dir: 'auto' });
    alt.placeholder = text('describe');
    alt.ariaLabel = text('describePicture', entry.name);
    alt.addEventListener('input', () => {
      entry.alt = alt.value;
      keep();
    });
    alt.addEventListener('keydown', event => event.key === 'Enter' && event.preventDefault());
    const acts = Object.assign(document.createElement('span'), { className: 'tray-acts' });
    acts.append(
      act('‹', 'moveLeft', entry, () => move(entry, -1)),
      act('›', 'moveRight', entry, () => move(entry, 1)),
      act('↻', 'tryAgain', entry, () => again(entry)),
      act('×', 'removeFile', entry, () => {
        const focused = item.nextElementSibling ?? item.previousElementSibling;
        remove(entry);
        (focused?.querySelector('[data-act="removeFile"]') ?? form.querySelector('textarea')).focus();
        refusal = '';
        next();
        update();
      }));
    item.append(picture, name, state, bar, acts, alt);
    paint(item, entry);
    return item;
  }

  function act(sign, name, entry, then) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'tray-act', textContent: sign, title: text(name, entry.name), ariaLabel: text(name, entry.name) });
    button.dataset.act = name;
    button.addEventListener('click', then);
    return button;
  }

  function again(entry) {
    Object.assign(entry, { state: 'waiting', share: 0, reason: '' });
    draw(entry);
    next();
    update();
  }

  function move(entry, by) {
    const at = files.indexOf(entry);
    const to = at + by;
    if (to < 0 || to >= files.length) return;
    files.splice(to, 0, ...files.splice(at, 1));
    const item = cardOf(entry);
    if (by < 0) item.previousElementSibling.before(item);
    else item.nextElementSibling.after(item);
    item.querySelector(`[data-act="${by < 0 ? 'moveLeft' : 'moveRight'}"]`).focus();
    keep();
  }

  function draw(entry) {
    const item = cardOf(entry);
    if (item) paint(item, entry);
  }

  function paint(item, entry) {
    const percent = Math.floor(entry.share * 100);
    const isGoing = entry.state === 'waiting' || entry.state === 'going';
    const bar = item.querySelector('progress');
    item.dataset.state = entry.state;
    bar.hidden = !isGoing;
    bar.value = percent;
    bar.ariaLabel = text('uploading', entry.name, percent);
    item.querySelector('.tray-state').textContent = isGoing ? `${percent} %` : entry.state === 'failed' ? entry.reason : sizeOf(entry.size);
    item.querySelector('[data-act="tryAgain"]').hidden = entry.state !== 'failed' || entry.isFinal || !entry.file;
  }

  const sizeOf = bytes => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.ceil(bytes / 1024).toLocaleString()} KB` : `${(bytes / 1048576).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`);

  const isBusy = () => files.some(entry => entry.state === 'waiting' || entry.state === 'going');

  // Files that are here already: of a draft, or of a message that did not go out.
  function show(stored) {
    for (const entry of [...files]) remove(entry, true);
    files = stored.map(file => ({ ...file, alt: file.alt ?? '', key: ++number, state: 'done', share: 1 }));
    tray.replaceChildren(...files.map(card));
    update();
  }

  return {
    add,
    show,
    isBusy,
    isEmpty: () => files.length === 0,
    hasFailed: () => files.some(entry => entry.state === 'failed'),
    choose() {
      input.click();
      return true;
    },
    restore() {
      show(store.get(kept) ?? []);
    },
    /** True when all have arrived, false when one did not. */
    settled: () => (isBusy() ? new Promise(resolve => waiters.push(resolve)) : Promise.resolve(true)),
    /** What goes with the message; the tray is empty then. */
    take() {
      const sent = files.map(({ id, name, size, isImage, alt }) => ({ id, name, size, isImage, alt: alt.trim() || null }));
      show([]);
      return sent;
    },
    note(words) {
      const shown = refusal || words;
      said.hidden = !shown;
      if (said.textContent !== shown) said.textContent = shown;
    },
    end() {
      stop.abort();
      for (const entry of files) entry.request?.abort();
      for (const tell of waiters.splice(0)) tell(false);
    },
  };
}
