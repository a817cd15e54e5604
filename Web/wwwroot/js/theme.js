// Runs before the first paint: writes theme and density into <html>, and follows the system when set so.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const read = (key, fallback) => {
    try {
      return localStorage.getItem(key) || fallback;
    } catch {
      return fallback;
    }
  };

  function apply() {
    const wanted = read('collab.theme', 'system');
    const shade = dark.matches ? 'dark' : 'light';
    root.dataset.theme = wanted === 'system' ? (contrast.matches ? `contrast-${shade}` : shade) : wanted;
    root.dataset.density = read('collab.density', 'comfortable');
  }

  apply();
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('storage', event => {
    if (event.key === 'collab.theme' || event.key === 'collab.density') apply();
  });
  window.collabTheme = {
    set(key, value) {
      localStorage.setItem(`collab.${key}`, value);
      apply();
    },
    get: key => read(`collab.${key}`, key === 'theme' ? 'system' : 'comfortable'),
  };
})();
