// Runs before the first paint: writes theme, density, text size and the widths of the columns into <html>, and follows the
// system when set so. Everything here is kept on this device.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const USUAL = { theme: 'system', density: 'comfortable', size: '15', clock: '24', side: '260', pane: '400', sidebar: 'shown' };

  function get(key) {
    try {
      return localStorage.getItem(`collab.${key}`) || USUAL[key];
    } catch {
      return USUAL[key];
    }
  }

  // A number out of its range, from an older version or another hand, must not make the page unusable.
  const within = (key, min, max) => Math.min(max, Math.max(min, Number(get(key)) || Number(USUAL[key])));

  function apply() {
    const [wanted, before] = [get('theme'), root.dataset.theme];
    const shade = dark.matches ? 'dark' : 'light';
    root.dataset.theme = wanted === 'system' ? (contrast.matches ? `contrast-${shade}` : shade) : wanted;
    if (before !== root.dataset.theme) tell('shade');
    root.dataset.density = get('density');
    root.dataset.sidebar = get('sidebar');
    root.style.setProperty('--scale', within('size', 13, 20) / 15);
    root.style.setProperty('--side', `${within('side', 200, 400)}px`);
    root.style.setProperty('--pane', `${within('pane', 320, 640)}px`);
  }

  function set(key, value) {
    localStorage.setItem(`collab.${key}`, value);
    apply();
    tell(key);
  }

  function tell(key) {
    document.dispatchEvent(new CustomEvent('collab:setting', { detail: key }));
  }

  apply();
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('storage', event => {
    const key = event.key?.replace('collab.', '');
    if (!(key in USUAL)) return;
    apply();
    tell(key);
  });
  window.collabTheme = { get, set };
})();
