// Whether a text calls many people: everybody, or a group so large that one is asked first. And whether it may not.
const EVERYBODY = /(?:^|[\s(])@(channel|here|everyone|all)(?![\p{L}\p{N}_-])/iu;

export function createCalling(form) {
  const note = form.querySelector('[data-call-note]');

  function group(words) {
    const large = (form.dataset.groups ?? '').split(' ').filter(Boolean);
    return large.some(handle => new RegExp(`(?:^|[\\s(])@${handle.replaceAll('.', '\\.')}(?![\\p{L}\\p{N}_-])`, 'iu').test(words));
  }

  return {
    callsMany: words => EVERYBODY.test(words) || group(words),
    note(words) {
      const called = form.dataset.refusal ? EVERYBODY.exec(words) : null;
      note.hidden = !called;
      if (!called) return;
      note.firstElementChild.textContent = `@${called[1]}`;
      note.lastElementChild.textContent = form.dataset.refusal;
    },
  };
}
