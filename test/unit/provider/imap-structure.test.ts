import { describe, expect, it } from "vitest";
import {
  readAddresses,
  sectionOf,
  writeEnvelope,
  writeStructure,
} from "../../provider/mail/imap-structure.ts";
import {
  BadCommand,
  numberSet,
  readDate,
  readWords,
  shortSet,
  writeDate,
} from "../../provider/mail/imap-words.ts";
import { parseMime } from "../../provider/mail/mime.ts";

const message = (text: string): Buffer => Buffer.from(text.replace(/\r?\n/g, "\r\n"), "latin1");

const nested = message(`Subject: outer
Content-Type: multipart/mixed; boundary="a b"

--a b
Content-Type: text/plain

one
--a b
Content-Type: message/rfc822

Subject: inner
Content-Type: multipart/alternative; boundary=c

--c

plain
--c
Content-Type: text/html

<p>html</p>
--c--

--a b--
`);

describe("addresses of a header", () => {
  const written = (field: string) =>
    readAddresses(field).map(({ name, local, domain }) => `${name ?? ""}|${local ?? ""}|${domain ?? ""}`);

  it("are read with names, comments, commas in quotation marks, and groups", () => {
    expect(written("a@b.test")).toEqual(["|a|b.test"]);
    expect(written('"Last, First" <x@y.test>, z@w.test (Zed)')).toEqual([
      "Last, First|x|y.test",
      "Zed|z|w.test",
    ]);
    expect(written("Team: a@b.test, C <c@d.test>;")).toEqual(["|Team|", "|a|b.test", "C|c|d.test", "||"]);
    expect(written("undisclosed-recipients:;")).toEqual(["|undisclosed-recipients|", "||"]);
    expect(written("")).toEqual([]);
    expect(written("no address here")).toEqual(["|no address here|"]);
  });

  it("fill in sender and reply-to in the envelope", () => {
    const envelope = writeEnvelope(parseMime(message('From: "A" <a@b.test>\nSubject: say "hi"\n\n')).fields);
    const from = '(("A" NIL "a" "b.test"))';
    expect(envelope).toBe(`(NIL "say \\"hi\\"" ${from} ${from} ${from} NIL NIL NIL NIL NIL)`);
  });
});

describe("the structure of a message", () => {
  it("tells of messages in messages", () => {
    const structure = writeStructure(parseMime(nested), false);
    expect(structure).toContain('("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3 0)');
    expect(structure).toContain('("message" "rfc822" NIL NIL NIL "7bit"');
    expect(structure).toContain('"alternative") ');
    expect(structure.endsWith('"mixed")')).toBe(true);
  });

  it("gives each numbered part, its header, and the header and text of a message inside", () => {
    const root = parseMime(nested);
    const section = (name: string) => sectionOf(nested, root, name)?.toString("latin1");
    expect(section("1")).toBe("one");
    expect(section("2.HEADER")).toBe(
      "Subject: inner\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n",
    );
    expect(section("2.1")).toBe("plain");
    expect(section("2.2")).toBe("<p>html</p>");
    expect(section("2.2.MIME")).toBe("Content-Type: text/html\r\n\r\n");
    expect(section("2.HEADER.FIELDS (Subject)")).toBe("Subject: inner\r\n\r\n");
    expect(section("HEADER.FIELDS.NOT (Subject)")).toBe(
      'Content-Type: multipart/mixed; boundary="a b"\r\n\r\n',
    );
    for (const missing of ["3", "1.1", "2.3", "2.1.1", "0"])
      expect(section(missing), missing).toBeUndefined();
    expect(() => section("NONSENSE")).toThrow(BadCommand);
  });

  it("is a plain answer for broken messages", () => {
    for (const broken of [
      "",
      "\n",
      "no header at all",
      ": no name\nSubject\n\nx",
      "Content-Type: multipart/mixed\n\nno boundary",
      "Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x",
      "Content-Type: ;;;\nContent-Disposition: \n\n",
      `${"Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(60)}deep`,
    ]) {
      const root = parseMime(message(broken));
      expect(writeStructure(root, true)).toMatch(/^\(.*\)$/s);
      expect(writeEnvelope(root.fields)).toMatch(/^\(.*\)$/s);
    }
  });
});

describe("words of commands", () => {
  it("are atoms, strings, literals and lists; a section is one word", () => {
    expect(
      readWords(['FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (A "B")]<0.9>) "a \\" b" ', Buffer.from("lit")]),
    ).toEqual([
      { kind: "atom", text: "FETCH" },
      { kind: "atom", text: "1:*" },
      {
        kind: "list",
        items: [
          { kind: "atom", text: "UID" },
          { kind: "atom", text: 'BODY.PEEK[HEADER.FIELDS (A "B")]<0.9>' },
        ],
      },
      { kind: "string", bytes: Buffer.from('a " b') },
      { kind: "string", bytes: Buffer.from("lit") },
    ]);
    for (const bad of ["(", ")", '"', "(".repeat(100), "a[b"])
      expect(() => readWords([bad]), bad).toThrow(BadCommand);
  });

  it("write sets of numbers and dates that they can read", () => {
    expect(shortSet([1, 2, 3, 7, 9, 10])).toBe("1:3,7,9:10");
    const inSet = numberSet("5:3,9:*", 12);
    expect([2, 3, 5, 8, 9, 12, 13].filter(inSet)).toEqual([3, 5, 9, 12]);
    for (const bad of ["", "a", "1:", ",1", "1;2"]) expect(() => numberSet(bad, 1), bad).toThrow(BadCommand);
    const at = Date.UTC(2026, 1, 3, 4, 5, 6);
    expect(readDate(writeDate(at).replaceAll('"', ""))).toBe(at);
    expect(readDate(" 3-Feb-2026 05:05:06 +0100")).toBe(at);
    expect(() => readDate("3-Foo-2026")).toThrow(BadCommand);
  });
});
