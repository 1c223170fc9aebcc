// Shows the view that the address names, and starts everything.

const title = document.title;

/** Which view, which part of it, and which element is meant. */
const meant = ({ parts, query }) => {
  const [kind = 'overview', name, process] = parts;
  if (kind === 'm') return { view: `/m/${name}`, only: process ? `/m/${name}/${process}` : null };
  if (kind === 'p') return { view: `/p/${name}`, target: process ? `/p/${name}/${process}` : null };
  if (kind === 'd') return { view: '/law', target: `/d/${name}` };
  if (kind === 'w') return { view: '/waivers', target: `/w/${name}` };
  if (kind === 'f') return { view: viewHolding(name), target: `/f/${name}` };
  const state = kind === 'waivers' && query.get('state');
  return { view: `/${kind}`, target: name || state ? `/${[...parts, ...(state ? [state] : [])].join('/')}` : null };
};

/** A market shows one of its processes, or all. */
const showOnly = (shown, only) => {
  const processes = shown.querySelectorAll('.process');
  const chosen = only && document.getElementById(only);
  for (const process of processes) process.hidden = Boolean(chosen) && process !== chosen;
  return chosen;
};

const markLinks = (shown) => {
  const here = location.hash.split('?')[0] || '#/overview';
  for (const link of document.querySelectorAll('.top nav a, .side li a')) {
    const href = link.getAttribute('href');
    const isHere = href === here || (link.closest('.top') && href === `#${shown.id}`);
    if (isHere) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
};

const headingOf = (shown) => shown.querySelector('h1, h2');

/** One view at a time; its heading, h2 in the whole page, is then the first, and those below it move up with it. */
const showView = (shown) => {
  for (const other of document.querySelectorAll('.view')) other.hidden = other !== shown;
  if (shown.id !== '/overview') {
    for (const each of shown.querySelectorAll('h2, h3, h4')) each.setAttribute('aria-level', each.tagName[1] - 1);
  }
  for (const hidden of document.querySelectorAll('.tools')) hidden.hidden = false;
};

const focusOn = (target) => {
  target.closest('details')?.setAttribute('open', '');
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.matches('h1, h2') ? 'end' : 'start' });
};

let last = null;

/** Where an address leads that this page does not hold, or null: a large report has a page for each market. */
const elsewhere = ([kind, name]) => {
  const { home, pages } = document.body.dataset;
  if (home) return home;
  if (!pages) return null;
  const market = homes.get(kind === 'm' ? `/m/${name}` : name);
  return market ? `${pages}/${encodeURIComponent(market.slice(3))}.html` : null;
};

/** `isFirst`: the page has just been opened, so focus stays where the browser puts it. */
const route = (isFirst) => {
  const address = readAddress();
  const { home } = document.body.dataset;
  if (home && !address.parts.length) address.parts = waiting.keys().next().value?.slice(1).split('/') ?? [];
  const wanted = meant(address);
  const known = wanted.view ? view(wanted.view) : null;
  const page = known ? null : elsewhere(address.parts);
  if (page) {
    location.replace(page + location.hash);
    return;
  }
  const shown = known ?? view('/overview');
  const isLost = !known && address.parts.length > 0;
  document.getElementById('announcer').className = isLost ? 'card' : 'status';
  if (isLost) say(`This report has no ${address.parts[0] === 'f' ? 'such finding; it may be mended' : 'such page'}. This is the overview.`);
  showView(shown);
  let target = wanted.target ? document.getElementById(wanted.target) : null;
  const chosen = showOnly(shown, wanted.only ?? target?.closest('.process[id]')?.id);
  if (shown.id === '/overview') applyFilters(address.query, last !== shown.id);
  markLinks(shown);
  document.title = [chosen?.dataset.title, shown.dataset.title, title].filter(Boolean).join(' · ');
  if (chosen && !target) {
    scrollTo(0, 0);
    const heading = chosen.querySelector('h3');
    heading.focus({ preventScroll: true });
    if (heading.getBoundingClientRect().top > innerHeight / 2) heading.scrollIntoView();
  }
  const isSame = last === shown.id && last === '/overview';
  last = shown.id;
  if (target) focusOn(target);
  else if (!chosen && !isSame && !(isFirst && shown.id === '/overview')) {
    headingOf(shown).focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  const matrix = shown.querySelector('.matrix-card');
  if (matrix && String(address.query) && matrix.getBoundingClientRect().top > innerHeight / 2) matrix.scrollIntoView();
};

const THEME = 'checker-report-theme';
const THEMES = ['system', 'light', 'dark'];

const showTheme = () => {
  document.querySelector('[data-do=theme] b').textContent = document.documentElement.dataset.theme ?? 'system';
};

const nextTheme = () => {
  const root = document.documentElement;
  const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'system') + 1) % THEMES.length];
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    localStorage.setItem(THEME, next);
  } catch { /* not remembered, then */ }
  showTheme();
};

const ACTIONS = {
  theme: nextTheme,
  print: () => print(),
  csv: saveCsv,
  findings: saveFindings,
  json: saveJson,
  run: toggleRun,
  clear: () => {
    location.hash = '#/overview';
  },
};

const left = new Map(); // how far each address was scrolled when a link was followed from it
let isFollowing = false;

document.addEventListener('click', ({ target }) => {
  if (target.closest?.('a')?.hash) {
    left.set(location.hash, scrollY);
    isFollowing = true;
  }
  const button = target.closest?.('[data-do]');
  if (button) ACTIONS[button.dataset.do](button);
});
// Folded lists are printed open.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((each) => each.setAttribute('open', '')));

showTheme();
startMatrix();
const isOverview = ['', 'overview'].includes(readAddress().parts[0] ?? '');
let views = null;
/** Resolves when every view is there. */
const allViews = () => {
  views ??= unpackViews().catch(() => say('This browser is too old to unpack the other views.'));
  return views;
};
if (isPacked && !isOverview) allViews().then(() => route(true));
else route(true); // the overview needs nothing that is packed
addEventListener('load', () => setTimeout(allViews, 50)); // once the overview can be read
addEventListener('hashchange', () => allViews().then(() => {
  const far = isFollowing ? 0 : left.get(location.hash);
  isFollowing = false;
  route(false);
  if (!far) return;
  showLater();
  scrollTo(0, far);
}));
