// Whether the live connection is there: without it the framework would throw where nobody can catch.
export const link = { up: true };

// Asks the server something that may be lost: without a connection the answer is undefined, never a fault on the page.
export async function ask(calls, name, ...values) {
  if (!link.up) return undefined;
  try {
    return await calls.invokeMethodAsync(name, ...values);
  } catch {
    return undefined;
  }
}
