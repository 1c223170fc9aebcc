// Views that are drawn when they are first looked at. They stand in the page inside `noscript`, so that they can be read
// without script and cost nothing with it. Their text becomes elements one by one, by a list of what is known; nothing is
// ever handed to the HTML parser, so Trusted Types has nothing to object to.

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

const waiting = new Map([...document.querySelectorAll('noscript[data-view]')].map((part) => [part.dataset.view, part]));

/** The view with this id, drawn now if it was not yet; null if there is none. */
const view = (id) => {
  const part = waiting.get(id);
  if (part) {
    waiting.delete(id);
    part.replaceWith(build(part.textContent));
  }
  const found = document.getElementById(id);
  return found?.classList.contains('view') ? found : null;
};

/** The id of the view that holds an element with this id, or null. */
const viewHolding = (id) => {
  const drawn = document.getElementById(id)?.closest('.view');
  if (drawn) return drawn.id;
  const text = `id="${id}"`;
  for (const [name, part] of waiting) if (part.textContent.includes(text)) return name;
  return null;
};
