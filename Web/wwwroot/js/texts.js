// The texts that the browser says by itself; they come translated from the server with the page.
const holder = () => document.getElementById('texts')?.dataset ?? {};

export function text(key, ...values) {
  const found = holder()[key] ?? key;
  return found.replace(/\{(\d)(?::[^}]*)?\}/g, (_, index) => values[Number(index)] ?? '');
}

// A sentence that counts: each form of the plural is a text of its own.
export const count = (key, number) => text(`${key}${number === 1 ? 'One' : 'Other'}`, number.toLocaleString());
