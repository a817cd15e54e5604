// The page's icon carries the roll-up of the sidebar: a dot, or a number to 9+ (ux.md 3.4).
const SIZE = 64;
const link = document.querySelector('link[rel="icon"]');
const plain = link?.href;
let drawn = '';

new MutationObserver(show).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-rollup'] });

function show() {
  const mark = document.querySelector('[data-rollup]')?.dataset.rollup ?? '';
  if (!link || mark === drawn) return;
  drawn = mark;
  if (!mark) link.href = plain;
  else draw(mark);
}

async function draw(mark) {
  const icon = new Image(SIZE, SIZE);
  icon.src = plain;
  await icon.decode().catch(() => {});
  if (mark !== drawn) return;
  const canvas = Object.assign(document.createElement('canvas'), { width: SIZE, height: SIZE });
  const brush = canvas.getContext('2d');
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name);
  brush.drawImage(icon, 0, 0, SIZE, SIZE);
  const isDot = mark === '•';
  const radius = isDot ? 14 : 21;
  const centre = SIZE - radius;
  brush.fillStyle = colour(isDot ? '--c-accent' : '--c-mention');
  brush.strokeStyle = colour('--c-bg');
  brush.lineWidth = 4;
  brush.beginPath();
  brush.arc(centre, isDot ? radius : centre, radius - 2, 0, 2 * Math.PI);
  brush.fill();
  brush.stroke();
  if (!isDot) {
    brush.fillStyle = colour('--c-on-mention');
    brush.font = '700 30px system-ui, sans-serif';
    brush.textAlign = 'center';
    brush.textBaseline = 'middle';
    brush.fillText(mark.length > 1 ? '9+' : mark, centre, centre + 2);
  }
  link.dataset.mark = mark;
  link.href = canvas.toDataURL('image/png');
}
