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

const waiting = new Map([...document.querySelectorAll('noscript[data-view]')].map((part) => [part.dataset.view, part.textContent]));
const homes = new Map(); // markets that have pages of their own, with the fingerprints of their findings
const texts = []; // what stands in many places of packed views, by number

const unfold = (text) => text.replace(/&(\d+);/g, (_, number) => texts[number]);

/** The text that a script element of the page holds as base64 of its deflated bytes. */
const unpacked = async (id) => {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
};

/** Views of a large page; done once, and at once in a page that holds them plainly. */
const unpackViews = async () => {
  if (!document.getElementById('views')) return;
  const content = JSON.parse(await unpacked('views'));
  for (const text of content.texts) texts.push(unfold(text)); // one may hold those before it
  for (const [id, text] of Object.entries(content.views)) waiting.set(id, text);
  for (const [market, findings] of Object.entries(content.homes)) homes.set(market, findings);
};

/** The view with this id, drawn now if it was not yet; null if there is none. */
const view = (id) => {
  const text = waiting.get(id);
  if (text !== undefined) {
    waiting.delete(id);
    const part = document.querySelector(`noscript[data-view="${CSS.escape(id)}"]`);
    const made = build(unfold(text));
    for (const button of made.querySelectorAll('.run button')) button.hidden = false;
    if (part) part.replaceWith(made);
    else document.getElementById('main').append(made);
  }
  const found = document.getElementById(id);
  return found?.classList.contains('view') ? found : null;
};

/** The id of the view that holds an element with this id, or null. */
const viewHolding = (id) => {
  const drawn = document.getElementById(id)?.closest('.view');
  if (drawn) return drawn.id;
  for (const [name, text] of waiting) if (text.includes(`id="${id}"`)) return name;
  return null;
};
