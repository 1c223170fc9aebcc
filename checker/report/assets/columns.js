// What the page has packed: texts, numbers and tables as columns. The other half of columns.py.

/** JSON that a script element of the page holds as base64 of its deflated bytes. */
const unpacked = async (id) => {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
};

let texts = []; // shared by all columns
let known = []; // fingerprints of the run

const fingerprints = ({ is, length, bytes }) => {
  if (is) return is;
  const letters = Array.from(atob(bytes), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return length ? letters.match(new RegExp(`.{${length}}`, 'g')) ?? [] : [];
};

/** Whole numbers from their digits: the characters from # on, without the backslash. */
const numbers = ({ digits, low = 0, adds }) => {
  const found = new Array(digits[0].length).fill(low);
  digits.forEach((text, place) => {
    for (let row = 0; row < found.length; row += 1) {
      const code = text.charCodeAt(row);
      found[row] += (code - (code > 92 ? 36 : 35)) * 91 ** place;
    }
  });
  if (adds) for (let row = 1; row < found.length; row += 1) found[row] += found[row - 1];
  return found;
};

/** `before`: the columns of the same table that were read already. */
const values = (node, before) => {
  if ('by' in node) {
    const given = values(node.of).values();
    const seen = new Map();
    return before[node.by[0]].map((_, row) => {
      const key = JSON.stringify(node.by.map((other) => before[other][row]));
      if (!seen.has(key)) seen.set(key, given.next().value);
      return seen.get(key);
    });
  }
  if (node.at) {
    const different = values(node.of);
    return numbers(node.at).map((place) => different[place]);
  }
  if (node.gaps) {
    const given = values(node.of).values();
    return numbers(node.gaps).map((gap) => (gap ? null : given.next().value));
  }
  if (node.is) return node.is;
  if (node.texts) return numbers(node.texts).map((place) => texts[place]);
  if (node.heads) {
    const tails = values(node.tails);
    return values(node.heads).map((head, row) => head + tails[row]);
  }
  if (node.known) return numbers(node.known).map((place) => node.before + known[place]);
  if (node.numbers) return numbers(node.numbers);
  return objects(node, tableOf(node));
};

/** The columns of a table. */
const tableOf = (node) => {
  if (!node.at) return node.columns.reduce((found, column) => [...found, values(column, found)], []);
  const places = numbers(node.at);
  return tableOf(node.of).map((column) => places.map((place) => column[place]));
};
const objects = ({ keys, rows: count }, table) => (
  Array.from({ length: count ?? table[0]?.length ?? 0 }, (_, row) => {
    const cells = table.map((column) => column[row]);
    return keys ? Object.fromEntries(keys.map((key, place) => [key, cells[place]])) : cells;
  })
);

let unpacking = null;
/** What is packed, once: `views` and `stencils` of a large page, `homes` of its findings, the `run`. */
const content = () => {
  unpacking ??= unpacked('packed').then((found) => {
    texts = found.texts;
    known = fingerprints(found.known);
    return found;
  });
  return unpacking;
};
