// The words of the interface come with each question, from the one catalogue (words.toml).
const catalogue = {};

/** A text of the catalogue with its parameters filled in; `count` decides between one and many. */
function say(id, named = {}) {
  const text = catalogue[id];
  const form = typeof text === "string" ? text : text[named.count === 1 ? "one" : "many"];
  return form.replace(/\{(\w+)\}/g, (_, name) => named[name]);
}
