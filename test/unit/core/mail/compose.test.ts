// Messages that we make, read back by the parser that reads everybody's.
import { describe, expect, test } from "vitest";
import {
  answerTo,
  buildMessage,
  newMessageId,
  type OutgoingMessage,
} from "../../../../electron/core/mail/compose.ts";
import { flowed } from "../../../../electron/core/mail/flowed.ts";
import { type ParsedMessage, parseMessage } from "../../../../electron/core/mail/mime.ts";

const message: OutgoingMessage = {
  from: { name: "Ada, Countess", address: "ada@example.org" },
  to: [{ name: "Jörg", address: "joerg@xn--bcher-kva.example" }],
  cc: [{ name: "", address: "carol@example.org" }],
  bcc: [{ name: "Secret", address: "secret@example.org" }],
  subject: "Grüße 😀 and a subject that is long enough to be folded over more than one line of the header",
  text: "Hello",
  messageId: "<fixed@example.org>",
  date: new Date("2026-11-20T10:00:00Z"),
  inReplyTo: "<before@example.org>",
  references: ["<first@example.org>", "<before@example.org>"],
  attachments: [],
};
const textOf = async (change: Partial<OutgoingMessage>) => {
  const parsed = await parseMessage(await buildMessage({ ...message, ...change }, "to-send"));
  return parsed.text.replace(/\n$/, "");
};

describe("a message that is built", () => {
  test("reads back with every header", async () => {
    const parsed = await parseMessage(await buildMessage(message, "to-keep"));
    expect(parsed).toMatchObject({
      from: [message.from],
      to: message.to,
      cc: message.cc,
      bcc: message.bcc,
      subject: message.subject,
      messageId: message.messageId,
      inReplyTo: message.inReplyTo,
      references: message.references,
      date: "2026-11-20T10:00:00.000Z",
      warnings: [],
    });
  });

  test("what goes to the server names nobody of Bcc and is otherwise the same", async () => {
    const bytes = { name: "b.bin", type: "application/octet-stream", bytes: Buffer.from([0, 1, 2]) };
    const both = { ...message, attachments: [bytes] };
    const sent = Buffer.from(await buildMessage(both, "to-send")).toString("latin1");
    const kept = Buffer.from(await buildMessage(both, "to-keep")).toString("latin1");
    expect(sent).not.toMatch(/bcc|secret/i);
    expect(kept.replace(/^Bcc: .*\r\n/m, "")).toBe(sent);
  });

  test("has CRLF only, ASCII only and no long line", async () => {
    const bytes = await buildMessage({ ...message, text: `${"ü".repeat(5_000)}\n.\nFrom me\n` }, "to-send");
    const text = Buffer.from(bytes).toString("latin1");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n\u0080-\u00ff]/);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  test("a line end in subject or name adds no header", async () => {
    const bytes = await buildMessage(
      {
        ...message,
        subject: "a\r\nX-Evil: 1",
        from: { name: "a\r\nX-Evil: 2", address: "ada@example.org" },
        attachments: [{ name: "a\r\nX-Evil: 3.txt", type: "text/plain", bytes: Buffer.from("x") }],
      },
      "to-send",
    );
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/^X-Evil/m);
  });

  test("attachments of any name and type keep their bytes", async () => {
    const attachments = [
      { name: "Grüße 你好.pdf", type: "application/pdf", bytes: Buffer.from("%PDF \r\n\n \0") },
      { name: "inner.eml", type: "message/rfc822", bytes: Buffer.from("Subject: in\r\n\r\nbody\r\n") },
      { name: "eight.eml", type: "application/octet-stream", bytes: Buffer.from("Subject: ü\n\nbody") },
      { name: "notes.txt", type: "text/plain", bytes: Buffer.from("a\nb\r\nc") },
      { name: "empty", type: "application/octet-stream", bytes: Buffer.alloc(0) },
    ];
    const parsed = await parseMessage(await buildMessage({ ...message, attachments }, "to-send"));
    expect(parsed.attachments.map(({ name, type, inline }) => ({ name, type, inline }))).toEqual(
      attachments.map(({ name, type }) => ({ name, type, inline: false })),
    );
    for (const [at, attachment] of attachments.entries())
      expect(Buffer.from(parsed.attachments[at]?.bytes ?? [1]).toString("latin1")).toBe(
        attachment.bytes.toString("latin1"),
      );
  });

  test("an attached message that needs eight bits goes as plain bytes", async () => {
    const bytes = Buffer.from("Subject: ü\r\n\r\nbody");
    const attachments = [{ name: "a.eml", type: "message/rfc822", bytes }];
    const parsed = await parseMessage(await buildMessage({ ...message, attachments }, "to-send"));
    expect(parsed.attachments[0]).toMatchObject({
      name: "a.eml",
      type: "application/octet-stream",
      bytes: new Uint8Array(bytes),
    });
  });

  test("may have no text, with and without attachments", async () => {
    expect(await textOf({ text: "" })).toBe("");
    const attachments = [{ name: "a.bin", type: "application/octet-stream", bytes: Buffer.from("x") }];
    const parsed = await parseMessage(await buildMessage({ ...message, text: "", attachments }, "to-send"));
    expect(parsed.attachments).toHaveLength(1);
    expect(parsed.text.trim()).toBe("");
  });

  test.each([
    ["short lines", "one\n\n  two\nthree"],
    ["a long paragraph", `${"word ".repeat(100)}end`],
    ["a word longer than a line", `see https://example.org/${"x".repeat(300)} there`],
    ["lines that look like something else", "From me\n.\n..\n--\n-- \nAda"],
    ["quotes", `> ${"quoted words ".repeat(20)}end\n>> deeper\nmine`],
    ["other languages", `${"čeština ".repeat(40)}你好`],
  ])("%s come back as they were typed", async (_name, text) => {
    expect(await textOf({ text })).toBe(text);
  });
});

describe("flowed text", () => {
  test("has no line beyond 78 characters where a space could break it", () => {
    for (const line of flowed(`${"word ".repeat(100)}`).split("\r\n"))
      expect(line.length).toBeLessThanOrEqual(78);
  });

  test("keeps quotes whole, so that their marks stay at the beginning", () => {
    const quote = `> ${"quote ".repeat(100)}end`;
    expect(flowed(quote)).toBe(quote);
  });

  test("a blank at a line's end does not join it with the next", () => {
    expect(flowed("one  \ntwo")).toBe("one\r\ntwo");
  });
});

describe("an answer", () => {
  const source = (change: Partial<ParsedMessage>): ParsedMessage => ({
    subject: "Plan",
    from: [{ name: "Bob", address: "bob@example.org" }],
    to: [
      { name: "", address: "ADA@example.org" },
      { name: "Dan", address: "dan@example.org" },
    ],
    cc: [{ name: "", address: "erin@example.org" }],
    bcc: [],
    replyTo: [],
    date: "2026-11-20T10:00:00.000Z",
    messageId: "<three@example.org>",
    inReplyTo: "<two@example.org>",
    references: ["<one@example.org>", "<two@example.org>"],
    text: "Line one\n> older\n",
    html: undefined,
    attachments: [],
    warnings: [],
    broken: undefined,
    ...change,
  });
  const own = ["ada@example.org"];

  test("goes to the sender, quotes once more and continues the thread", () => {
    const answer = answerTo(source({}), "reply", own);
    expect(answer).toMatchObject({
      to: "Bob <bob@example.org>",
      cc: "",
      subject: "Re: Plan",
      inReplyTo: "<three@example.org>",
      references: ["<one@example.org>", "<two@example.org>", "<three@example.org>"],
    });
    expect(answer.text).toMatch(/^\n\nOn 20 Nov 2026, .*, Bob wrote:\n> Line one\n>> older\n$/);
  });

  test("to all leaves out oneself and repeats nobody", () => {
    const answer = answerTo(source({ cc: [{ name: "", address: "BOB@example.org" }] }), "reply-all", own);
    expect(answer.to).toBe("Bob <bob@example.org>");
    expect(answer.cc).toBe("Dan <dan@example.org>");
  });

  test("goes where Reply-To says", () => {
    const list = [{ name: "List", address: "list@example.org" }];
    expect(answerTo(source({ replyTo: list }), "reply", own).to).toBe("List <list@example.org>");
  });

  test("to one's own message goes to the same people again", () => {
    const answer = answerTo(source({ from: [{ name: "Ada", address: "ada@example.org" }] }), "reply", own);
    expect(answer.to).toBe("ADA@example.org, Dan <dan@example.org>");
  });

  test.each(["Re: Plan", "RE: Plan", "AW: Plan", "Re[2]: Plan"])("%s gets no second prefix", (subject) => {
    expect(answerTo(source({ subject }), "reply", own).subject).toBe(subject);
  });

  test("leaves out senders that are no addresses", () => {
    const odd = [{ name: "x", address: "b@example.com>\r\nRCPT TO:<evil@example.net" }];
    expect(answerTo(source({ from: odd }), "reply", own).to).toBe("");
  });

  test("forwarding keeps text and attachments and starts no answer", () => {
    const attachment = {
      index: 0,
      name: "a.pdf",
      type: "application/pdf",
      size: 1,
      inline: false,
      contentId: undefined,
      risky: false,
      bytes: Buffer.from("x"),
    };
    const answer = answerTo(source({ attachments: [attachment] }), "forward", own);
    expect(answer).toMatchObject({ to: "", subject: "Fwd: Plan", inReplyTo: undefined });
    expect(answer.text).toContain("From: Bob <bob@example.org>\n");
    expect(answer.text).toContain("\n\nLine one\n> older\n");
    expect(answer.attachments).toEqual([{ name: "a.pdf", type: "application/pdf", bytes: attachment.bytes }]);
  });

  test("a thread of hundreds keeps its first and its last messages", () => {
    const references = Array.from({ length: 300 }, (_, at) => `<${at}@example.org>`);
    const kept = answerTo(source({ references }), "reply", own).references;
    expect(kept).toHaveLength(21);
    expect([kept[0], kept.at(-1)]).toEqual(["<0@example.org>", "<three@example.org>"]);
  });
});

test("a Message-ID stands in the sender's domain", () => {
  expect(newMessageId("abc", "ada@example.org")).toBe("<abc@example.org>");
});
