// Names that a stranger has written, in the middle of our own text: whatever marks of direction they hold, the text
// around them stays as it is (UAX #9, isolates). For names in their own element, `<bdi>` around the answer is harmless.

const [startIsolate, endIsolate] = ["\u2068", "\u2069"];
/** Marks of direction, and letters that are written from right to left. */
const turning =
  /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** `name` as it is, if nothing in it can turn other text round; else in an isolate that it cannot leave. */
export function isolated(name: string): string {
  return turning.test(name) ? startIsolate + closed(name) + endIsolate : name;
}

/** Without ends of isolates that it has not begun, and with those that it has not ended. */
function closed(name: string): string {
  let open = 0;
  let text = "";
  for (const letter of name) {
    if (/[\u2066-\u2068]/u.test(letter)) open += 1;
    if (letter === endIsolate) {
      if (open === 0) continue;
      open -= 1;
    }
    text += letter;
  }
  return text + endIsolate.repeat(open);
}
