/** What presses keys in the page and tells how long the answer took. Milliseconds unless said. */
window.hands = (() => {
  const inside = (from, name) => from.shadowRoot.querySelector(name);
  const house = document.querySelector('cutting-room');
  const page = () => inside(house, 'cutting-page');
  const player = () => inside(page(), 'cut-player');
  const tray = () => inside(page(), 'alt-tray');
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const until = async (true_, most = 15000) => {
    const begun = performance.now();
    while (!true_()) {
      if (performance.now() - begun > most) throw new Error(`not in ${most} ms: ${true_}`);
      await new Promise(done => setTimeout(done, 1));
    }
  };
  const key = (key, more = {}) => dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true, ...more}));
  // A cut that plays may be a picture further before anybody looks: that counts, and counts as late as it was seen.
  const shown = () => {
    const lit = player()?.lit;
    return Boolean(lit) && lit === player().reel && (lit.ready || (player().speed > 0 && lit.shown > lit.aimed && lit.shown >= 0));
  };
  const timed = async (act, true_) => {
    const begun = performance.now();
    act();
    await until(true_);
    await painted();
    return performance.now() - begun;
  };
  return {inside, page, player, tray, painted, until, key, shown, timed,
    six: () => (tray().six?.shown ?? []).map(one => one.id)};
})();

Object.assign(window.hands, {
  /** Each of the six by its key, in another order. */
  first: async rounds => {
    const times = [];
    for (let n = 0; n < rounds; n += 1) {
      const six = hands.six();
      const place = (n * 5 + 1) % 6;
      if (hands.player().alt === six[place]) continue;
      times.push(await hands.timed(() => hands.key(String(place + 1)), () => hands.player().alt === six[place] && hands.shown()));
      hands.key('k');
      await hands.painted();
    }
    return times;
  },

  /** Cuts of the map that were never on before. */
  neverSeen: async () => {
    const times = [];
    const six = new Set(hands.six());
    const dots = hands.inside(hands.page(), 'cut-map').map.dots.filter(dot => !six.has(dot.id));
    for (let n = 0; n < 20; n += 1) {
      const alt = dots[(n * 37) % dots.length].id;
      const play = () => hands.page().asked({detail: {what: 'play', alt, mark: ''}});
      times.push(await hands.timed(play, () => hands.player().alt === alt && hands.shown()));
      hands.key('k');
    }
    return times;
  },

  /** The peer: a cut made into a file, then loaded. */
  wholeFile: async alts => {
    const times = [];
    for (const alt of alts) {
      const begun = performance.now();
      const movie = document.createElement('video');
      movie.muted = true;
      movie.src = `/play/${alt}?scene=1`;
      await new Promise(done => { movie.addEventListener('loadeddata', done); movie.load(); });
      times.push(performance.now() - begun);
      movie.removeAttribute('src');
      movie.load();
    }
    return times;
  },

  /** From one cut to the other, at other moments. */
  flip: async () => {
    const times = [];
    const six = hands.six();
    for (const place of [0, 3]) {
      hands.key(String(place + 1));
      await hands.until(() => hands.player().alt === six[place] && hands.shown());
    }
    hands.key('k');
    for (let n = 0; n < 24; n += 1) {
      for (let step = 0; step < n % 5; step += 1) hands.key('ArrowRight', {shiftKey: true});
      await hands.until(hands.shown);
      await hands.painted();
      const other = hands.player().alt === six[0] ? six[3] : six[0];
      times.push(await hands.timed(() => hands.key('f'), () => hands.player().alt === other && hands.shown()));
    }
    return times;
  },

  /** A key that nobody waits for. */
  nothing: async () => {
    const times = [];
    for (let n = 0; n < 20; n += 1) times.push(await hands.timed(() => hands.key('F13'), () => true));
    return times;
  },

  /** One dial turned to and fro. */
  dial: async () => {
    const times = [];
    hands.key('g');
    await hands.until(() => hands.inside(hands.page(), 'tone-dials')?.renderRoot.querySelector('input'));
    const dials = hands.inside(hands.page(), 'tone-dials');
    const input = dials.renderRoot.querySelector('input[type=range]');
    for (let n = 0; n < 20; n += 1) {
      const before = hands.tray().six;
      input.value = String((n % 2 ? -1 : 1) * (1 + n % 9));
      const turn = () => input.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      times.push(await hands.timed(turn, () => hands.tray().six !== before));
      await hands.tray().updateComplete;
    }
    return times;
  },

  /** A roll by one frame: to its first picture. */
  edit: async () => {
    const times = [];
    const {edit} = await import('/static/hand.js');
    const {state} = await import('/static/store.js');
    hands.key('c');
    await hands.until(() => state.cut && state.on === state.cut.id && hands.shown());
    for (let n = 0; n < 24; n += 1) {
      const before = state.on;
      const shot = 2 + n % 12 % Math.min(12, state.cut.shots.length - 1);
      const around = state.cut.shots[shot - 1][0];
      let done;
      const roll = () => { done = edit('roll', {shot: `s${shot}`, frames: n < 12 ? 1 : -1}, {around}); };
      times.push(await hands.timed(roll, () => state.on !== before && hands.player().alt === state.on && hands.shown()));
      await done;
      hands.key('k');
      await hands.painted();
    }
    return times;
  },

  /** The map of many cuts, in another order each time. */
  map: async many => {
    while (!hands.inside(hands.page(), 'cut-map')) {
      hands.key('t');
      await hands.painted();
    }
    const map = hands.inside(hands.page(), 'cut-map');
    const was = map.map;
    let chance = 1;
    const next = () => { chance = chance * 48271 % 2147483647; return chance; };
    const dots = Array.from({length: many}, (_, n) => ({...was.dots[n % was.dots.length], id: String(n).padStart(64, '0'),
      axes: was.axes.map(() => next() % 1000)}));
    const times = [];
    for (let n = 0; n < 24; n += 1) {
      const begun = performance.now();
      map.map = {...was, dots: [...dots.slice(n), ...dots.slice(0, n)]};
      await map.updateComplete;
      times.push(performance.now() - begun);
      await hands.painted();
    }
    map.map = was;
    await map.updateComplete;
    return times;
  },

  /** What somebody does in an hour, as quickly as the page allows; MiB of JavaScript after it. */
  hour: async rounds => {
    const {edit} = await import('/static/hand.js');
    const {state} = await import('/static/store.js');
    const dots = hands.inside(hands.page(), 'cut-map').map.dots;
    const calm = () => hands.until(hands.shown, 20000).catch(() => undefined);
    for (let n = 0; n < rounds; n += 1) {
      hands.key(String(n % 6 + 1));
      await calm();
      hands.key('f');
      await calm();
      for (let step = 0; step < 4; step += 1) hands.key('ArrowRight', {shiftKey: true});
      await calm();
      if (n % 3 === 0) hands.page().asked({detail: {what: 'play', alt: dots[(n * 31) % dots.length].id, mark: ''}});
      await calm();
      if (n % 6 === 1) hands.key('h');
      // The circled cut is put on and rolled by a frame; every other time it is rolled back.
      if (state.cut) {
        await hands.page().asked({detail: {what: 'play', alt: state.cut.id, mark: ''}});
        const shot = 2 + (n >> 1) % 12;
        if (state.on === state.cut.id && state.cut.shots[shot]) await edit('roll', {shot: `s${shot}`, frames: n % 2 ? -1 : 1}, {around: state.cut.shots[shot - 1][0]});
        hands.key('k');
      }
      if (n % 40 === 39) hands.key('m');
      if (n % 10 === 5) hands.key('t');
      hands.key('l');
      await new Promise(done => setTimeout(done, 120));
      hands.key('k');
    }
    window.gc?.();
    await new Promise(done => setTimeout(done, 500));
    return performance.memory.usedJSHeapSize / 2 ** 20;
  },
});
