// Looks at the pictures of a list, one after the other: arrows step, plus and minus zoom, Esc closes.
import { text } from './texts.js';

const STEP = 1.5;
const LARGEST = 8;
let dialog = null;
let pictures = [];
let at = 0;
let zoom = 1;

export function view(control) {
  pictures = [...control.closest('.rows, .file-list').querySelectorAll('[data-do="view"]')];
  at = pictures.indexOf(control);
  dialog ??= build();
  if (!dialog.isConnected) document.body.append(dialog);
  dialog.showModal();
  gone.observe(document.body, { childList: true, subtree: true });
  show();
}

// A row that changes is drawn anew with its pictures; one whose message was taken back is not.
const gone = new MutationObserver(() => {
  if (dialog?.open && !pictures[at].isConnected && !document.querySelector(`[data-src="${CSS.escape(pictures[at].dataset.src)}"]`)) dialog.close();
});

function build() {
  const made = document.createElement('dialog');
  made.className = 'viewer';
  const head = Object.assign(document.createElement('header'), { className: 'viewer-head' });
  const about = Object.assign(document.createElement('span'), { className: 'viewer-about', dir: 'auto' });
  const count = Object.assign(document.createElement('span'), { className: 'viewer-count' });
  const save = Object.assign(document.createElement('a'), { className: 'viewer-btn', textContent: text('download') });
  head.append(about, count, button('−', 'zoomOut', () => scale(1 / STEP)), button('+', 'zoomIn', () => scale(STEP)), save, button(null, 'jumpToMessage', jump), button('×', 'close', () => made.close()));
  const stage = Object.assign(document.createElement('div'), { className: 'viewer-stage', tabIndex: -1 });
  stage.append(document.createElement('img'));
  made.append(head, stage, button('‹', 'previousPicture', () => step(-1), 'viewer-previous'), button('›', 'nextPicture', () => step(1), 'viewer-next'));
  made.addEventListener('keydown', onKey);
  made.addEventListener('click', event => event.target === stage && made.close());
  made.addEventListener('close', () => {
    gone.disconnect();
    made.remove();
  });
  return made;
}

function button(sign, name, act, extra = '') {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: `viewer-btn ${extra}`, textContent: sign ?? text(name), title: text(name), ariaLabel: text(name) });
  made.dataset.act = name;
  made.addEventListener('click', act);
  return made;
}

function onKey(event) {
  const act = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), '+': () => scale(STEP), '=': () => scale(STEP), '-': () => scale(1 / STEP), 0: () => scale(0), Escape: () => dialog.close() }[event.key];
  event.stopPropagation();
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

function step(by) {
  if (at + by < 0 || at + by >= pictures.length) return;
  at += by;
  show();
}

function scale(by) {
  zoom = by === 0 ? 1 : Math.min(LARGEST, Math.max(1, zoom * by));
  dialog.querySelector('img').style.setProperty('--zoom', zoom);
  dialog.dataset.zoomed = zoom > 1 ? '1' : '';
}

function show() {
  const picture = pictures[at];
  const small = picture.querySelector('img');
  const { src, name, width, height } = picture.dataset;
  const image = dialog.querySelector('img');
  // The box is there before the picture is, and the small one in it until then.
  Object.assign(image, { width: Number(width), height: Number(height), alt: small.alt, src });
  image.style.backgroundImage = `url("${small.currentSrc || small.src}")`;
  dialog.ariaLabel = name;
  dialog.querySelector('.viewer-about').textContent = name;
  dialog.querySelector('.viewer-count').textContent = text('pictureOf', at + 1, pictures.length);
  const save = dialog.querySelector('a');
  save.href = `${src}?save=true`;
  save.download = name;
  dialog.querySelector('[data-act="previousPicture"]').disabled = at === 0;
  dialog.querySelector('[data-act="nextPicture"]').disabled = at === pictures.length - 1;
  scale(0);
}

function jump() {
  const row = pictures[at].closest('article');
  dialog.close();
  row?.scrollIntoView({ block: 'center' });
  row?.focus({ preventScroll: true });
}
