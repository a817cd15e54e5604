// A text that begins with a slash and a word is a command: it is carried out and never posted. What is not known, or cannot
// be done, is said above the foot of the composer; an unknown one may be sent as text.
import { ask } from './calls.js';
import { text } from './texts.js';

const COMMAND = /^\/\p{L}[\p{L}\p{N}_-]*(?=\s|$)/u;

export function createCommands(form, calls, sendAsText) {
  const note = form.querySelector('[data-command-note]');
  const [words, send] = note.children;

  send.addEventListener('click', () => {
    clear();
    sendAsText();
  });

  function clear() {
    note.hidden = true;
  }

  function say(what, isUnknown) {
    note.hidden = false;
    words.textContent = what;
    send.hidden = !isUnknown;
  }

  return {
    is: typed => COMMAND.test(typed.trimStart()),
    clear,
    /** True when it was carried out. */
    async run(typed) {
      clear();
      const answer = await ask(calls, 'Command', typed);
      if (answer?.isDone) return true;
      if (answer) say(answer.said, !answer.isKnown);
      else say(text('commandOffline'), false);
      return false;
    },
  };
}
