// The run as JSON, unfolded from columns: the other half of run_data.py.

const values = (column) => {
  if (column.is) return column.is;
  if (column.at) {
    const known = values(column.of);
    return column.at.map((place) => known[place]);
  }
  const columns = column.columns.map(values);
  return Array.from({ length: column.rows }, (_, row) => Object.fromEntries(column.keys.map((key, place) => [key, columns[place][row]])));
};

const NESTED = [['processes', 'elements'], ['markets', 'processes']];

const readRun = async () => {
  const run = JSON.parse(await unpacked('run'));
  for (const name of ['markets', 'processes', 'elements', 'findings']) run[name] = values(run[name]);
  for (const [outer, inner] of NESTED) {
    const members = run[inner].values();
    for (const holder of run[outer]) holder[inner] = Array.from({ length: holder[inner] }, () => members.next().value);
    delete run[inner];
  }
  return run;
};
