// Views that are drawn when they are first looked at. They stand in the page inside `noscript`, so that they can be read
// without script and cost nothing with it; in a large page they are packed. Their text becomes elements one by one, by a
// list of what is known; nothing is ever handed to the HTML parser, so Trusted Types has nothing to object to.

const SVG = 'http://www.w3.org/2000/svg';
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'", '&amp;': '&', '&quot;': '"' };
const TOKEN = /<(\/?)([a-z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([a-zA-Z:-]+)(?:="([^"]*)")?/g;
const REFUSED = new Set(['script', 'style', 'iframe', 'object', 'embed', 'link', 'meta', 'base', 'form', 'foreignObject']);

const decoded = (text) => text.replace(/&(?:lt|gt|amp|quot|#34|#39);/g, (entity) => ENTITIES[entity]);

const allowed = (name, value) => {
  if (name.startsWith('on') || name === 'style' || name === 'src') return false;
  return !name.endsWith('href') || /^(#|https?:\/\/)/.test(value);
};

const element = (name, attributes, inside) => {
  const isSvg = name === 'svg' || inside.namespaceURI === SVG;
  const made = isSvg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [, key, value = ''] of attributes.matchAll(ATTRIBUTE)) {
    const plain = decoded(value);
    if (allowed(key, plain)) made.setAttribute(key, plain);
  }
  return made;
};

/** The elements that a text of this page means. */
const build = (text) => {
  const root = document.createDocumentFragment();
  const open = [root];
  for (const [, closes, name, attributes, isWhole, words] of text.matchAll(TOKEN)) {
    const inside = open[open.length - 1];
    if (words !== undefined) inside.append(decoded(words));
    else if (closes) open.pop();
    else if (!REFUSED.has(name)) {
      const made = element(name, attributes, inside);
      inside.append(made);
      if (!isWhole) open.push(made);
    }
  }
  return root;
};

const texted = ([id, text]) => [id, () => text];
// What gives the text of each view that is not drawn yet.
const waiting = new Map([...document.querySelectorAll('noscript[data-view]')].map((part) => texted([part.dataset.view, part.textContent])));
const homes = new Map(); // the id of the market's view that a finding, or the market, stands in
const MARK = /&(\d+);/g;
let stencils = []; // what many pieces of a large page share, with the cells of each piece; see stencil.py
let next = []; // the row of each stencil that is drawn next

const drawn = (number) => {
  const { parts, columns, nested } = stencils[number];
  const row = next[number];
  next[number] += 1;
  return parts.reduce((text, part, place) => {
    const cell = columns[place - 1][row];
    return text + (nested.includes(place - 1) ? drawn(cell) : cell) + part;
  });
};
const unfold = (text) => text.replace(MARK, (_, number) => drawn(number));

/** Goes on as if a piece was drawn. */
const skip = (number) => {
  const { columns, nested } = stencils[number];
  const row = next[number];
  next[number] += 1;
  for (const place of nested) skip(columns[place][row]);
};

const isPacked = document.documentElement.classList.contains('large');

/** Views of a large page; done once, and at once in a page that holds them plainly. */
const unpackViews = async () => {
  if (!isPacked) return;
  const found = await content();
  stencils = found.stencils.map((each) => ({ ...each, columns: tableOf(each.rows) }));
  next = stencils.map(() => 0);
  for (const [id, text] of Object.entries(found.views)) {
    const first = [...next]; // so that views can be drawn in any order
    waiting.set(id, () => {
      next = first;
      return unfold(text);
    });
    for (const [, number] of text.matchAll(MARK)) skip(number);
  }
  let place = 0;
  for (const [id, count] of found.homes) {
    homes.set(id, id);
    for (const fingerprint of known.slice(place, place + count)) homes.set(fingerprint, id);
    place += count;
  }
};

/** The view with this id, drawn now if it was not yet; null if there is none. */
const view = (id) => {
  const text = waiting.get(id)?.();
  if (text !== undefined) {
    waiting.delete(id);
    const part = document.querySelector(`noscript[data-view="${CSS.escape(id)}"]`);
    const made = build(text);
    for (const button of made.querySelectorAll('.run button')) button.hidden = false;
    if (part) part.replaceWith(made);
    else document.getElementById('main').append(made);
  }
  const found = document.getElementById(id);
  return found?.classList.contains('view') ? found : null;
};

/** The id of the view that holds a finding, or null. */
const viewHolding = (fingerprint) => {
  const id = `/f/${fingerprint}`;
  const here = document.getElementById(id)?.closest('.view') ?? waiting.has(homes.get(fingerprint));
  if (here) return here.id ?? homes.get(fingerprint);
  for (const [name, text] of waiting) if (text().includes(`id="${id}"`)) return name;
  return null;
};
