// The one table of keys comes from the server with the page (KeyMap.cs): the list that people read is what works here.
const table = JSON.parse(document.getElementById('texts')?.dataset.keys ?? '[]').flatMap(({ keys, act, scope }) =>
  keys.split(' ').map(combination => {
    const parts = combination.split('+').filter(Boolean);
    const has = name => parts.slice(0, -1).includes(name);
    return { scope, act, key: parts.at(-1), control: has('Ctrl'), shift: has('Shift'), alt: has('Alt') };
  }));

/** The act of a key press in a scope, or null. Presses that type a character through AltGr, or compose one, are none. */
export function actOf(scope, event) {
  if (event.isComposing || event.keyCode === 229 || event.getModifierState?.('AltGraph')) return null;
  const control = event.ctrlKey || event.metaKey;
  return table.find(entry =>
    entry.scope === scope && entry.control === control && entry.alt === event.altKey && isKey(entry, event))?.act ?? null;
}

function isKey({ key, shift }, event) {
  if (/^[0-9]$/.test(key)) return shift === event.shiftKey && (shift ? event.code === `Digit${key}` : event.key === key);
  if (/^[A-Z]$/.test(key)) return shift === event.shiftKey && (event.key.toUpperCase() === key || (event.altKey && event.code === `Key${key}`));
  // Where a sign stands, and whether it takes Shift, is the keyboard's business.
  if (key.length === 1) return event.key === key || (shift && event.code === 'Backslash' && key === '\\');
  return shift === event.shiftKey && event.key === key;
}
