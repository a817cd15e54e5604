// Whether a message asks to be confirmed, and until when. The choice belongs to the message that is being written.
export function createConfirming(form, changed) {
  const bar = form.querySelector('[data-confirm]');
  if (!bar) return { isOn: () => false, wanted: () => null, isComplete: () => true, toggle: () => {}, clear: () => {} };
  const until = bar.querySelector('[data-confirm-until]');
  const at = bar.querySelector('[data-confirm-at]');
  const button = form.querySelector('.composer-foot [data-format="confirm"]');

  until.addEventListener('change', () => {
    at.hidden = until.value !== 'at';
    if (!at.hidden) at.focus();
    changed();
  });
  at.addEventListener('input', changed);

  function set(isOn) {
    bar.hidden = !isOn;
    button.setAttribute('aria-pressed', String(isOn));
    button.setAttribute('aria-expanded', String(isOn));
    changed();
  }

  return {
    isOn: () => !bar.hidden,
    // A date that was not chosen yet is no deadline and no request without one: nothing is sent.
    isComplete: () => bar.hidden || until.value !== 'at' || at.value !== '',
    wanted: () => (bar.hidden ? null : until.value === 'at' ? `at:${at.value}` : until.value),
    toggle() {
      set(bar.hidden);
      if (!bar.hidden) until.focus();
    },
    clear() {
      until.value = 'none';
      at.hidden = true;
      at.value = '';
      set(false);
    },
  };
}
