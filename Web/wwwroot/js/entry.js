// What the static pages can do better with JavaScript; everything works without.
const minLength = 10;
const texts = JSON.parse(document.body.dataset.texts);
let known;

async function knownPasswords() {
  try {
    known ??= new Set((await (await fetch('/account/known-passwords')).text()).split('\n'));
  } catch {
    known = new Set();
  }
}

function isKnown(password) {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[\d\W_]{0,6}/, '').replace(/[\d\W_]{0,6}$/, '');
  const plain = text => text.replace(/[013457@$!89]/g, c => ({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g', '@': 'a', $: 's', '!': 'i' })[c]);
  return [lower, core, plain(lower), plain(core)].some(text => known?.has(text));
}

// Length is what counts; the server has the last word.
function judge(password) {
  if (!password) return [0, ''];
  if (password.length < minLength) return [0, texts.StrengthTooShort.replace('{0}', minLength - password.length)];
  if (new Set(password).size < 4 || isKnown(password)) return [0, texts.StrengthKnown];
  if (password.length < 14) return [1, texts.StrengthEnough];
  return password.length < 20 ? [2, texts.StrengthGood] : [3, texts.StrengthVeryGood];
}

function addMeter(box, input) {
  const meter = document.createElement('div');
  meter.className = 'strength';
  const bar = document.createElement('div');
  bar.className = 'strength-bar';
  bar.append(document.createElement('span'));
  const words = document.createElement('span');
  words.setAttribute('role', 'status');
  meter.append(bar, words);
  box.append(meter);
  const show = () => {
    const [level, text] = judge(input.value);
    meter.dataset.level = level;
    if (words.textContent !== text) words.textContent = text;
    bar.hidden = !input.value;
  };
  input.addEventListener('focus', () => knownPasswords().then(show), { once: true });
  input.addEventListener('input', show);
  show();
}

for (const box of document.querySelectorAll('[data-password]')) {
  const input = box.querySelector('input');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = texts.Show;
  button.setAttribute('aria-label', texts.ShowPassword);
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? texts.Show : texts.Hide;
    button.setAttribute('aria-label', shown ? texts.ShowPassword : texts.HidePassword);
  });
  input.form.addEventListener('submit', () => { input.type = 'password'; });
  box.append(button);
  if (box.dataset.password === 'meter') addMeter(box, input);
}

for (const left of document.querySelectorAll('[data-countdown]')) {
  const end = Date.now() + Number(left.dataset.countdown) * 1000;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    left.textContent = seconds === 0 ? texts.TimeOver : seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
    if (seconds > 0) setTimeout(tick, 250);
  };
  tick();
}

const zone = document.querySelector('[data-zone]');
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && [...zone.options].some(option => option.value === own)) zone.value = own;

for (const time of document.querySelectorAll('time[data-when]'))
  time.textContent = new Date(time.dateTime).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

for (const secret of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = texts.Copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(secret.textContent);
    button.textContent = texts.Copied;
  });
  secret.after(' ', button);
}

document.getElementById('problem')?.focus();

// A page that shows how far something is asks again by itself.
for (const form of document.querySelectorAll('form[data-renew]'))
  setTimeout(() => location.assign(form.action), Number(form.dataset.renew));

// What this browser has kept goes with the session (store.js); what was never sent is named before.
if (document.querySelector('[data-wipe]')) import('/js/store.js').then(store => store.wipe());

const unsent = document.querySelector('[data-unsent]');
if (unsent) {
  import('/js/store.js').then(async store => {
    await store.open();
    const left = store.names('outbox.').length + store.names('draft.').length;
    if (!left) return;
    unsent.textContent = (left === 1 ? unsent.dataset.one : unsent.dataset.other).replace('{0}', left.toLocaleString());
    unsent.hidden = false;
  });
}
