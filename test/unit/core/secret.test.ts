import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "../../../electron/core/secret.ts";

it("shows nothing of a secret, however it is printed, and reveals it on request", () => {
  const secret = new Secret("hunter2");
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ a: [secret] }, { depth: 9 }),
    Object.values(secret).join(),
  ];
  expect(shown.join(" ")).not.toContain("hunter2");
  expect(secret.reveal()).toBe("hunter2");
});
