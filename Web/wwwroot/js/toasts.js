// Notes go by themselves: after ten seconds where something can be undone or went wrong, else after six. One that is looked
// at, by pointer or focus, stays.
const LONG = 10000;
const SHORT = 6000;
const left = new Map();
let last = Date.now();

setInterval(() => {
  const passed = Date.now() - last;
  last += passed;
  const shown = [...document.querySelectorAll('[data-toast]')];
  for (const toast of left.keys()) if (!shown.includes(toast)) left.delete(toast);
  for (const toast of shown) {
    const rest = left.get(toast) ?? (toast.querySelector('[data-undo]') || toast.getAttribute('role') === 'alert' ? LONG : SHORT);
    const held = toast.matches(':hover, :focus-within') || document.visibilityState !== 'visible';
    left.set(toast, held ? rest : rest - passed);
    if (rest <= 0 && !held) toast.querySelector('[data-toast-close]').click();
  }
}, 250);
