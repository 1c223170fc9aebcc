// The chosen theme, set before anything is drawn. Storage may be refused, above all on file addresses.
const THEME_KEY = 'checker-report-theme';
try {
  const chosen = localStorage.getItem(THEME_KEY);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch { /* the system's theme it is */ }
document.documentElement.classList.add('script');
