import { expect, test } from "vitest";
import { offeredName } from "../../../../electron/shell/provider-page/page-offers.ts";

const address = "https://mail.com/files/My%20key.pdf?token=secret";

test.each([
  ['attachment; filename="Secret key.pdf"', "Secret key.pdf"],
  ["attachment; filename=key.pdf; size=7", "key.pdf"],
  ["attachment; filename=\"plain.pdf\"; filename*=UTF-8''Schl%C3%BCssel.pdf", "Schlüssel.pdf"],
  ["attachment; filename*=utf-8'en'key%20a.pdf", "key a.pdf"],
  ["attachment; filename*=UTF-8''%E0%A4%A; filename=key.pdf", "key.pdf"],
  ["attachment", "My key.pdf"],
  ["", "My key.pdf"],
])("a file offered with %j is called %j", (disposition, name) => {
  expect(offeredName(disposition, address)).toBe(name);
});
