// Files made from the page: the matrix and the findings as CSV, the run as JSON.

/** A cell that no spreadsheet takes for a formula. */
const csvCell = (text) => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Lines for Excel: a byte order mark, CRLF. */
const csv = (lines) => `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;

const save = (name, type, text) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

/** One line a market and process, of what the matrix shows now. */
const matrixLines = () => {
  const lines = [['region', 'market', 'name', 'process', 'title', 'status', 'conforming_percent', 'confirmed']];
  const titles = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  for (const region of regions) {
    for (const { row, name } of region.rows) {
      if (!regionShows(region, row)) continue;
      for (const cell of [...row.cells].slice(3)) {
        const link = cell.querySelector('a');
        if (!link || cell.hidden) continue;
        const [market, process] = link.hash.split('/').slice(2).map(decodeURIComponent);
        const percent = link.firstChild.data ?? '';
        const words = link.querySelector('span').textContent.trim();
        lines.push([region.id, market, name, process, titles[cell.cellIndex], words, percent, link.querySelector('i') ? 'no' : 'yes']);
      }
    }
  }
  return lines;
};

const regionShows = (region, row) => !region.body.hidden && (!row.hidden || (region.more && !region.more.hidden));

const saveCsv = () => save('alignment.csv', 'text/csv;charset=utf-8', csv(matrixLines()));

const COLUMNS = ['market', 'process', 'element', 'status', 'level', 'severity', 'disposition', 'rule', 'message', 'remedy', 'why'];
const MORE_COLUMNS = ['waiver', 'gain', 'first_seen', 'fingerprint'];

/** Every finding with all of its context, one line each. */
const findingLines = (run) => [
  [...COLUMNS, 'standard', 'here', 'path', 'line', ...MORE_COLUMNS],
  ...run.findings.map((each) => [
    ...COLUMNS.map((name) => each[name]), each.expected?.text, each.actual?.text, each.location.path, each.location.line,
    ...MORE_COLUMNS.map((name) => each[name]),
  ].map((value) => String(value ?? ''))),
];

const saveFindings = async () => save('findings.csv', 'text/csv;charset=utf-8', csv(findingLines(await readRun())));
const saveJson = async () => save('run.json', 'application/json', `${JSON.stringify(await readRun(), null, 1)}\n`);
