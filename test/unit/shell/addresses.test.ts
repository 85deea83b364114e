// The content policies as text; security.test.ts and message-frame.test.ts try them in the running program.
import { describe, expect, test } from "vitest";
import { messagePolicy, pagePolicy } from "../../../electron/shell/addresses.ts";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1)] as const));

describe("the page's policy", () => {
  const policy = directives(pagePolicy({ frames: "gatepost-message:" }));

  test("forbids what it does not name, and everything inline or evaluated", () => {
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("style-src")).toEqual(["'self'"]);
    expect(pagePolicy({ frames: "gatepost-message:" })).not.toMatch(/unsafe|\*|http/);
  });

  test("takes HTML only from the two named policies", () => {
    expect(policy.get("require-trusted-types-for")).toEqual(["'script'"]);
    expect(policy.get("trusted-types")).toEqual(["dompurify", "gatepost"]);
  });
});

describe("a message's policy", () => {
  const given = { own: "gatepost-message://token", ancestor: "gatepost://app" };

  test("is sandboxed without any permission and has no script, form, frame or font", () => {
    const policy = directives(messagePolicy({ ...given, remote: true }));
    expect(policy.get("sandbox")).toEqual([]);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect([...policy.keys()].sort()).toEqual([
      "base-uri",
      "default-src",
      "form-action",
      "frame-ancestors",
      "img-src",
      "sandbox",
      "style-src",
    ]);
  });

  test("lets pictures from outside in only when the user said so", () => {
    const images = (remote: boolean) => directives(messagePolicy({ ...given, remote })).get("img-src");
    expect(images(false)).toEqual(["data:", "gatepost-message://token"]);
    expect(images(true)).toEqual(["data:", "gatepost-message://token", "https:", "http:"]);
  });
});
