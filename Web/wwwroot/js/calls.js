// Asks the server something that may be lost: without a connection the answer is undefined, never a fault on the page,
// and what was asked when the connection went is answered so at once. (The framework would wait for ever.)
const open = new Set();
let up = true;
let lost = 0;

export function ask(calls, name, ...values) {
  if (!calls || !up) return Promise.resolve(undefined);
  return new Promise(resolve => {
    const end = answer => {
      open.delete(end);
      resolve(answer);
    };
    open.add(end);
    calls.invokeMethodAsync(name, ...values).then(end, () => end(undefined));
  });
}

export const isUp = () => up;

/** How often the connection was lost: two equal answers say that it was not in between. */
export const losses = () => lost;

export function hangUp() {
  up = false;
  lost++;
  for (const end of [...open]) end(undefined);
}

export function pickUp() {
  up = true;
}
