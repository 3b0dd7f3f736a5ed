// Judges one value beside its level by the table of the server
// (criteria/rules/judgements.py), and says it in the same words.

// Values and levels have four decimals: as whole ten-thousandths they compare exactly.
const FINEST = 4;
const SCALE = 10 ** FINEST;
const VIETNAMESE = /^[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
const ONE_GROUP = /^\d{1,3}[.,]\d{3}$/;
const POINT = /^\d{1,9}\.\d{1,17}$/;

// A level or a value as the server writes it: "80", "12.5".
export const exact = (text) => Math.round(text * SCALE);

const bare = (typed) => typed.replace(/%?\s*$/, "").trim();

// What a person typed: {value}, or {fault} naming what is wrong with it.
export function read(typed, kind, decimals) {
  const number = bare(typed);
  if (kind !== "percent" && typed.endsWith("%")) return { fault: "not_a_share" };
  if (ONE_GROUP.test(number)) return { fault: "ambiguous" };
  if (POINT.test(number)) return { fault: "decimal_point" };
  if (!VIETNAMESE.test(number) || number.length > 20) return { fault: "not_a_number" };
  if (RegExp(`,\\d{${decimals}}0*[1-9]`).test(number)) return { fault: "too_many_decimals" };
  const value = exact(number.replaceAll(".", "").replace(",", ".").replace("−", "-"));
  if (value >= 1e10 * SCALE) return { fault: "too_large" };
  return value < 0 ? { fault: "negative" } : { value };
}

// How digits around one sign can be written for sure.
export function waysOut(typed, decimals) {
  const [whole, part] = bare(typed).split(/[.,]/);
  return { whole: Number(whole + part), parts: `${whole},${part?.slice(0, decimals)}`.replace(ONE_GROUP, "$&0") };
}

export function judge(value, operator, level, table) {
  const side = value === level ? "equal" : value < level ? "below" : "above";
  const [outcome, sentence] = table.table[operator][side];
  return { outcome, sentence };
}

export function words(value, level, { outcome, sentence }, { kind, unit, decimals }, table) {
  const said = table.sentences;
  if (kind === "yes_no") return outcome === "met" ? said.yes : said.todo;
  if (kind === "choice") return said[`choice_${sentence}`] ?? said[sentence];
  const isLeft = sentence === "over" && level === 0;
  const number = format(Math.abs(value - level) / SCALE, decimals, table.language);
  let amount = [number, unit].filter(Boolean).join("\u00a0");
  if (kind === "percent") {
    const pattern = isLeft ? table.share : table.points[number === "1" ? 0 : 1];
    amount = pattern.replace("%(number)s", number);
  }
  return said[isLeft ? "left" : sentence].replace("%(amount)s", amount);
}

// Takes more places, up to four, rather than say 0.
function format(distance, decimals, language) {
  let places = Number(decimals);
  while (places < FINEST && distance * 10 ** places < 0.5) places += 1;
  return distance.toLocaleString(language, { maximumFractionDigits: places });
}
