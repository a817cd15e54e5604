// Nothing moves under the reader's eye: the first visible row keeps its place on the screen, to the pixel, whatever
// comes, goes or grows above it; at the end, the end stays in view.
export function createAnchor(root, scroller, rows) {
  const store = `collab.anchor.${root.dataset.list}.${root.dataset.stream}`;
  let sticky = true;
  let held = null;

  function first() {
    const top = scroller.getBoundingClientRect().top;
    for (const row of rows.children) {
      // A day's pill sticks to the top: it stays where it is whatever happens, and can hold nothing.
      if (row.dataset.divider !== 'day' && row.getBoundingClientRect().bottom > top + 1) return row;
    }
    return null;
  }

  function note() {
    const row = first();
    held = row && { row, key: keyOf(row), top: row.getBoundingClientRect().top };
  }

  function keep() {
    if (sticky) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    if (!held) return;
    const row = held.row.isConnected ? held.row : find(held.key);
    if (row) {
      const moved = row.getBoundingClientRect().top - held.top;
      if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved;
    }
    note();
  }

  function find(key) {
    if (!key) return null;
    return [...rows.children].find(row => keyOf(row) === key) ?? null;
  }

  return {
    note,
    keep,
    stick(value) {
      if (sticky === value) return;
      sticky = value;
      if (!value) note();
    },
    toEnd() {
      sticky = true;
      scroller.scrollTop = scroller.scrollHeight;
      note();
    },
    place(row, part) {
      sticky = false;
      scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight * part;
      note();
    },
    save() {
      if (!held || !root.dataset.begun) return;
      const offset = held.top - scroller.getBoundingClientRect().top;
      sessionStorage.setItem(store, JSON.stringify({ key: held.key, offset, sticky }));
    },
    restore() {
      const saved = JSON.parse(sessionStorage.getItem(store) ?? 'null');
      const row = saved && !saved.sticky && find(saved.key);
      if (!row) return false;
      sticky = false;
      scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - saved.offset;
      note();
      return true;
    },
  };
}

// A row stands in a line that stays when the row is drawn again.
function keyOf(line) {
  const row = line.firstElementChild?.matches('article') ? line.firstElementChild : line;
  return row.dataset.key || row.dataset.seq || row.dataset.divider || row.className || '';
}
