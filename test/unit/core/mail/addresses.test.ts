import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatRecipients,
  normalAddress,
  parseRecipients,
  uniqueAddresses,
} from "../../../../electron/core/mail/addresses.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const failureOf = (text: string) => {
  try {
    parseRecipients(text);
  } catch (failure) {
    return failure;
  }
  return undefined;
};

describe("recipients as they are typed", () => {
  test("names, quotes, commas, semicolons and empty parts", () => {
    expect(
      parseRecipients('Ada <ada@example.org>, "Last, \\"First\\"" <lf@Example.ORG>;; c@example.org ,'),
    ).toEqual([
      { name: "Ada", address: "ada@example.org" },
      { name: 'Last, "First"', address: "lf@example.org" },
      { name: "", address: "c@example.org" },
    ]);
  });

  test("nobody is an empty list", () => {
    expect(parseRecipients(" , ; ")).toEqual([]);
  });

  test("a domain in letters of any language goes over the wire as IDNA", () => {
    expect(parseRecipients("Jörg <joerg@bücher.example>")).toEqual([
      { name: "Jörg", address: "joerg@xn--bcher-kva.example" },
    ]);
  });

  test.each([
    ["a line end", "b@example.com>\r\nRCPT TO:<evil@example.net", undefined],
    ["a line end in a name", "Bob\r\nBcc: evil@example.net <b@example.com>", undefined],
    ["two angles", "<b@example.com> <evil@example.net>", undefined],
    ["an angle in the address", "b@example.com>x", undefined],
    ["an address within an address", "Bob <b@example.com <evil@example.net>>", undefined],
    ["an unquoted address as a name", '"x" y@z <evil@example.net', undefined],
    ["no domain", "bob", "bob"],
    ["one label", "bob@example", "bob@example"],
    ["two ats", "a@b@example.org", "a@b@example.org"],
    ["dots at the wrong place", "a..b@example.org", "a..b@example.org"],
    ["a percent sign in the domain", "a@ex%41mple.org", "a@ex%41mple.org"],
    ["a number for a top-level domain", "a@0x7f.1", "a@0x7f.1"],
    ["a source route", "<@evil.example:a@example.org>", undefined],
    ["a space", "a b@example.org", "a b@example.org"],
    ["an open quote", '"Bob <b@example.org>, c@example.org', undefined],
  ])("%s is refused, with the part that is wrong", (_name, text, part) => {
    const failure = failureOf(text);
    expect(failure).toBeInstanceOf(AppError);
    expect((failure as AppError).code).toBe("recipient-invalid");
    expect(String((failure as AppError).detail.recipient)).not.toMatch(/[\r\n]/);
    if (part) expect((failure as AppError).detail.recipient).toBe(part);
  });

  test("the wrong one of several is named", () => {
    expect((failureOf("a@example.org, b@@example.org") as AppError).detail.recipient).toBe("b@@example.org");
  });

  test("more than a thousand are too many", () => {
    const text = Array.from({ length: 1_001 }, (_, at) => `a${at}@example.org`).join(",");
    expect((failureOf(text) as AppError).code).toBe("too-large");
  });

  test("whatever is typed either fails as such or gives plain addresses", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab@.<>",; \r\n\\é') }), (text) => {
        const failure = failureOf(text);
        if (failure !== undefined) expect(failure).toBeInstanceOf(AppError);
        else
          for (const { address, name } of parseRecipients(text)) {
            expect(address).toMatch(/^[^\s<>@",;\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/);
            expect(name).not.toMatch(/[\r\n]/);
          }
      }),
    );
  });
});

test("what is formatted reads back the same", () => {
  const list = [
    { name: "Last, First", address: "a@example.org" },
    { name: "", address: "b@example.org" },
    { name: "Zoë", address: "c@example.org" },
    { name: "x@y.example", address: "d@example.org" },
  ];
  expect(parseRecipients(formatRecipients(list))).toEqual(list);
});

test("an address stands in the envelope once, whatever its case", () => {
  const list = parseRecipients("A@example.org, a@EXAMPLE.org, b@example.org");
  expect(uniqueAddresses(list)).toEqual(["A@example.org", "b@example.org"]);
});

test("too long a local part or domain is no address", () => {
  expect(normalAddress(`${"a".repeat(65)}@example.org`)).toBeUndefined();
  expect(normalAddress(`a@${"b".repeat(64)}.org`)).toBeUndefined();
  expect(normalAddress(`a@${"b.".repeat(130)}org`)).toBeUndefined();
});
