// What the tests ask a page. Coordinates are those of the page, not of the window.
(() => {
  const OURS = '.series:not(.xref)';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (element) =>
    element.checkVisibility({ checkVisibilityCSS: true }) &&
    element.getClientRects().length > 0;
  const hidden = (element) => element.closest('.series-vh');
  const say = (element) =>
    `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;

  // -- colours: what is painted, blended over what lies below ------------------------

  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (front, back) =>
    [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));
  const background = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement)
      layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reduceRight((below, layer) => over(layer, below), rgba('Canvas').slice(0, 3));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((v) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return Math.floor(((high + 0.05) / (low + 0.05)) * 100) / 100;
  };
  const lowest = (found) =>
    found.reduce((a, b) => (b[0] < a[0] ? b : a), [21, 'nothing to measure']);

  // -- stops of the keyboard ---------------------------------------------------------

  const box = (element) => {
    const r = element.getBoundingClientRect();
    return {
      left: r.left + scrollX, right: r.right + scrollX,
      top: r.top + scrollY, bottom: r.bottom + scrollY,
    };
  };

  window.look = {
    open: () => all(`${OURS} details`).forEach((each) => (each.open = true)),

    isDark: () => luminance(background(document.body)) < 0.2,

    text: () => {
      const found = [];
      for (const root of all(OURS)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (!walker.currentNode.data.trim() || hidden(element) || !shown(element)) continue;
          const below = background(element);
          const colour = over(rgba(getComputedStyle(element).color), below);
          found.push([ratio(colour, below), say(element)]);
        }
      }
      return lowest(found);
    },

    borders: () => {
      const toned = '[class*="series-tone-"]';
      const chips = ':is(.series-map__stop, .series-route__step):has(> p > .series-chip) > p';
      const selector = `${chips}, .series-card${toned}, .series-switch__item`;
      const found = all(selector).filter(shown).map((element) => {
        const below = background(element.parentElement);
        const colour = rgba(getComputedStyle(element).borderInlineStartColor);
        return [ratio(over(colour, below), below), say(element)];
      });
      return lowest(found);
    },

    // -- places ----------------------------------------------------------------------

    beyond: () => {
      const width = document.documentElement.clientWidth;
      return all(`${OURS}, ${OURS} *`).filter((element) => {
        const r = element.getBoundingClientRect();
        return !hidden(element) && r.width && (r.right > width + 0.5 || r.left < -0.5);
      }).map(say);
    },

    clipped: () => all(`${OURS}, ${OURS} *`).filter((element) => {
      // Cut by an ellipsis, on purpose: a link says all of its title, a card shows its
      // summary when it is pointed at.
      if (element.closest('.series-switch__title, .series-pair--long .series-card__summary')) return false;
      const style = getComputedStyle(element);
      return !hidden(element) && style.display !== 'inline' && element.clientWidth &&
        (element.scrollWidth > element.clientWidth + 1 ||
          (style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1));
    }).map(say),

    overlapping: () => {
      const chips = all(`${OURS} :is(.series-chip, summary, .series-jumps a, .series-map__label a)`);
      const boxes = chips.filter(shown).map((element) => [element, box(element)]);
      const found = [];
      boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
        if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1)
          found.push(`${say(a)} over ${say(b)}`);
      }));
      return found;
    },

    small: () =>
      all(`${OURS} :is(.series-chip, button, summary, .series-jumps a, .series-map__label a)`)
        .filter((element) => {
          const r = element.getBoundingClientRect();
          return shown(element) && (r.width < 24 || r.height < 24);
        }).map(say),

    // -- what is said ------------------------------------------------------------------

    links: () => all(`${OURS} a`).map((a) => [a.textContent.trim().replace(/\s+/g, ' '), a.href]),

    texts: (selector) => all(selector).map((e) => e.textContent.trim().replace(/\s+/g, ' ')),

    pieces: (selector) => all(selector).flatMap((element) => {
      const found = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) found.push(walker.currentNode.data);
      return found;
    }),

    invisible: (selector) => all(selector).filter((element) => !shown(element)).map(say),

    // -- keyboard ----------------------------------------------------------------------

    stops: () => {
      const found = all(`${OURS} :is(a[href], summary, button, input:checked, [tabindex])`).filter(shown);
      found.forEach((element, number) => (element.dataset.stop = number));
      return found.length;
    },

    focusStop: (number) => document.querySelector(`[data-stop="${number}"]`).focus(),

    focused: () => {
      const element = document.activeElement;
      if (!element || !element.closest(OURS)) return null;
      const below = background(element.parentElement);
      const rings = [null, '::after'].map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return drawn ? ratio(over(rgba(style.outlineColor), below), below) : 0;
      });
      const said = say(element);
      return { ...box(element), stop: Number(element.dataset.stop), ring: Math.max(...rings), said };
    },

    // -- time --------------------------------------------------------------------------

    shift: () => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 200);
    }),
  };
})();
