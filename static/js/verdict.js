// Judges one value beside its level, by the table that the server exports
// (criteria/rules/judgements.py), and says it in the same words. Numbers are whole
// ten-thousandths (BigInt), since values and levels are stored with four decimals.

const FINEST = 4;
const SCALE = 10n ** BigInt(FINEST);
const NO_BREAK_SPACE = "\u00a0";
const VIETNAMESE = /^[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
const ONE_GROUP = /^[-−]?\d{1,3}[.,]\d{3}$/;

// A level or a value as the server writes it: "80", "12.5".
export function exact(text) {
  const [whole, part = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * SCALE + BigInt(part.padEnd(FINEST, "0").slice(0, FINEST));
  return text.startsWith("-") ? -size : size;
}

// What was typed, without the sign of a share.
export const bare = (typed) =>
  typed.normalize("NFC").trim().replace(/\s+/g, " ").replace(/%$/, "").trim();

// What a person typed: {value}, or {fault} naming what is wrong with it.
export function read(typed, decimals) {
  const number = bare(typed);
  if (!number) return {};
  if (ONE_GROUP.test(number)) return { fault: "ambiguous" };
  if (!VIETNAMESE.test(number) || number.length > 20) return { fault: "not_a_number" };
  const plain = number.replaceAll(".", "").replace(",", ".").replace("−", "-");
  const [, part = ""] = plain.split(".");
  if (part.replace(/0+$/, "").length > decimals) return { fault: "too_many_decimals" };
  const value = exact(plain);
  return value < 0n ? { fault: "negative" } : { value };
}

export function judge(value, operator, level, table) {
  const side = value === level ? "equal" : value < level ? "below" : "above";
  const [outcome, sentence] = table.table[operator][side];
  return { outcome, sentence };
}

export function words(value, level, judged, asked, table) {
  const { sentence, outcome } = judged;
  const said = table.sentences;
  if (asked.kind === "yes_no") return outcome === "met" ? said.yes : said.todo;
  if (asked.kind === "choice") return said[`choice_${sentence}`] ?? said[sentence];
  if (sentence === "over" && level === 0n) {
    return said.left.replace("%(amount)s", withUnit(gap(value, asked.decimals, table), asked, table));
  }
  const distance = value < level ? level - value : value - level;
  const number = distance ? gap(distance, asked.decimals, table) : "";
  return said[sentence].replace("%(amount)s", withGapUnit(number, asked, table));
}

// Takes more places, up to four, rather than say 0.
function gap(distance, decimals, table) {
  let places = decimals;
  while (places < FINEST && rounded(distance, places) === 0n) places += 1;
  return format(distance, places, table);
}

// Halves round up; distances are never negative.
function rounded(size, places) {
  const step = 10n ** BigInt(FINEST - places);
  return (size + step / 2n) / step;
}

function format(size, places, table) {
  const digits = rounded(size, places).toString().padStart(places + 1, "0");
  const cut = digits.length - places;
  const whole = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, table.group);
  const part = digits.slice(cut).replace(/0+$/, "");
  return part ? whole + table.decimal + part : whole;
}

function withUnit(number, asked, table) {
  if (asked.kind === "percent") return unbroken(table.share, number);
  return [number, asked.unit].filter(Boolean).join(NO_BREAK_SPACE);
}

function withGapUnit(number, asked, table) {
  if (asked.kind !== "percent") return withUnit(number, asked, table);
  return unbroken(table.points[number === "1" ? 0 : 1], number);
}

function unbroken(pattern, number) {
  const text = pattern.replace("%(number)s", number).replaceAll("%%", "%");
  return text.replaceAll(" ", NO_BREAK_SPACE);
}
