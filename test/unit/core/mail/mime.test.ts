// What the reader makes of messages, well-formed and not. The samples are our own; the larger collections beside the
// project are read as well where they are present.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { safeFileName } from "../../../../electron/core/mail/file-names.ts";
import {
  describeMessage,
  parseMessage,
  textOfHtml,
  toMessageBody,
} from "../../../../electron/core/mail/mime.ts";
import { MessageBody } from "../../../../shared/models/message.ts";
import { processorTime } from "../../../support/processor-time.ts";

const parse = (lines: readonly string[]) => parseMessage(Buffer.from(lines.join("\r\n")));

const plain = [
  "From: =?UTF-8?Q?Ad=C3=A9le?= <adele@example.org>",
  "To: Bob <bob@example.org>, friends: carol@example.org, dan@example.org;",
  "Cc: erin@example.org",
  "Reply-To: list@example.org",
  "Subject: =?UTF-8?B?R3LDvMOfZQ==?=",
  "Date: Fri, 20 Nov 2026 10:00:00 +0200",
  "Message-ID: <one@example.org>",
  "In-Reply-To: <zero@example.org>",
  "References: <minus@example.org> <zero@example.org>",
  "Content-Type: text/plain; charset=utf-8; format=flowed",
  "",
  "Hello ",
  "there",
];

const mixed = [
  "From: a@example.org",
  "Date: Fri, 20 Nov 2026 10:00:00 +0000",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  'Content-Type: multipart/related; boundary="r"',
  "",
  "--r",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p>See <a href="https://example.org/x">this</a> <img src="cid:logo@x"></p>',
  "--r",
  "Content-Type: image/png",
  "Content-ID: <logo@x>",
  "Content-Transfer-Encoding: base64",
  "",
  "iVBORw0KGgo=",
  "--r--",
  "--b",
  "Content-Type: application/octet-stream",
  'Content-Disposition: attachment; filename="../etc/invoice\u202efdp.exe"',
  "",
  "MZ",
  "--b",
  "Content-Type: message/rfc822",
  "",
  "Subject: inside",
  "",
  "not the sender's words",
  "--b--",
  "",
];

describe("a sound message", () => {
  test("headers, groups, encoded words and threading are read", async () => {
    const message = await parse(plain);
    expect(message).toMatchObject({
      subject: "Grüße",
      from: [{ name: "Adéle", address: "adele@example.org" }],
      to: [
        { name: "Bob", address: "bob@example.org" },
        { name: "", address: "carol@example.org" },
        { name: "", address: "dan@example.org" },
      ],
      cc: [{ name: "", address: "erin@example.org" }],
      replyTo: [{ name: "", address: "list@example.org" }],
      date: "2026-11-20T08:00:00.000Z",
      messageId: "<one@example.org>",
      inReplyTo: "<zero@example.org>",
      references: ["<minus@example.org>", "<zero@example.org>"],
      html: undefined,
      warnings: [],
      broken: undefined,
    });
    expect(message.text.trim()).toBe("Hello there");
  });

  test("HTML gives a text, inline pictures are marked, attached messages stay closed", async () => {
    const message = await parse(mixed);
    expect(message.text).toContain("See this [https://example.org/x]");
    expect(message.text).not.toContain("not the sender's words");
    expect(message.attachments.map(({ bytes: _bytes, ...part }) => part)).toEqual([
      {
        index: 0,
        name: "attachment-1.png",
        type: "image/png",
        size: 8,
        inline: true,
        contentId: "logo@x",
        risky: false,
      },
      {
        index: 1,
        name: "invoicefdp.exe",
        type: "application/octet-stream",
        size: 2,
        inline: false,
        contentId: undefined,
        risky: true,
      },
      {
        index: 2,
        name: "attachment-3.eml",
        type: "message/rfc822",
        size: 41,
        inline: false,
        contentId: undefined,
        risky: false,
      },
    ]);
    expect(message.warnings).toEqual(["attachment-name-changed"]);
  });

  test("the body for the page has what the contract names and no bytes", async () => {
    const body = toMessageBody(await parse(mixed));
    expect(MessageBody.parse(body)).toEqual(body);
    expect(JSON.stringify(body)).not.toContain("bytes");
  });

  test("the terminal's answer names attachments by their hash", async () => {
    const answer = await describeMessage(Buffer.from(mixed.join("\r\n")));
    expect(Object.keys(answer)).toEqual([
      "subject",
      "from",
      "to",
      "cc",
      "replyTo",
      "date",
      "messageId",
      "inReplyTo",
      "references",
      "text",
      "html",
      "attachments",
      "warnings",
    ]);
    expect(answer.attachments).toContainEqual({
      name: "invoicefdp.exe",
      type: "application/octet-stream",
      size: 2,
      inline: false,
      sha256: "9b8db510ef42b8ed54a3712636fda55a4f8cfcd5493e20b74ab00cd4f3979f2d",
    });
  });
});

describe("a message that is odd", () => {
  test.each([
    ["several From headers", ["From: a@example.org", "From: b@example.org", "", "x"], "from-repeated"],
    ["several senders", ["From: a@example.org, b@example.org", "", "x"], "from-several"],
    [
      "a name that shows another address",
      ['From: "boss@bank.example" <x@evil.example>', "", "x"],
      "sender-name-is-address",
    ],
    ["no sender", ["To: a@example.org", "", "x"], "from-missing"],
    ["no date", ["From: a@example.org", "", "x"], "date-missing"],
    ["an impossible date", ["From: a@example.org", "Date: yesterday", "", "x"], "date-invalid"],
    ["two subjects", ["From: a@example.org", "Subject: a", "Subject: b", "", "x"], "header-repeated"],
    [
      "a missing end",
      ["From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "x"],
      "message-truncated",
    ],
    [
      "bytes that are no UTF-8",
      [
        "From: a@example.org",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        "/w==",
      ],
      "characters-lost",
    ],
  ])("%s is warned of", async (_name, lines, warning) => {
    expect((await parse(lines)).warnings).toContain(warning);
  });

  test("both senders of two From headers are told", async () => {
    const message = await parse(["From: a@example.org", "From: b@example.org", "", "x"]);
    expect(message.from.map((from) => from.address)).toEqual(["a@example.org", "b@example.org"]);
  });

  test("nothing at all, a lone line end, and noise are messages without content", async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("\n"), Buffer.from([0, 255, 254, 13, 10, 0])]) {
      const message = await parseMessage(bytes);
      expect(message.from).toEqual([]);
      expect(message.warnings).toContain("from-missing");
    }
  });

  test("too many levels, too many parts and too long headers are broken, with their headers kept", async () => {
    const levels = Array.from({ length: 500 }, (_, level) => [
      `--b${level}`,
      `Content-Type: multipart/mixed; boundary=b${level + 1}`,
      "",
    ]).flat();
    const head = ["From: a@example.org", "Subject: deep", "Content-Type: multipart/mixed; boundary=b0", ""];
    const parts = Array.from({ length: 20_000 }, () => ["--b0", "Content-Type: text/plain", "", "x"]).flat();
    const long = ["From: a@example.org", "Subject: deep", `X-Long: ${"x".repeat(2_000_000)}`, "", "y"];
    for (const lines of [
      [...head, ...levels],
      [...head, ...parts],
    ]) {
      const message = await parse(lines);
      expect(message).toMatchObject({ subject: "deep", broken: "unreadable" });
      expect(message.warnings).toContain("message-malformed");
    }
    expect((await parse(long)).broken).toBe("unreadable");
  });

  test("a message beyond 64 MiB is not parsed, its headers are shown", async () => {
    const bytes = Buffer.alloc(64 * 1024 * 1024 + 1, 0x20);
    bytes.write("From: a@example.org\r\nSubject: huge\r\n\r\nbody");
    expect(await parseMessage(bytes)).toMatchObject({ subject: "huge", text: "", broken: "too-large" });
  });

  test("deeply nested HTML gives an empty text at worst", async () => {
    const html = `${"<div>".repeat(50_000)}x`;
    const message = await parse(["From: a@example.org", "Content-Type: text/html", "", html]);
    expect(message.broken).toBeUndefined();
    expect(message.html).toContain("<div>");
  });

  test("attachments keep their bytes, whatever their encoding and the line ends of the message", async () => {
    for (const lineEnd of ["\r\n", "\n"]) {
      const content = ["one", "", "two"].join(lineEnd);
      const part = (encoding: string, body: string) => [
        "--b",
        "Content-Type: text/calendar; charset=iso-8859-1",
        "Content-Disposition: attachment",
        `Content-Transfer-Encoding: ${encoding}`,
        "",
        body,
      ];
      const base64 = Buffer.from(content).toString("base64");
      const message = await parseMessage(
        Buffer.from(
          [
            "From: a@example.org",
            "Content-Type: multipart/mixed; boundary=b",
            "",
            ...part("7bit", content),
            ...part("base64", base64),
            ...part("base64", Buffer.from(`${content}\n`).toString("base64")),
            "--b--",
          ].join(lineEnd),
        ),
      );
      const texts = message.attachments.map((attachment) => Buffer.from(attachment.bytes).toString());
      expect(texts).toEqual([content, content, `${content}\n`]);
    }
  });

  test("NUL and control characters leave texts and names", async () => {
    const message = await parse([
      "From: a@example.org",
      "Subject: a\u0000b\u0007c",
      "Content-Type: text/plain",
      "",
      "a\u0000b",
    ]);
    expect(message.subject).toBe("ab c");
    expect(message.text).not.toContain("\0");
  });

  test("text of HTML loads and runs nothing", () => {
    expect(
      textOfHtml('<script>x()</script><style>p{}</style><img src="https://t.example/1.png">Hi<br>you'),
    ).toBe("Hi\nyou");
  });
});

test("a message cut off after any byte, with bytes changed, never throws", async () => {
  const whole = Buffer.from(mixed.join("\r\n"));
  for (let end = 0; end < whole.length; end += 7) {
    const cut = Buffer.from(whole.subarray(0, end));
    if (end > 20) cut[end - 13] = (cut[end - 13] ?? 0) ^ 0x55;
    await expect(parseMessage(cut)).resolves.toHaveProperty("subject");
  }
});

const corpus = fileURLToPath(new URL("../../../../../shared/data/eml", import.meta.url));
// Where the collections do not lie beside the project this is no test at all: the ones above stand alone.
const testWithCorpus = existsSync(corpus) ? test : () => undefined;
testWithCorpus(
  "no message of the collections throws or takes two seconds",
  async () => {
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      const spent = processorTime();
      const message = await parseMessage(bytes);
      expect(spent(), file.name).toBeLessThan(2_000);
      for (const part of message.attachments)
        expect(part.name, file.name).toBe(safeFileName(part.name, part.type, part.index));
    }
  },
  60_000,
);
