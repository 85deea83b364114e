// The order that the user gives the entries, and the names of their groups: pure changes of the index. Answers only what
// has changed, so that only that is written.
import type { StoredCode } from "./stored-code.ts";

/** `codes` in their order; without `before`, or if that is not there, the entry goes to the end. */
export function moved(
  codes: readonly StoredCode[],
  codeId: string,
  before: string | undefined,
): readonly StoredCode[] {
  const moving = codes.find(({ id }) => id === codeId);
  if (!moving || before === codeId) return [];
  const others = codes.filter(({ id }) => id !== codeId);
  const at = others.findIndex(({ id }) => id === before);
  const order = at < 0 ? [...others, moving] : [...others.slice(0, at), moving, ...others.slice(at)];
  return order.flatMap((code, place) => (code.place === place ? [] : [{ ...code, place }]));
}

/** In all entries of the group `from`; without `to` they leave it. */
export function regrouped(
  codes: readonly StoredCode[],
  from: string,
  to: string | undefined,
): readonly StoredCode[] {
  const name = to?.replace(/\p{Cc}/gu, " ").trim() ?? "";
  return codes.flatMap((code) => {
    if (!code.groups?.includes(from)) return [];
    const renamed = code.groups.map((group) => (group === from ? name : group));
    const { groups: _, ...rest } = code;
    const groups = [...new Set(renamed.filter((group) => group !== ""))];
    return [{ ...rest, ...(groups.length > 0 && { groups }) }];
  });
}
