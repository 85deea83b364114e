// format=flowed (RFC 3676): long paragraphs are broken so that old programs can show them and new ones can join them
// again. Only writes; reading is the MIME parser's.

/** Characters in a line, as RFC 3676 section 4.2 advises (78 at most, with the space that flows). */
const width = 74;

/**
 * `text` with soft line breaks and CRLF. Lines that begin with `>` are quotes; they stay whole, because many readers
 * join flowed lines without looking at the marks and leave them standing in the middle.
 */
export function flowed(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split("\n")
    .flatMap((line) => (line.startsWith(">") ? [withoutEnd(line)] : flowLine(line)))
    .join("\r\n");
}

function flowLine(line: string): readonly string[] {
  // Only the mark above a signature keeps the space at its end.
  if (line === "-- ") return [line];
  return wrap(withoutEnd(line)).map(stuffed);
}

/** A space before the line end would join it with the next one. */
function withoutEnd(line: string): string {
  return line.replace(/(?<![ \t])[ \t]+$/, "");
}

/** Breaks behind spaces; the space stays and says that the line goes on. A long word stays whole. */
function wrap(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const before = rest.lastIndexOf(" ", width - 1);
    const at = before > 0 && rest.slice(0, before).trim() !== "" ? before : rest.indexOf(" ", width);
    if (at < 0) break;
    pieces.push(rest.slice(0, at + 1));
    rest = rest.slice(at + 1);
  }
  return [...pieces, rest];
}

/** RFC 3676 section 4.4: a space before what could be mistaken. */
function stuffed(piece: string): string {
  return /^( |>|From )/.test(piece) ? ` ${piece}` : piece;
}
