// @ts-check
/*
 * The reader's place: links to companions lead to the section that is read, where the
 * companion has it.
 *
 * What is read is in the upper part of the window. Who scrolls up goes to the bar, where these
 * links are: the place is kept.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** Addresses of companions, by the ids of sections here. @type {Record<string, string[]>} */
  const companions = JSON.parse(script.dataset.sections ?? '{}');
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('.series-switch a')
  );
  let last = 0;

  /** @type {(event: Event) => void} */
  const follow = (event) => {
    const isDown = scrollY > last;
    last = scrollY;
    if (!isDown && event.type === 'scroll') return;
    /** @type {string[]} */
    let here = [];
    for (const id in companions) {
      const box = document.getElementById(id)?.closest('section')?.getBoundingClientRect();
      const line = innerHeight / 6;
      // Of sections in one another, the inner one comes last.
      if (box && box.top <= line && line < box.bottom) here = companions[id];
    }
    for (const link of links) {
      link.hash = '';
      for (const address of here) {
        const url = new URL(address, location.href);
        if (url.pathname === link.pathname) link.hash = url.hash;
      }
    }
  };

  for (const name of ['scroll', 'hashchange', 'pageshow']) addEventListener(name, follow);
})();
