// Comma-separated values (RFC 4180) as programs write them: quoted cells with commas and line ends in them, rows longer
// than their heading, empty lines. Must not fail on any text.
import { AppError } from "../../../shared/ipc/errors.ts";

const maxCells = 1_000_000;

/** One row: its line in the file, counted from 1, and its cells by the names of the heading, in lower case. */
export interface CsvRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** The names of the first row, in lower case. */
export function csvHeading(text: string): readonly string[] {
  const end = /\r|\n/.exec(text)?.index ?? text.length;
  const [first] = readCells(text.slice(0, Math.min(end, 10_000)));
  return first?.cells.map((name) => name.trim().toLowerCase()) ?? [];
}

/** @throws AppError `too-large` */
export function readCsv(text: string): readonly CsvRow[] {
  const [heading, ...rows] = readCells(text);
  const names = heading?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }) => ({
      line,
      cells: new Map(names.map((name, index) => [name, cells[index] ?? ""])),
    }));
}

interface Cells {
  readonly line: number;
  readonly cells: string[];
}

function readCells(text: string): readonly Cells[] {
  const rows: Cells[] = [];
  // A quoted cell, or one up to the next comma or line end; then what ends it.
  const cell = /(?:"((?:[^"]|"")*)"[^,\r\n]*|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;
  let line = 1;
  let row: Cells = { line, cells: [] };
  let cells = 0;
  while (cell.lastIndex < text.length) {
    const [whole = "", quoted, bare = "", end] = cell.exec(text) ?? [];
    row.cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    cells += 1;
    if (cells > maxCells) throw new AppError("too-large", { entries: maxCells });
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (end === ",") continue;
    rows.push(row);
    row = { line, cells: [] };
    if (whole === "" && end === "") break;
  }
  if (row.cells.length > 0) rows.push(row);
  return rows;
}
