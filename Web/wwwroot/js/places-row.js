// One row of the sidebar as an element: icon or face, name, and one mark at its end.
import { text, count } from './texts.js';

export function draw(item, row, isHere, hasFailed) {
  item.dataset.row = row.id;
  const link = item.firstChild ?? document.createElement('a');
  link.href = address(row);
  Object.assign(link.dataset, { place: row.id, unread: row.unread, mentions: row.mentions, kind: row.kind });
  link.className = row.isMuted ? 'muted' : row.unread > 0 ? 'unread' : '';
  link.setAttribute('aria-label', label(row, hasFailed));
  if (isHere) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
  link.replaceChildren(row.face ? face(row) : sign(row.sign), part('span', 'name', { textContent: row.name, dir: 'auto' }), ...status(row), ...marks(row, hasFailed));
  if (!item.firstChild) item.append(link, menuButton(row));
  item.lastChild.setAttribute('aria-label', text('placeMenu', row.name));
}

export function address(row) {
  return `${document.querySelector('[data-places]').dataset.places}/${row.kind === 'channel' ? 'c' : 'd'}/${row.id}`;
}

// Everything is in the label; what is drawn is not said twice.
function label(row, hasFailed) {
  const parts = [row.name, text(`kind${capital(row.kind)}`)];
  if (row.face?.presence && row.face.presence !== 'offline') parts.push(text(`presence${capital(row.face.presence)}`));
  if (row.mentions > 0) parts.push(count('mentions', row.mentions));
  if (hasFailed) parts.push(text('hasUnsent'));
  if (row.unread > 0) parts.push(text('unread'));
  if (row.isMuted) parts.push(text('muted'));
  return parts.join(', ');
}

const capital = word => word[0].toUpperCase() + word.slice(1);

// In this order: who calls, what was not sent, what one began to write, that it is silent.
function marks(row, hasFailed) {
  if (row.mentions > 0) {
    const badge = part('span', row.isMuted ? 'count outlined' : 'count');
    badge.dataset.count = row.mentions > 99 ? '99+' : row.mentions;
    return [badge];
  }
  if (hasFailed) return [Object.assign(wrapped('unsent', 'warning'), { title: text('hasUnsent') })];
  const found = [wrapped('pencil', 'edit')];
  if (row.isMuted) found.push(wrapped('bell', 'muted'));
  return found;
}

// Beside the name; its words are in the profile.
function status(row) {
  if (!row.face?.status) return [];
  const emoji = part('span', 'status-mark', { textContent: row.face.status });
  emoji.setAttribute('aria-hidden', 'true');
  return [emoji];
}

function face(row) {
  const { initials, hue, presence, count: others } = row.face;
  const box = part('span', others === null ? 'face' : 'group-face');
  const avatar = part('span', `avatar s20 hue-${hue}`);
  avatar.setAttribute('aria-hidden', 'true');
  avatar.dataset.initials = initials;
  const corner = part(others === null ? 'span' : 'b', others === null ? 'presence' : '');
  if (others === null) corner.dataset.presence = presence;
  else Object.assign(corner.dataset, { count: others });
  box.append(avatar, corner);
  return box;
}

function menuButton() {
  const button = part('button', 'row-more', { type: 'button', tabIndex: -1 });
  button.dataset.rowMenu = '1';
  button.setAttribute('aria-haspopup', 'menu');
  button.append(sign('more'));
  return button;
}

function wrapped(className, name) {
  const box = part('span', className);
  box.setAttribute('aria-hidden', 'true');
  box.append(sign(name));
  return box;
}

const sign = name => document.querySelector(`template[data-sign="${name}"]`).content.cloneNode(true);
const part = (tag, className, values = {}) => Object.assign(document.createElement(tag), { className, ...values });
