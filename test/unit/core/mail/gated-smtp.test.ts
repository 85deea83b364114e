// SMTP logins share the places of their host; a message that is on its way takes none.
import { expect, it } from "vitest";
import { createHostGate } from "../../../../electron/core/accounts/host-gate.ts";
import { gatedSmtp } from "../../../../electron/core/mail/gated-smtp.ts";
import type { SendInput, SendResult, Smtp, SmtpTarget } from "../../../../electron/core/mail/smtp.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const target = { server: { host: "smtp.post.test" } } as unknown as SmtpTarget;
const input = { onHandOver: () => {} } as unknown as SendInput;
const settle = () => new Promise((resolve) => setImmediate(resolve));

function build() {
  const begun: SendInput[] = [];
  const ends: ((result: SendResult) => void)[] = [];
  const smtp: Smtp = {
    check: async () => Promise.reject(new AppError("connection-refused")),
    send: (_target, given) =>
      new Promise((resolve) => {
        begun.push(given);
        ends.push(resolve);
      }),
  };
  return { gated: gatedSmtp(smtp, createHostGate(2)), begun, ends };
}

it("lets two log in at once, the next when one is in, though it still sends", async () => {
  const { gated, begun, ends } = build();
  const sends = [1, 2, 3, 4].map(() => gated.send(target, input));
  await settle();
  expect(begun).toHaveLength(2);
  begun[0]?.onLoggedIn?.();
  await settle();
  expect(begun).toHaveLength(3);
  // Told twice, it gives one place back.
  begun[0]?.onLoggedIn?.();
  await settle();
  expect(begun).toHaveLength(3);
  const result: SendResult = { accepted: [], refused: [], serverMessageId: undefined };
  for (let at = 0; at < 4; at++) {
    ends[at]?.(result);
    await settle();
  }
  await expect(Promise.all(sends)).resolves.toHaveLength(4);
});

it("gives the place of a login that failed to the next one", async () => {
  const { gated } = build();
  const checks = await Promise.allSettled([1, 2, 3, 4, 5].map(() => gated.check(target)));
  expect(
    checks.every((each) => each.status === "rejected" && each.reason.code === "connection-refused"),
  ).toBe(true);
});
