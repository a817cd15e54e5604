// Asks the server something that may be lost: without a connection the answer is undefined, never a fault on the page.
export async function ask(calls, name, ...values) {
  try {
    return await calls.invokeMethodAsync(name, ...values);
  } catch {
    return undefined;
  }
}
