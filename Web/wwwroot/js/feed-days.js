// The day's pill sticks to the top while one scrolls, and fades once the list rests: nothing is left lying over the text.
const REST = 1200;

export function createDays(root, scroller, rows) {
  let timer = 0;

  function move() {
    const top = scroller.getBoundingClientRect().top;
    let last = null;
    for (const day of rows.querySelectorAll('[data-divider="day"]')) {
      const sticks = day.getBoundingClientRect().top <= top + 9 && day.offsetTop > 0 && scroller.scrollTop > 0;
      day.classList.toggle('stuck', sticks);
      day.classList.remove('passed');
      if (!sticks) continue;
      // One pill at a time: the days before it are over.
      last?.classList.add('passed');
      last = day;
    }
    root.classList.add('moving');
    clearTimeout(timer);
    timer = setTimeout(() => root.classList.remove('moving'), REST);
  }

  return { move, stop: () => clearTimeout(timer) };
}
