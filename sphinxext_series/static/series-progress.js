// @ts-check
/*
 * The reader's own progress: kept in this browser, and nothing before a click.
 *
 * All words are in the page; templates hold what is of no use without this script.
 * Articles and routes are named as in roles: "series/A3", "series/big-picture". What is
 * stored is the text that readers export and import. It is not trusted: it is compared
 * with what the page says, and shown nowhere but in the text area.
 */
(() => {
  /** @typedef {{read: string[], routes: Record<string, string | undefined>}} Progress */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // Two sites may have one origin, and so one storage.
  const key = `series-progress:${new URL('..', script.src).pathname}`;

  // -- what is kept ---------------------------------------------------------------------

  /** @type {Progress} */
  let progress = { read: [], routes: {} };
  // What the browser would not store lasts as long as the page.
  let refused = false;

  const text = () => JSON.stringify({ version: 1, ...progress });
  const nothing = text();

  /**
   * Return the progress that a text is; throw an error if it is none.
   * @type {(text: string) => Progress}
   */
  const parse = (text) => {
    const { version, read, routes } = JSON.parse(text);
    if (version !== 1) throw version;
    return { read: [...new Set(read.map(String))], routes: { ...routes } };
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

  /** @type {(read: Progress['read'], routes: Progress['routes']) => void} */
  const store = (read, routes) => {
    progress = { read, routes };
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

  /** @type {(route?: string) => boolean} */
  const isChosen = (route = '') => {
    const [series, name] = route.split('/');
    return progress.routes[series] === name;
  };

  // -- what is shown --------------------------------------------------------------------

  /** @type {(selector: string, within?: ParentNode | null) => HTMLElement[]} */
  const all = (selector, within) => Array.from((within ?? document).querySelectorAll(selector));

  for (const template of all('template.series-progress')) {
    template.replaceWith(/** @type {HTMLTemplateElement} */ (template).content);
  }
  const links = all('.series a[data-article]');
  const buttons = /** @type {HTMLButtonElement[]} */ (all('.series button[name]'));

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
    for (const button of buttons) {
      if (button.name === 'read') button.ariaPressed = `${isRead(button.value)}`;
      if (button.name === 'route') button.ariaPressed = `${isChosen(button.value)}`;
    }
    for (const line of all('.series-pager__chosen')) {
      line.hidden = !isChosen(line.dataset.route);
    }
    all('.series-overview').forEach(showHowFar);
  };

  /** @type {(element: HTMLElement) => string[]} */
  const articlesOf = ({ dataset }) => (dataset.articles ?? '').split(' ');

  /**
   * Show how much was read, and where to go on: along the route that was chosen, else
   * one through what was read last, else in the order of the series.
   * @type {(overview: HTMLElement) => void}
   */
  const showHowFar = (overview) => {
    const [start, onward] = all('.series-start', overview);
    const [count] = all('[data-articles]', overview);
    // Of a series without anything to read, there is nothing to say.
    if (!count) return;
    const articles = articlesOf(count);
    const read = progress.read.filter((name) => articles.includes(name));
    const last = read[read.length - 1];
    const routes = buttons.filter(({ value }) => value.startsWith(`${overview.dataset.series}/`));
    const route =
      routes.find(({ value }) => isChosen(value)) ??
      routes.find((each) => articlesOf(each).includes(last)) ??
      count;
    const stops = articlesOf(route);
    const next = [...stops.slice(stops.indexOf(last) + 1), ...stops, ...articles]
      .find((name) => !isRead(name));
    // The last link to an article is that of its card.
    const link = links.filter(({ dataset }) => last && dataset.article === next).pop();

    count.hidden = !last;
    count.children[0].textContent = `${read.length}`;
    start.hidden = !!link;
    onward.hidden = !link;
    if (link) {
      const copy = /** @type {HTMLElement} */ (link.cloneNode(true));
      copy.className = '';
      onward.children[0].replaceWith(copy);
    }
  };

  // -- what readers do ------------------------------------------------------------------

  /** @type {(button: HTMLButtonElement) => void} */
  const act = (button) => {
    // Another tab may have changed it meanwhile.
    load();
    const { name, value } = button;
    const { read, routes } = progress;
    const [series, route] = value.split('/');
    let said = name;
    if (name === 'read') {
      store(isRead(value) ? read.filter((each) => each !== value) : [...read, value], routes);
    } else if (name === 'route') {
      store(read, { ...routes, [series]: isChosen(value) ? undefined : route });
    } else {
      const [area] = /** @type {HTMLTextAreaElement[]} */ (all('textarea', button.closest('details')));
      if (name === 'import') {
        try {
          const imported = parse(area.value);
          store([...new Set([...read, ...imported.read])], { ...routes, ...imported.routes });
        } catch {
          said = 'foreign';
        }
      } else {
        area.value = text();
        area.select();
      }
      if (name === 'clear') {
        const others = read.filter((each) => !each.startsWith(`${series}/`));
        store(others, { ...routes, [series]: undefined });
      }
    }
    for (const status of all('.series [role=status]')) {
      status.textContent = status.dataset[refused ? 'refused' : said] ?? '';
    }
    show();
  };

  for (const button of buttons) button.addEventListener('click', () => act(button));
  const refresh = () => {
    load();
    show();
  };
  // Other tabs, and pages that the browser had put away.
  addEventListener('storage', refresh);
  addEventListener('pageshow', refresh);
  refresh();
})();
