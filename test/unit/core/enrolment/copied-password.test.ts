// What may lie on the clipboard when somebody says that it is a password for a program.
import { expect, it } from "vitest";
import { copiedPassword } from "../../../../electron/core/enrolment/copied-password.ts";

it.each([
  "abcdefghijklmnop",
  "abcd efgh ijkl mnop",
  "abcd-efgh-ijkl-mnop",
  "abcd efgh ijkl mnop ",
  "p1A 2b3 C4d 5E6",
])("takes %j as it was copied", (text) => {
  expect(copiedPassword(text).reveal()).toBe(text);
  expect(copiedPassword(`${text}\r\n`).reveal()).toBe(text);
});

it.each([
  "",
  "   ",
  "short",
  "two\nlines of text",
  "https://account.mail.com/security",
  "Note it now because it is shown only this one time",
  "x".repeat(101),
])("takes %j for something else", (text) => {
  expect(() => copiedPassword(text)).toThrow(expect.objectContaining({ code: "app-password-not-copied" }));
});
