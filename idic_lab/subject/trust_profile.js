// The trust equation as a panel: three sliders above the bar, self-orientation below it, the curve beside it.

const ABOVE = ["credibility", "reliability", "intimacy"];
const BELOW = "self_orientation";

const above = (ratings) => ABOVE.reduce((sum, key) => sum + ratings[key], 0);
const trust = (ratings) => above(ratings) / ratings[BELOW];
const short = (number) => String(Number(number.toPrecision(2)));

function draw(view) {
  const { question } = view;
  const [low, high] = question.scale;
  const components = new Map(question.components.map((component) => [component.key, component]));
  const decimals = (String(question.step).split(".")[1] ?? "").length;
  const digits = (number) => number.toFixed(decimals);
  let settings = structuredClone(question.start);
  let set = {}; // what the student has moved: only that is an answer
  let current = question.profiles[0];

  const sliders = new Map();
  const rows = question.components.map((component) => {
    const output = h("output", { "aria-hidden": "true" });
    const input = h("input", {
      type: "range",
      min: low,
      max: high,
      step: question.step,
      style: { "--c": component.colour },
      on: { input: () => move(component.key, Number(input.value)), change: view.flush },
    });
    sliders.set(component.key, { input, output });
    const row = labelled(component.name, input, component.hint);
    row.className = "slider";
    row.append(output);
    return row;
  });

  const chips = question.profiles.map((name) =>
    h("button", { type: "button", class: "chip", on: { click: () => turnTo(name) } }, name),
  );
  const total = h("strong");
  const sum = h("p", { class: "sum" });
  const chart = chartOf({ question, components, name: () => current });
  const moves = movesOf({ question, components });

  function move(key, rating) {
    settings[current] = { ...settings[current], [key]: rating };
    set = { ...set, [current]: settings[current] };
    update();
    view.change(set);
  }

  function turnTo(name) {
    current = name;
    update();
  }

  function update() {
    const ratings = settings[current];
    for (const [key, { input, output }] of sliders) {
      input.value = ratings[key];
      input.style.setProperty("--p", `${((ratings[key] - low) / (high - low)) * 100}%`);
      output.textContent = digits(ratings[key]);
    }
    total.textContent = trust(ratings).toFixed(2);
    sum.replaceChildren("( ", ...ABOVE.flatMap((key, place) => [place ? " + " : "", term(key)]), " ) ÷ ", term(BELOW));
    sum.append(" = ", h("b", {}, total.textContent));
    chips.forEach((chip, place) => {
      const name = question.profiles[place];
      chip.setAttribute("aria-pressed", String(name === current));
      chip.replaceChildren(name, h("span", {}, set[name] ? trust(settings[name]).toFixed(2) : say("trust.not_set")));
    });
    chart.update(settings);
    moves.update(ratings);
  }

  function term(key) {
    return h("b", { class: "term", style: { "--c": components.get(key).colour } }, digits(settings[current][key]));
  }

  const fraction = h(
    "div",
    { class: "fraction" },
    h("div", {}, rows.slice(0, 3), h("div", { class: "bar" }), rows[3]),
    h(
      "div",
      { class: "equals" },
      h("span", {}, say("trust.trust")),
      total,
      h("span", {}, say("trust.range", { low: short((3 * low) / high), high: short((3 * high) / low) })),
    ),
  );
  return {
    body: h(
      "div",
      { class: "explorer" },
      h("div", {}, fraction, sum, h("p", { class: "hint" }, say("trust.kinds"))),
      h("div", {}, chart.node, moves.node),
    ),
    tools:
      question.profiles.length > 1
        ? h("div", { class: "chips", role: "group", "aria-label": say("trust.profile") }, chips)
        : null,
    undo: true,
    spoken: () => say("trust.spoken", { value: total.textContent }),
    stop: chart.stop,
    show(value) {
      set = value ?? {};
      settings = { ...structuredClone(question.start), ...set };
      update();
    },
  };
}

/** What one point better would add, longest bar first; the rows keep their place in the page and change their order. */
function movesOf({ question, components }) {
  const [low, high] = question.scale;
  const rows = question.components.map(({ key, name, colour }) => {
    const bar = h("i", { style: { "--c": colour } });
    const gain = h("b");
    const row = h("div", {}, h("span", {}, `${name} ${key === BELOW ? "−1" : "+1"}`), h("span", {}, bar), gain);
    return { key, bar, gain, row };
  });

  function gainOf(ratings, key) {
    const better = ratings[key] + (key === BELOW ? -1 : 1);
    return better < low || better > high ? null : trust({ ...ratings, [key]: better }) - trust(ratings);
  }

  function update(ratings) {
    const gains = rows.map(({ key }) => gainOf(ratings, key));
    const most = Math.max(...gains.map((gain) => gain ?? 0)) || 1;
    const order = gains.map((_, place) => place).sort((one, other) => (gains[other] ?? 0) - (gains[one] ?? 0));
    rows.forEach(({ key, bar, gain, row }, place) => {
      row.style.order = 1 + order.indexOf(place);
      bar.style.width = `${((gains[place] ?? 0) / most) * 100}%`;
      gain.textContent = gains[place] === null ? say("trust.off_scale", { low, high }) : `+${gains[place].toFixed(2)}`;
      gain.className = gains[place] === null ? "none" : "";
    });
  }

  const heading = h("span", { class: "hint" }, say("trust.better"));
  return { node: h("div", { class: "moves" }, heading, rows.map(({ row }) => row)), update };
}

/** Trust over self-orientation, drawn at every move. */
function chartOf({ question, components, name }) {
  const [low, high] = question.scale;
  const HEIGHT = 196;
  const PLOT = { left: 30, right: 12, top: 22, bottom: 38 };
  let width = 380;
  let settings;

  const grid = svg("g");
  const others = svg("g");
  const own = svg("path", { class: "curve", style: { "--c": components.get(BELOW).colour } });
  const point = svg("circle", { class: "point", r: 6, style: { "--c": components.get(BELOW).colour } });
  const label = svg("text", { class: "you", "text-anchor": "middle" });
  const node = svg("svg", { class: "chart", role: "img" }, grid, others, own, point, label);

  const x = (s) => PLOT.left + ((s - low) / (high - low)) * (width - PLOT.left - PLOT.right);
  const steps = Array.from({ length: 61 }, (_, place) => low + ((high - low) * place) / 60);

  function update(given) {
    settings = given;
    const ratings = settings[name()];
    const highest = (3 * high) / low;
    const peak = Math.max(...question.profiles.map((each) => above(settings[each]) / low));
    const top = peak > (highest * 2) / 3 ? highest : (highest * 2) / 3; // two steps, so that the axis does not breathe
    const y = (t) => HEIGHT - PLOT.bottom - (t / top) * (HEIGHT - PLOT.top - PLOT.bottom);
    const path = (s, place, sum) => `${place ? "L" : "M"}${x(s).toFixed(1)} ${y(sum / s).toFixed(1)}`;
    const curve = (sum) => steps.map((s, place) => path(s, place, sum)).join("");

    node.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    grid.replaceChildren(...axes(y, top));
    own.setAttribute("d", curve(above(ratings)));
    const at = { x: x(ratings[BELOW]), y: y(trust(ratings)) };
    point.setAttribute("cx", at.x);
    point.setAttribute("cy", at.y);
    label.textContent = trust(ratings).toFixed(2);
    const labelAt = { x: Math.min(Math.max(at.x, PLOT.left + 16), width - 18), y: at.y - 12 };
    label.setAttribute("x", labelAt.x);
    label.setAttribute("y", labelAt.y);

    const taken = [box(labelAt.x, labelAt.y, 34), box(at.x, at.y + 7, 14)];
    const profiles = question.profiles.filter((each) => each !== name());
    const sums = [above(ratings), ...profiles.map((each) => above(settings[each]))];
    const lines = sums.flatMap((sum) => steps.map((s) => ({ x: x(s), y: y(sum / s) })));
    others.replaceChildren(
      ...profiles.flatMap((each) => {
        const sum = above(settings[each]);
        const place = freePlace(each, sum, y, [...taken], lines);
        taken.push(box(place.x, place.y, place.wide));
        const mark = { cx: x(settings[each][BELOW]), cy: y(trust(settings[each])), r: 3.5 };
        return [
          svg("path", { class: "other", d: curve(sum) }),
          svg("circle", { class: "other-point", ...mark }),
          svg("text", { class: "other-name", x: place.x, y: place.y, "text-anchor": "middle" }, each),
        ];
      }),
    );
    const told = question.profiles.map((each) => [each, settings[each]]);
    const profilesAt = told.map(([each, now]) =>
      say("trust.at", { profile: each, trust: trust(now).toFixed(2), rating: now[BELOW] }),
    );
    node.setAttribute("aria-label", say("trust.falls", { profiles: profilesAt.join(", ") }));
  }

  function axes(y, top) {
    const levels = [0, top / 2, top].flatMap((t) => [
      svg("line", { class: "axis", x1: PLOT.left, x2: width - PLOT.right, y1: y(t), y2: y(t) }),
      svg("text", { x: PLOT.left - 6, y: y(t) + 4, "text-anchor": "end" }, short(t)),
    ]);
    const parts = high - low > 6 ? 3 : Math.max(1, Math.round(high - low));
    const ticks = Array.from({ length: parts + 1 }, (_, part) => low + ((high - low) * part) / parts);
    const marks = ticks.map((s) => svg("text", { x: x(s), y: HEIGHT - 22, "text-anchor": "middle" }, short(s)));
    const middle = (PLOT.left + width - PLOT.right) / 2;
    return [
      ...levels,
      ...marks,
      svg("text", { x: middle, y: HEIGHT - 6, "text-anchor": "middle" }, say("trust.axis")),
      svg("text", { x: PLOT.left, y: 12 }, say("trust.trust")),
    ];
  }

  // The name of a dashed curve stands where no line, point or other name runs through it, near its own curve.
  function freePlace(text, sum, y, taken, lines) {
    const wide = text.length * 6 + 8;
    const bottom = HEIGHT - PLOT.bottom;
    const candidates = steps.slice(4, 56).flatMap((s) =>
      [-8, 17, -20, 29, -32].map((away) => ({ x: x(s) + (away < 0 ? wide / 2 - 6 : 0), y: y(sum / s) + away, wide })),
    );
    const fits = ({ x, y }) => x - wide / 2 > PLOT.left && x + wide / 2 < width && y > PLOT.top && y < bottom - 4;
    const inside = candidates.filter(fits);
    const isFree = (at) => {
      const own = box(at.x, at.y, wide);
      return !taken.some((other) => overlap(own, other)) && !lines.some((dot) => within(dot, own));
    };
    return inside.find(isFree) ?? { x: width - PLOT.right - wide / 2, y: PLOT.top - 6, wide };
  }

  const stop = onResize(node, (now) => {
    if (Math.abs(now - width) < 1) return;
    width = now;
    if (settings) update(settings);
  });
  return { node, update, stop };
}

const box = (middle, baseline, wide) => ({
  left: middle - wide / 2,
  right: middle + wide / 2,
  top: baseline - 11,
  bottom: baseline + 4,
});
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const within = (dot, a) => dot.x > a.left && dot.x < a.right && dot.y > a.top && dot.y < a.bottom;

export default views(draw);
