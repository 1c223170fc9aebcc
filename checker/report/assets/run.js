// The run as JSON, from its columns: the other half of run_data.py.

const NESTED = [['processes', 'elements'], ['markets', 'processes']];

const readRun = async () => {
  const run = { ...(await content()).run };
  for (const name of ['markets', 'processes', 'elements', 'findings']) run[name] = values(run[name]);
  for (const [outer, inner] of NESTED) {
    const members = run[inner].values();
    run[outer] = run[outer].map((holder) => ({ ...holder, [inner]: Array.from({ length: holder[inner] }, () => members.next().value) }));
    delete run[inner];
  }
  return run;
};
