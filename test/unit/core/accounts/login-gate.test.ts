import { describe, expect, it } from "vitest";
import { createLoginGate } from "../../../../electron/core/accounts/login-gate.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

function build() {
  const refused: string[] = [];
  const told: string[] = [];
  const gate = createLoginGate({
    closed: (accountId) => refused.includes(accountId),
    refused: (accountId) => void refused.push(accountId),
    watch: {
      accepted: (accountId, protocol) => void told.push(`${accountId} ${protocol} accepted`),
      failed: (accountId, _protocol, error) => {
        told.push(`${accountId} ${error.code}`);
        return error.detail.passes ? new AppError("server-unavailable") : error;
      },
    },
  });
  return { gate, refused, told };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the logins of one account", () => {
  it("take turns, and after a refusal none of those that waited begins", async () => {
    const { gate, refused } = build();
    let fail = (_error: AppError) => {};
    const begun: string[] = [];
    const first = gate.enter("ann", "imap", () => {
      begun.push("imap");
      return new Promise<void>((_resolve, reject) => {
        fail = reject;
      });
    });
    const others = ["smtp", "idle"].map((name) =>
      gate.enter("ann", "imap", async () => void begun.push(name)),
    );
    const elsewhere = gate.enter("bob", "imap", async () => "in");
    await expect(elsewhere).resolves.toBe("in");
    expect(begun).toEqual(["imap"]);
    fail(new AppError("login-refused"));
    await expect(first).rejects.toMatchObject({ code: "login-refused" });
    for (const other of others) await expect(other).rejects.toMatchObject({ code: "sign-in-needed" });
    expect(begun).toEqual(["imap"]);
    expect(refused).toEqual(["ann"]);
  });

  it("hold nobody up any longer once they are in, and are not refused by what fails later", async () => {
    const { gate, refused } = build();
    let finish = (_error: AppError) => {};
    let settled = false;
    const sending = gate.enter("ann", "imap", (loggedIn) => {
      loggedIn();
      return new Promise<void>((_resolve, reject) => {
        finish = reject;
      });
    });
    await expect(gate.enter("ann", "imap", async () => "next")).resolves.toBe("next");
    void gate.settled("ann").then(() => {
      settled = true;
    });
    await settle();
    expect(settled).toBe(true);
    finish(new AppError("connection-lost"));
    await expect(sending).rejects.toMatchObject({ code: "connection-lost" });
    expect(refused).toEqual([]);
    await expect(gate.enter("ann", "imap", async () => "again")).resolves.toBe("again");
  });

  it("that fail for another reason let the next one try", async () => {
    const { gate } = build();
    const failing = gate.enter("ann", "imap", async () => Promise.reject(new AppError("login-throttled")));
    const next = gate.enter("ann", "imap", async () => "in");
    await expect(failing).rejects.toMatchObject({ code: "login-throttled" });
    await expect(next).resolves.toBe("in");
  });

  it("are told of, each once, and what fails after the login is not among them", async () => {
    const { gate, refused, told } = build();
    await gate.enter("ann", "imap", async () => "in");
    const late = gate.enter("ann", "smtp", async (loggedIn) => {
      loggedIn();
      throw new AppError("login-refused");
    });
    await expect(late).rejects.toMatchObject({ code: "login-refused" });
    const passing = gate.enter("ann", "imap", async () =>
      Promise.reject(new AppError("login-refused", { passes: true })),
    );
    await expect(passing).rejects.toMatchObject({ code: "server-unavailable" });
    expect(told).toEqual(["ann imap accepted", "ann smtp accepted", "ann login-refused"]);
    expect(refused).toEqual([]);
  });
});
