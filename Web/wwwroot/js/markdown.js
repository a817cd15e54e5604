// Makes and unmakes Markdown around the selection.
const AROUND = { bold: '**', italic: '_', strike: '~~', code: '`' };
const LINES = { quote: () => '> ', bulleted: () => '- ', ordered: index => `${index + 1}. ` };
const MARKS = { quote: /^> /, bulleted: /^- /, ordered: /^\d+\. / };

export function apply(field, name) {
  if (name in AROUND) around(field, AROUND[name]);
  else if (name in LINES) lines(field, name);
  else if (name === 'link') link(field);
  else if (name === 'codeblock') block(field);
}

function around(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end);
  const has = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (has) {
    field.setRangeText(inside, start - mark.length, end + mark.length);
    field.setSelectionRange(start - mark.length, end - mark.length);
  } else {
    field.setRangeText(mark + inside + mark, start, end);
    field.setSelectionRange(start + mark.length, end + mark.length);
  }
}

function lines(field, name) {
  const { selectionStart, selectionEnd, value } = field;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const found = value.slice(start, selectionEnd).split('\n');
  const all = found.every(line => MARKS[name].test(line));
  const changed = found.map((line, index) => (all ? line.replace(MARKS[name], '') : LINES[name](index) + line)).join('\n');
  field.setRangeText(changed, start, selectionEnd, 'end');
}

function link(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end);
  field.setRangeText(`[${words}](https://)`, start, end);
  const at = start + words.length + 3;
  if (words) field.setSelectionRange(at, at + 8);
  else field.setSelectionRange(start + 1, start + 1);
}

function block(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = start > 0 && value[start - 1] !== '\n' ? '\n' : '';
  const inside = value.slice(start, end);
  field.setRangeText(`${before}\`\`\`\n${inside}\n\`\`\``, start, end);
  const at = start + before.length + 4;
  field.setSelectionRange(at, at + inside.length);
}
