// The matrix: filters that follow the address, order, arrow keys.

const table = document.querySelector('.matrix');
const filters = document.querySelector('.filters');
const COLLAPSE_ABOVE = 60; // markets; then each region shows its first few only, until it is asked for
const MOST_ROWS = 45;
let firstRows = 12; // of each region; fewer where there are many regions

const folded = (text) => text.toLocaleLowerCase();
const rows = [];
const columns = [];
const regions = [];
const whole = new Set(); // regions that are shown whole
const AT_ONCE = 240; // cells: what a slow processor lays out before anybody notices
const later = new Set(); // rows that are shown as soon as those before them are drawn

const readMatrix = () => {
  [...table.tHead.rows[0].cells].slice(3).forEach((cell, place) => {
    columns.push({ place: place + 3, text: folded(cell.textContent), hidden: false });
  });
  for (const body of table.tBodies) {
    const region = { id: body.dataset.region, body, text: folded(body.rows[0].textContent), rows: [] };
    for (const row of [...body.rows].slice(1)) {
      const entry = { row, region, key: row.dataset.key, number: parseFloat(row.cells[1].textContent), place: rows.length };
      entry.cells = [...row.cells];
      entry.hasOff = false;
      entry.breaches = Number(row.cells[2].textContent);
      entry.open = row.dataset.open ?? '';
      entry.name = row.cells[0].textContent;
      rows.push(entry);
      region.rows.push(entry);
    }
    regions.push(region);
  }
  firstRows = Math.max(2, Math.min(12, Math.floor(MOST_ROWS / regions.length)));
};

/** Which columns and rows the words of the search box mean: a word that names a process picks columns. */
const search = (text) => {
  const wanted = { columns: null, words: [] };
  for (const word of folded(text).split(/\s+/).filter(Boolean)) {
    const namesRow = rows.some((entry) => entry.key.includes(word) || entry.region.text.includes(word));
    const found = columns.filter((column) => column.text.includes(word)).map((column) => column.place);
    if (!namesRow && found.length) wanted.columns = (wanted.columns ?? found).filter((place) => found.includes(place));
    else wanted.words.push(word);
  }
  return wanted;
};

const fits = (cell, statuses) => [...statuses].some((status) => cell.classList.contains(status === 'unconfirmed' ? 'u' : status));

const filterRow = (entry, wanted, query, statuses) => {
  const region = query.get('region');
  let shows = (!region || entry.region.id === region) && wanted.words.every((word) => entry.key.includes(word) || entry.region.text.includes(word));
  let matches = 0;
  if (!statuses.size && !entry.hasOff) return shows; // nothing to tone down, nothing to tone up
  for (const column of columns) {
    const cell = entry.cells[column.place];
    const isMatch = !column.hidden && (!statuses.size || fits(cell, statuses));
    matches += isMatch;
    cell.classList.toggle('off', statuses.size > 0 && !isMatch);
  }
  entry.hasOff = statuses.size > 0;
  // What is open may stand behind something worse.
  if (statuses.size && !matches && ![...statuses].some((status) => entry.open.includes(status))) shows = false;
  return shows;
};

const hideColumns = (places) => {
  for (const column of columns) {
    const hidden = places !== null && !places.includes(column.place);
    if (hidden === column.hidden) continue;
    column.hidden = hidden;
    for (const row of table.rows) if (row.cells.length > 3) row.cells[column.place].hidden = hidden;
  }
};

const ORDERS = {
  worst: (left, right) => right.breaches - left.breaches || left.number - right.number || left.place - right.place,
  name: (left, right) => left.name.localeCompare(right.name),
};

/** Whether the order is another one than before. */
const sortRows = (order) => {
  let moved = false;
  const compare = ORDERS[order] ?? ((left, right) => left.place - right.place);
  for (const region of regions) {
    const sorted = [...region.rows].sort(compare);
    if (sorted.every((entry, place) => entry === region.rows[place])) continue;
    moved = true;
    region.rows = sorted;
    region.body.append(...sorted.map((entry) => entry.row));
    if (region.more) region.body.append(region.more);
  }
  return moved;
};

const moreRow = (region) => {
  const row = region.body.insertRow();
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `Show all ${region.rows.length}`;
  button.addEventListener('click', () => {
    whole.add(region.id);
    applyFilters(readAddress().query);
    showLater();
    region.rows[0].row.querySelector('a').focus();
  });
  const cell = row.insertCell();
  cell.colSpan = 3;
  cell.className = 'more';
  cell.append(button);
  region.more = row;
};

let frame = 0;

/** Shows so many of the rows that wait, and the others behind them, frame by frame; all where somebody needs all. */
const showLater = (most = Infinity) => {
  cancelAnimationFrame(frame);
  for (const row of [...later].slice(0, most)) {
    row.hidden = row.parentElement.hidden = false;
    later.delete(row);
  }
  if (later.size) frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => showLater(most)); });
};

/** `isNew`: none of them is on the screen yet. */
const showRows = (shown, isNew) => {
  let count = 0;
  later.clear();
  for (const region of regions) {
    const visible = region.rows.filter((entry) => shown.has(entry));
    const cuts = shown.size > COLLAPSE_ABOVE && !whole.has(region.id) && visible.length > firstRows + 1;
    const kept = new Set(cuts ? [...visible].sort(ORDERS.worst).slice(0, firstRows) : visible);
    region.body.hidden = true;
    for (const entry of region.rows) {
      const { row } = entry;
      row.hidden ||= isNew || !kept.has(entry);
      if (!row.hidden) region.body.hidden = false;
      else if (kept.has(entry)) later.add(row);
    }
    if (cuts && !region.more) moreRow(region);
    if (region.more) region.more.hidden = !cuts;
    count += visible.length;
  }
  showLater(Math.ceil(AT_ONCE / columns.length));
  return count;
};

const showState = (query, statuses, count) => {
  for (const field of filters.querySelectorAll('[data-filter]')) {
    const value = query.get(field.dataset.filter) ?? '';
    if (field.value !== value && field !== document.activeElement || field.matches('select')) field.value = value;
  }
  for (const chip of filters.querySelectorAll('[data-status]')) chip.setAttribute('aria-pressed', String(statuses.has(chip.dataset.status)));
  filters.querySelector('[data-do=clear]').hidden = !String(query);
  const text = `${count} of ${rows.length} markets shown.`;
  const shown = document.querySelector('[data-shown]');
  if (shown.textContent && shown.textContent !== text) say(text);
  shown.textContent = text;
  document.querySelector('.nothing').hidden = count > 0;
};

/** Make the matrix show what the address says. `isNew`: none of it is on the screen yet. */
const applyFilters = (query, isNew) => {
  if (!table) return;
  const statuses = new Set((query.get('status') ?? '').split(',').filter(Boolean));
  const wanted = search(query.get('q') ?? '');
  hideColumns(wanted.columns);
  const moved = sortRows(query.get('sort') ?? '');
  const shown = new Set(rows.filter((entry) => filterRow(entry, wanted, query, statuses)));
  showState(query, statuses, showRows(shown, isNew || moved));
  keepOneStop();
};

const isShown = (link) => !link.parentElement.hidden && (later.has(link.closest('tr')) || !link.closest('[hidden]'));
const firstLink = () => [...table.rows].find((row) => row.querySelector('a') && isShown(row))?.querySelector('td:not([hidden]) > a, th:not([hidden]) > a');

/** One cell at a time can be reached with Tab; arrow keys move on. */
const keepOneStop = (chosen) => {
  const old = table.querySelector('a[tabindex="0"]');
  const next = chosen ?? (old && isShown(old) ? old : firstLink());
  if (old && old !== next) old.tabIndex = -1;
  if (next) next.tabIndex = 0;
};

const visibleRows = () => [...table.rows].filter((row) => !row.hidden && !row.parentElement.hidden && row.querySelector('a'));
const cellLinks = () => visibleRows().map((row) => [...row.cells].filter((cell) => !cell.hidden).map((cell) => cell.querySelector('a')));

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const moveTo = (event) => {
  const links = cellLinks();
  const from = links.findIndex((line) => line.includes(event.target));
  if (from < 0) return null;
  const at = links[from].indexOf(event.target);
  if (event.key === 'Home') return links[from].find(Boolean);
  if (event.key === 'End') return links[from].findLast(Boolean);
  const [down, right] = STEPS[event.key];
  const aside = getComputedStyle(table).direction === 'rtl' ? -right : right;
  for (let line = from + down, column = at + aside; links[line]?.[column] !== undefined; line += down, column += aside) {
    if (links[line][column]) return links[line][column];
  }
  return null;
};

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in STEPS || event.key === 'Home' || event.key === 'End')) return;
  showLater();
  const next = moveTo(event);
  if (!next) return;
  event.preventDefault();
  keepOneStop(next);
  next.focus();
};

const setFilter = (name, value, keepsHistory) => {
  const { query } = readAddress();
  query.set(name, value);
  const hash = overviewAddress(query);
  if (keepsHistory) location.hash = hash;
  else {
    replaceAddress(hash);
    applyFilters(readAddress().query);
  }
};

const toggleStatus = (status) => {
  const chosen = new Set((readAddress().query.get('status') ?? '').split(',').filter(Boolean));
  if (!chosen.delete(status)) chosen.add(status);
  setFilter('status', [...chosen].join(','), true);
};

const startMatrix = () => {
  if (!table) return;
  readMatrix();
  for (const { row } of rows) row.classList.remove('late');
  for (const link of table.querySelectorAll('a')) link.tabIndex = -1;
  filters.hidden = false;
  document.getElementById('matrix-hint').hidden = false;
  table.addEventListener('keydown', onKey);
  table.addEventListener('focusin', (event) => event.target.matches('a') && keepOneStop(event.target));
  filters.addEventListener('input', ({ target }) => target.dataset.filter === 'q' && setFilter('q', target.value, false));
  filters.addEventListener('change', ({ target }) => target.matches('select') && setFilter(target.dataset.filter, target.value, true));
  addEventListener('beforeprint', () => showLater());
  filters.addEventListener('click', ({ target }) => {
    showLater(); // the CSV has them all
    const chip = target.closest('[data-status]');
    if (chip) toggleStatus(chip.dataset.status);
  });
};
