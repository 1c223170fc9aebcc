// Addresses: `#/m/es/voice-support`, `#/overview?region=eu&status=breach`. They are the only state of the page.

/** The address as its path's parts and its query. */
const readAddress = () => {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { parts: path.split('/').filter(Boolean), query: new URLSearchParams(query) };
};

/** `#/overview?region=eu`; empty values are left out. */
const overviewAddress = (query) => {
  const kept = new URLSearchParams([...query].filter(([, value]) => value !== ''));
  const text = String(kept).replaceAll('%2C', ',');
  return text ? `#/overview?${text}` : '#/overview';
};

/** Go there without a new entry in the history, for what changes with every key. */
const replaceAddress = (hash) => {
  try {
    history.replaceState(null, '', hash);
  } catch {
    location.replace(hash);
  }
};

const say = (text) => {
  document.getElementById('announcer').textContent = text;
};
