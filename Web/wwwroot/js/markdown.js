// Makes and unmakes Markdown around the selection, says which formats it is in, goes on with lists and quotes.
const MARKS = { bold: '**', italic: '_', strike: '~~', code: '`' };
const SPANS = {
  bold: [/(\*\*)(?=\S)(.+?)\*\*/g, /(__)(?=\S)(.+?)__/g],
  italic: [/(?<![_\p{L}\p{N}])(_)(?![_\s])(.+?)(?<![_\s])_(?![_\p{L}\p{N}])/gu, /(?<!\*)(\*)(?![*\s])(.+?)(?<![*\s])\*(?!\*)/g],
  strike: [/(~~)(?=\S)(.+?)~~/g],
  code: [/(?<!`)(`)([^`]+)`(?!`)/g],
};
const LINES = { quote: () => '> ', bulleted: () => '- ', ordered: index => `${index + 1}. ` };
const LINE_MARKS = { quote: /^> ?/, bulleted: /^\s*[-*+] /, ordered: /^\s*\d{1,9}[.)] / };
const LINK = /(\[)([^\]\n]*)\]\([^)\n]*\)/g;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)])) (\[[ xX]\] )?/;
const QUOTE = /^(?:> ?)+/;
const INDENT = '  ';

export function apply(field, name) {
  if (name in MARKS) around(field, name);
  else if (name in LINES) lines(field, name);
  else if (name === 'link') link(field);
  else if (name === 'codeblock') block(field);
}

/** The formats that the selection is in. */
export function formatsAt(field) {
  if (inCode(field)) return new Set(['codeblock']);
  const names = Object.keys(MARKS).filter(name => spanAt(field, SPANS[name]));
  if (spanAt(field, [LINK])) names.push('link');
  names.push(...Object.keys(LINES).filter(name => selectedLines(field).text.every(line => LINE_MARKS[name].test(line))));
  return new Set(names);
}

/** In an open block of code. */
export function inCode(field) {
  return (field.value.slice(0, field.selectionStart).match(/^```/gm) ?? []).length % 2 === 1;
}

/** Goes on with the list or quote of the line; an empty item ends it. False when the line is neither. */
export function breakLine(field) {
  const { selectionStart: at, selectionEnd, value } = field;
  if (at !== selectionEnd || inCode(field)) return false;
  const start = value.lastIndexOf('\n', at - 1) + 1;
  const line = value.slice(start, at);
  const item = ITEM.exec(line);
  const mark = item?.[0] ?? QUOTE.exec(line)?.[0];
  if (!mark) return false;
  // The empty line keeps what is written next out of the list: Markdown would count it in.
  if (!line.slice(mark.length).trim()) replace(field, start, at, '\n');
  else replace(field, at, at, `\n${item ? nextItem(item) : mark}`);
  return true;
}

/** Tab in code, or with false Shift+Tab. */
export function indent(field, inwards) {
  const { selectionStart, selectionEnd } = field;
  if (inwards && selectionStart === selectionEnd) return replace(field, selectionStart, selectionEnd, INDENT);
  const { start, end, text } = selectedLines(field);
  const changed = text.map(line => (inwards ? INDENT + line : line.replace(/^( {1,2}|\t)/, ''))).join('\n');
  return replace(field, start, end, changed, start, start + changed.length);
}

/** Closes the block at whose end one is. False anywhere else. */
export function leaveCode(field) {
  const { selectionStart: at, value } = field;
  if (!inCode(field)) return false;
  const rest = /^(\n```)?\s*$/.exec(value.slice(at));
  if (!rest) return false;
  replace(field, at, value.length, `${value[at - 1] === '\n' && !rest[1] ? '' : '\n'}\`\`\`\n`);
  return true;
}

function nextItem([, space, bullet, number, sign, box]) {
  return `${space}${bullet ?? `${Number(number) + 1}${sign}`} ${box ? '[ ] ' : ''}`;
}

function around(field, name) {
  const mark = MARKS[name];
  const found = spanAt(field, SPANS[name]);
  if (found) return unwrap(field, found);
  const { value } = field;
  let { selectionStart: start, selectionEnd: end } = field;
  if (start === end && value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark) {
    return replace(field, start - mark.length, end + mark.length, '');
  }
  // Marks stand at words, not at spaces.
  while (end > start && /\s/.test(value[end - 1])) end--;
  while (end > start && /\s/.test(value[start])) start++;
  return replace(field, start, end, mark + value.slice(start, end) + mark, start + mark.length, end + mark.length);
}

// A marked stretch of the line that has the whole selection in it.
function spanAt({ selectionStart, selectionEnd, value }, patterns) {
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const to = value.indexOf('\n', selectionEnd) < 0 ? value.length : value.indexOf('\n', selectionEnd);
  for (const pattern of patterns) {
    for (const match of value.slice(from, to).matchAll(pattern)) {
      const start = from + match.index;
      const end = start + match[0].length;
      const isWhole = selectionStart === start && selectionEnd === end;
      if (isWhole || (selectionStart >= start + match[1].length && selectionEnd <= end - match[1].length)) {
        return { start, end, mark: match[1].length, inside: match[2] };
      }
    }
  }
  return null;
}

function unwrap(field, { start, end, mark, inside }) {
  const move = at => Math.max(start, Math.min(at - mark, start + inside.length));
  replace(field, start, end, inside, move(field.selectionStart), move(field.selectionEnd));
}

function selectedLines({ selectionStart, selectionEnd, value }) {
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const next = value.indexOf('\n', selectionEnd);
  const end = next < 0 ? value.length : next;
  return { start, end, text: value.slice(start, end).split('\n') };
}

function lines(field, name) {
  const { start, end, text } = selectedLines(field);
  const all = text.every(line => LINE_MARKS[name].test(line));
  const bare = line => (name === 'quote' ? line : line.replace(LINE_MARKS.bulleted, '').replace(LINE_MARKS.ordered, ''));
  const changed = text.map((line, index) => (all ? line.replace(LINE_MARKS[name], '') : LINES[name](index) + bare(line))).join('\n');
  replace(field, start, end, changed);
}

function link(field) {
  const found = spanAt(field, [LINK]);
  if (found) return unwrap(field, found);
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end);
  const at = start + words.length + 3;
  return words
    ? replace(field, start, end, `[${words}](https://)`, at, at + 8)
    : replace(field, start, end, '[](https://)', start + 1, start + 1);
}

function block(field) {
  if (inCode(field)) return unblock(field);
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = start > 0 && value[start - 1] !== '\n' ? '\n' : '';
  const inside = value.slice(start, end);
  const at = start + before.length + 4;
  return replace(field, start, end, `${before}\`\`\`\n${inside}\n\`\`\``, at, at + inside.length);
}

function unblock(field) {
  const { selectionStart: at, value } = field;
  const open = value.slice(0, at).lastIndexOf('```');
  const first = value.indexOf('\n', open) + 1 || value.length;
  const close = value.indexOf('\n```', at - 1);
  const inside = value.slice(first, close < 0 ? value.length : close);
  replace(field, open, close < 0 ? value.length : close + 4, inside, open + inside.length, open + inside.length);
}

// As if it were typed, so that the browser's own undo takes it back.
function replace(field, start, end, words, from, to) {
  field.focus();
  field.setSelectionRange(start, end);
  const done = words ? document.execCommand('insertText', false, words) : start === end || document.execCommand('delete');
  if (!done) {
    field.setRangeText(words, start, end, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (from !== undefined) field.setSelectionRange(from, to);
}
