import { expect, test } from "vitest";
import {
  isPracticeCertificate,
  plainUserAgent,
} from "../../../../electron/shell/provider-page/page-identity.ts";
import { makeCertificates } from "../../../provider/certificates.ts";

test("the page hears of an ordinary Chromium", () => {
  const machine = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
  expect(plainUserAgent(`${machine} Gatepost/0.1.0 Chrome/130.0.0.0 Electron/33.2.1 Safari/537.36`)).toBe(
    `${machine} Chrome/130.0.0.0 Safari/537.36`,
  );
});

test("a practice certificate is good for its host, from its authority, in its time", () => {
  const made = makeCertificates(["practice.localhost"]);
  const other = makeCertificates();
  const now = Date.now();
  const practice = { hostname: "practice.localhost", authority: made.authority };
  expect(isPracticeCertificate(made.server.chain, practice, now)).toBe(true);
  expect(isPracticeCertificate(made.server.chain, { ...practice, hostname: "127.0.0.1" }, now)).toBe(true);
  expect(isPracticeCertificate(made.server.chain, { ...practice, hostname: "mail.com" }, now)).toBe(false);
  expect(isPracticeCertificate(made.server.chain, { ...practice, authority: other.authority }, now)).toBe(
    false,
  );
  expect(isPracticeCertificate(made.server.chain, practice, now + 20 * 365 * 86_400_000)).toBe(false);
  expect(isPracticeCertificate(made.server.chain, practice, now - 3 * 86_400_000)).toBe(false);
});
