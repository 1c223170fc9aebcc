// The run that breaks a rule, lit in the drawing of its process when somebody asks for it.

const glow = (shape) => {
  const around = shape.cloneNode(false);
  around.setAttribute('class', 'flow-glow');
  shape.before(around);
};

const darken = (drawing) => {
  for (const each of drawing.querySelectorAll('.flow-glow')) each.remove();
  for (const each of drawing.querySelectorAll('.flow-is-lit')) each.classList.remove('flow-is-lit');
};

const light = (drawing, run) => {
  const ways = new Set(run.slice(1).map((step, place) => `${run[place]} ${step}`));
  for (const group of drawing.querySelectorAll('[data-step], [data-way]')) {
    const { step, way } = group.dataset;
    if (!(step ? run.includes(step) : ways.has(way) && !group.classList.contains('flow-is-removed'))) continue;
    group.classList.add('flow-is-lit');
    glow(group.querySelector('.flow-shape, .flow-line'));
  }
};

const toggleRun = (button) => {
  const process = button.closest('.process');
  const drawing = process.querySelector('figure.flow');
  const turnsOn = button.getAttribute('aria-pressed') !== 'true';
  for (const other of process.querySelectorAll('[data-do=run]')) other.setAttribute('aria-pressed', 'false');
  darken(drawing);
  if (!turnsOn) return;
  button.setAttribute('aria-pressed', 'true');
  light(drawing, button.parentElement.dataset.run.split(' '));
  drawing.scrollIntoView({ block: 'nearest' });
};
