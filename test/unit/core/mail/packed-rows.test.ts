import fc from "fast-check";
import { expect, it } from "vitest";
import { packRows, unpackRows } from "../../../../electron/core/mail/packed-rows.ts";
import type { NewMessage } from "../../../../electron/core/store/message-rows.ts";

const text = fc.string({ unit: "grapheme" });
const maybe = fc.option(text, { nil: undefined });
const record = <Shape>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
  fc.record<Shape>(shape, { noNullPrototype: true });
const message: fc.Arbitrary<NewMessage> = record({
  uid: fc.integer({ min: 1 }),
  messageId: maybe,
  inReplyTo: maybe,
  references: maybe,
  date: fc.nat(),
  size: fc.nat(),
  subject: text,
  from: record({ name: text, address: text }),
  to: text,
  cc: text,
  bcc: text,
  replyTo: text,
  flags: record({
    seen: fc.boolean(),
    flagged: fc.boolean(),
    answered: fc.boolean(),
    deleted: fc.boolean(),
  }),
  hasAttachments: fc.option(fc.boolean(), { nil: undefined }),
});

it("gives back what was packed, after a clone", () => {
  fc.assert(
    fc.property(fc.array(message), (rows) => {
      expect(unpackRows(structuredClone(packRows(rows)))).toStrictEqual(rows);
    }),
  );
});
