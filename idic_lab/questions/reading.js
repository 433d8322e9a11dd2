// How the page reads what people type: numbers and words, in the same way as the kernel (questions/reading.py).

const SPACES = /\p{White_Space}+/gu;
const SAME = { "−": "-", "⁄": "/", "٪": "%", "٬": "_", "،": "," };
for (const quote of "’‘ʼ′`´＇") SAME[quote] = "'";
const AROUND =
  /^(\(?) ?((?:[-+$%] ?)*)([\d.,'_٫/ ]*[\d.,](?:e[-+]?\d{1,2})?)((?: ?(?:[$%]|per ?cent|pct))*) ?(\)?) ?([$%]?)$/;
const THOUSANDS = /^(?:[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d\d)+,\d{3})$/;
const LITERAL = /^(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})$/;
const LARGEST = 1e16;

function short(text) {
  const letters = [...text.replace(SPACES, " ").replace(/^ | $/g, "")];
  return letters.length <= 60 ? letters.join("") : `${letters.slice(0, 59).join("")}…`;
}

function oneSign(character) {
  const own = SAME[character] ?? character;
  const plain = own.normalize("NFKC");
  if (/\p{No}/u.test(own)) return plain.includes("⁄") ? ` ${plain.replace("⁄", "/")}` : "!";
  if (/\p{Nd}/u.test(own)) return digitOf(own);
  if (/\p{Cf}/u.test(own)) return "";
  if (/\p{Sc}/u.test(own)) return "$";
  return /\p{Pd}/u.test(own) ? "-" : (SAME[plain] ?? plain);
}

// The digits of a script stand in a row, which begins with a code that ends in 0 or in 6.
function digitOf(character) {
  const code = character.normalize("NFKC").codePointAt(0);
  const end = code & 15;
  const isFirst = code < 128 || /\p{Nd}/u.test(String.fromCodePoint(code - end));
  return String(isFirst ? end : end - 6);
}

function decimals(typed) {
  const [digits, power] = typed.split("e");
  const parts = digits.split(/[ '_,.٫]/);
  const separators = digits.match(/[ '_,.٫]/g) ?? [];
  const last = separators.at(-1);
  const before = new Set(separators.slice(0, -1));
  const grouped = (all) => THOUSANDS.test(all.join(","));
  let found = [];
  if (!last) found = [digits];
  else if (".,٫".includes(last) || (last === "'" && parts[0])) {
    if (!before.size || (before.size === 1 && !before.has(last) && grouped(parts.slice(0, -1))))
      found = [`${parts.slice(0, -1).join("")}.${parts.at(-1)}`];
  }
  if (last && last !== "٫" && [...before].every((each) => each === last) && grouped(parts))
    found = [...(",.".includes(last) ? found : []), parts.join("")];
  if (power && found.length > 1) return [];
  return found.filter((each) => LITERAL.test(each)).map((each) => (power ? `${each}e${power}` : each));
}

function literals(body) {
  const [above, below, ...more] = body.split("/").map((part) => part.trim());
  if (more.length) return [];
  if (below === undefined) return decimals(body).map((each) => ["0", each, "1"]);
  const mixed = /^(\d{1,15}) (\d{1,2})$/.exec(above);
  if (mixed && /^\d{1,3}$/.test(below) && Number(mixed[2]) < Number(below)) return [[mixed[1], mixed[2], below]];
  const [over, under] = [decimals(above), decimals(below)];
  return over.length === 1 && under.length === 1 ? [["0", over[0], under[0]]] : [];
}

/** Read a typed number: `{value}`, or `{problem}` with the sentence that the kernel would say. */
function readNumber(typed, { percent = false, low = null, high = null } = {}) {
  const problem = (id, named) => ({ problem: say(`reading.${id}`, { typed: short(typed), ...named }) });
  const unreadable = problem("unreadable");
  const letters = [...typed];
  const text = letters.map(oneSign).join("").replace(SPACES, " ").replace(/^ | $/g, "").toLowerCase();
  const found = letters.length <= 100 && AROUND.exec(text);
  if (!found) return unreadable;
  const [, opening, front, body, after, closing, end] = found;
  const signs = front.replace(/[^-+]/g, "");
  const units = `${front.replace(/[-+]/g, "")}${after}${end}`.replace(/per ?cent|pct/g, "%").replaceAll(" ", "");
  if (units.length > 1 || signs.length + opening.length > 1 || opening.length !== closing.length) return unreadable;
  const isNegative = signs === "-" || opening;
  const read = literals(body.trim());
  if (read.some(([, , below]) => Number(below) === 0))
    return problem("by_zero");
  const values = read.map(([whole, above, below]) => {
    const value = Number(whole) + Number(above) / Number(below);
    return (isNegative ? -1 : 1) * (units === "%" && !percent ? value / 100 : value);
  });
  if (!values.length || Math.abs(values.at(-1)) >= LARGEST) return unreadable;
  const fits = (value) => (low === null || value >= low) && (high === null || value <= high);
  const fitting = values.filter(fits);
  const value = values.length === 1 ? values[0] : fitting[0];
  if (values.length > 1 && fitting.length !== 1) {
    const [one, other] = read.map(([, above]) => (isNegative ? "-" : "") + above);
    return problem("ambiguous", { one, other });
  }
  if (fits(value)) return { value };
  const limits = high === null ? "at_least" : low === null ? "at_most" : "at_between";
  return problem(limits, { value: told(value), low: told(low ?? 0), high: told(high ?? 0) });
}

const told = (value) => value.toFixed(6).replace(/\.?0+$/, "").replace(/^-0$/, "0");

// Chinese and Japanese have no spaces: three of their signs are about two words (1.6 a word, as the browser parts
// them). Thai, Lao, Khmer and Burmese have about four to a word.
const UNSPACED = [
  [/[々〆\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu, 1.5],
  [/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f]+/gu, 4],
];

/** Count the words: runs between white space with a letter or a digit, and what a script without spaces amounts to. */
function words(text) {
  let count = 0;
  for (const [run, each] of UNSPACED) {
    text = text.replace(run, (signs) => {
      count += Math.ceil([...signs].length / each);
      return " ";
    });
  }
  return count + text.split(SPACES).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
}
