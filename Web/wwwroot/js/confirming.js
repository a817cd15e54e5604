// Whether a message asks to be confirmed, and until when. The choice belongs to the message that is being written, and is kept
// on this device like its text.
import * as store from './store.js';

export function createConfirming(form, kept, changed) {
  const bar = form.querySelector('[data-confirm]');
  if (!bar) return { isOn: () => false, wanted: () => null, isComplete: () => true, toggle: () => {}, clear: () => {}, show: () => {}, restore: () => {} };
  const until = bar.querySelector('[data-confirm-until]');
  const at = bar.querySelector('[data-confirm-at]');
  const button = form.querySelector('.composer-foot [data-format="confirm"]');

  until.addEventListener('change', () => {
    at.hidden = until.value !== 'at';
    if (!at.hidden) at.focus();
    keep();
    changed();
  });
  at.addEventListener('input', () => {
    keep();
    changed();
  });

  const wanted = () => (bar.hidden ? null : until.value === 'at' ? `at:${at.value}` : until.value);

  function keep() {
    const choice = wanted();
    if (choice) store.set(kept, choice);
    else store.remove(kept);
  }

  function set(isOn) {
    bar.hidden = !isOn;
    button.setAttribute('aria-pressed', String(isOn));
    button.setAttribute('aria-expanded', String(isOn));
    keep();
    changed();
  }

  // A choice as it was sent or kept; none shows the bar no more.
  function show(choice) {
    const isAt = choice?.startsWith('at:') ?? false;
    until.value = isAt ? 'at' : choice ?? 'none';
    if (until.value === '') until.value = 'none';
    at.value = isAt ? choice.slice(3) : '';
    at.hidden = !isAt;
    set(!!choice);
  }

  return {
    isOn: () => !bar.hidden,
    // A date that was not chosen yet is no deadline and no request without one: nothing is sent.
    isComplete: () => bar.hidden || until.value !== 'at' || at.value !== '',
    wanted,
    show,
    restore: () => show(store.get(kept)),
    toggle() {
      set(bar.hidden);
      if (!bar.hidden) until.focus();
    },
    clear: () => show(null),
  };
}
