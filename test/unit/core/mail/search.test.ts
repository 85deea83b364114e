import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch } from "../../../../electron/core/mail/search.ts";
import { openDatabase } from "../../../../electron/core/store/database.ts";

test("words must all be there, operators name a field or filter", () => {
  expect(parseSearch('from:ada "garden fence" lea is:unread')).toEqual({
    match: 'sender : "ada" * AND "garden fence" * AND "lea" *',
    unread: true,
    starred: undefined,
    attachment: undefined,
  });
  expect(parseSearch("is:starred has:attachment")).toMatchObject({
    match: undefined,
    starred: true,
    attachment: true,
  });
  expect(parseSearch("is:read")).toMatchObject({ unread: false });
});

test("what is no known operator is searched as it stands", () => {
  expect(parseSearch("colour:red").match).toBe('"colour red" *');
  expect(parseSearch("constructor:x").match).toBe('"constructor x" *');
  expect(parseSearch("12:30").match).toBe('"12:30" *');
});

test("nothing that is typed breaks the expression", () => {
  const db = openDatabase(":memory:", "5a".repeat(32));
  const piece = fc.oneof(
    fc.constantFrom(
      '"',
      "'",
      "*",
      "(",
      ")",
      "AND",
      "NOT",
      "NEAR(",
      ":",
      "from:",
      "to:",
      "is:",
      "-",
      "^",
      "\0",
      "{a b}",
    ),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const { match } = parseSearch(pieces.join(" "));
      if (match !== undefined) db.all("SELECT rowid FROM search WHERE search MATCH ?", [match]);
    }),
  );
  db.close();
});
