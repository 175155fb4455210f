// @ts-check
/*
 * The reader's own progress: kept in this browser, and nothing before a click.
 *
 * All words are in the page; templates hold what is of no use without this script.
 * Articles and routes are named as in roles: "series/A3", "series/big-picture"; audiences
 * are "series/A", and all of them "series/". What is
 * stored is the text that readers export and import. It is not trusted: it is compared
 * with what the page says, and shown nowhere but in the text area.
 */
(() => {
  /** @typedef {Record<string, string | undefined>} Choices by series */
  /** @typedef {{read: string[], routes: Choices, audiences: Choices}} Progress */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // Two sites may have one origin, and so one storage.
  const key = `series-progress:${new URL('..', script.src).pathname}`;

  // -- what is kept ---------------------------------------------------------------------

  /** @type {Progress} */
  let progress = { read: [], routes: {}, audiences: {} };
  // What the browser would not store lasts as long as the page.
  let refused = false;

  const text = () => JSON.stringify({ version: 1, ...progress });
  const nothing = text();

  /**
   * Return the progress that a text is; throw an error if it is none.
   * @type {(text: string) => Progress}
   */
  const parse = (text) => {
    const { version, read, routes, audiences } = JSON.parse(text);
    if (version !== 1) throw version;
    return { read: [...new Set(read.map(String))], routes: { ...routes }, audiences: { ...audiences } };
  };

  const load = () => {
    if (refused) return;
    try {
      progress = parse(localStorage.getItem(key) ?? nothing);
    } catch {
      // Forbidden, or none of ours.
      progress = parse(nothing);
    }
  };

  /** @type {(read: string[], chosen?: Partial<Progress>) => void} */
  const store = (read, { routes, audiences } = {}) => {
    progress = {
      read,
      routes: { ...progress.routes, ...routes },
      audiences: { ...progress.audiences, ...audiences },
    };
    try {
      if (text() === nothing) localStorage.removeItem(key);
      else localStorage.setItem(key, text());
      refused = false;
    } catch {
      // Forbidden, or full.
      refused = true;
    }
  };

  /** @type {(article?: string) => boolean} */
  const isRead = (article = '') => progress.read.includes(article);

  /** @typedef {'routes' | 'audiences'} Kind */
  /** @type {(kind: Kind, name?: string) => boolean} */
  const isChosen = (kind, name = '') => {
    const [series, choice] = name.split('/');
    return (progress[kind][series] ?? '') === choice;
  };

  // -- what is shown --------------------------------------------------------------------

  /** @type {(selector: string, within?: ParentNode | null) => HTMLElement[]} */
  const all = (selector, within) => Array.from((within ?? document).querySelectorAll(selector));

  for (const template of all('template.series-progress')) {
    template.replaceWith(/** @type {HTMLTemplateElement} */ (template).content);
  }
  const links = all('.series a[data-article]');
  const controls = /** @type {HTMLInputElement[]} */ (all('.series :is(button, input)[name]'));

  const show = () => {
    for (const link of links) {
      all('.series-tick', link)[0]?.remove();
      if (isRead(link.dataset.article)) {
        const tick = document.createElement('span');
        tick.className = 'series-tick';
        tick.textContent = script.dataset.read ?? '';
        link.append(tick);
      }
    }
    // Of a button, this says nothing.
    for (const control of controls) {
      const { name, value } = control;
      control.checked = name in progress &&
        (name === 'read' ? value.split(' ').some(isRead) : isChosen(/** @type {Kind} */ (name), value));
    }
    for (const kind of /** @type {Kind[]} */ (['routes', 'audiences'])) {
      for (const each of all(`[data-${kind}]`)) each.hidden = !isChosen(kind, each.dataset[kind]);
    }
    all('.series-overview').forEach(showHowFar);
  };

  /** @type {(element: HTMLElement) => string[]} */
  const articlesOf = ({ dataset }) => (dataset.articles ?? '').split(' ');

  /** @type {(element: HTMLElement) => string | undefined} */
  const unread = (element) => articlesOf(element).find((name) => !isRead(name));

  /**
   * Show how much was read, and where to go on: along the route that was chosen, else
   * one through what was read last, else in the order of the series. At the end of a
   * route, say so.
   * @type {(overview: HTMLElement) => void}
   */
  const showHowFar = (overview) => {
    const [start, onward] = all('.series-start', overview);
    const [finished] = all('.series-progress__finished', overview);
    const [count] = all('[data-articles]', overview);
    // Of a series without anything to read, there is nothing to say.
    if (!count) return;
    const articles = articlesOf(count);
    const read = progress.read.filter((name) => articles.includes(name));
    const last = read[read.length - 1];
    const routes = controls.filter(
      ({ name, value }) => name === 'routes' && value.startsWith(`${overview.dataset.series}/`),
    );
    const route =
      routes.find(({ checked }) => checked) ??
      routes.find((each) => articlesOf(each).includes(last)) ??
      count;
    const stops = articlesOf(route);
    const next = stops.slice(stops.indexOf(last) + 1).find((name) => !isRead(name)) ?? unread(route);
    // The last link to an article is that of its card.
    const link = links.filter(({ dataset }) => last && dataset.article === next).pop();

    count.hidden = !last;
    count.children[0].textContent = `${read.length}`;
    onward.hidden = !link;
    finished.hidden = !last || !!next;
    start.hidden = !(onward.hidden && finished.hidden);
    const [whole, part, other] = /** @type {HTMLElement[]} */ ([...finished.children]);
    whole.hidden = !!unread(count);
    tell(part, whole.hidden ? route : null);
    tell(other, routes.find(unread));
    if (link) {
      const copy = /** @type {HTMLElement} */ (link.cloneNode(true));
      copy.className = '';
      onward.children[0].replaceWith(copy);
    }
  };

  /**
   * Name a route in a line, and link it if this page declares it.
   * @type {(line: HTMLElement, route?: HTMLElement | null) => void}
   */
  const tell = (line, route) => {
    const place = route?.closest('li');
    line.hidden = !place;
    if (!place) return;
    const link = /** @type {HTMLAnchorElement} */ (line.children[0]);
    link.textContent = all('.series-route__title', place)[0].textContent;
    if (place.id) link.href = `#${place.id}`;
  };

  // -- what readers do ------------------------------------------------------------------

  /** @type {(control: HTMLInputElement) => void} */
  const act = ({ checked, name, value, parentElement }) => {
    // Another tab may have changed it meanwhile.
    load();
    const { read } = progress;
    const [series, choice] = value.split('/');
    let said = name;
    if (name === 'read') {
      const names = value.split(' ');
      const others = read.filter((each) => !names.includes(each));
      store(checked ? [...others, ...names] : others);
    } else if (name in progress) {
      store(read, { [name]: { [series]: (checked && choice) || undefined } });
    } else {
      const [area] = /** @type {HTMLTextAreaElement[]} */ (all('textarea', parentElement?.parentElement));
      if (name === 'import') {
        try {
          const imported = parse(area.value);
          store([...new Set([...read, ...imported.read])], imported);
        } catch {
          said = 'foreign';
        }
      } else {
        area.value = text();
        area.select();
      }
      if (name === 'clear') {
        const none = { [series]: undefined };
        store(read.filter((each) => !each.startsWith(`${series}/`)), { routes: none, audiences: none });
      }
    }
    for (const status of all('.series [role=status]')) {
      status.textContent = status.dataset[refused ? 'refused' : said] ?? '';
    }
    show();
  };

  for (const control of controls) control.addEventListener('click', () => act(control));
  const refresh = () => {
    load();
    show();
  };
  // Other tabs, and pages that the browser had put away.
  addEventListener('storage', refresh);
  addEventListener('pageshow', refresh);
  refresh();
})();
