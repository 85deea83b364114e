import { expect, test } from "vitest";
import { faultOf } from "../../../../electron/shell/provider-page/page-faults.ts";

const address = "https://mail.com:8443/security?x=secret";

test.each([
  [-105, "page-not-reached", "name"],
  [-102, "page-not-reached", "refused"],
  [-106, "page-not-reached", "offline"],
  [-118, "page-not-reached", "timed-out"],
  [-999, "page-not-reached", undefined],
  [-200, "page-certificate-untrusted", undefined],
  [-202, "page-certificate-untrusted", undefined],
  [-310, "page-too-many-redirects", undefined],
])("%d is %s", (number, code, reason) => {
  const fault = faultOf(number, address);
  expect(fault?.code).toBe(code);
  expect(fault?.detail).toEqual({ host: "mail.com:8443", ...(reason ? { reason } : {}) });
});

test("what was stopped, or refused by us, is no fault", () => {
  expect(faultOf(-3, address)).toBeUndefined();
  expect(faultOf(-20, address)).toBeUndefined();
});
