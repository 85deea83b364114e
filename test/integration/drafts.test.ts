// Drafts on a real Dovecot: one copy, the newest, gone when it is sent or discarded; opened again from the server.
import { expect, test } from "vitest";
import { until } from "../support/engine.ts";
import { password, realMail } from "../support/real-mail.ts";

const real = realMail();
const { start } = real;

async function desk(address = real.person("drafter")) {
  const engine = await start();
  const accountId = await engine.addAccount(
    address,
    password,
    real.servers.servers(address),
    real.servers.certificate,
  );
  await until(
    "connection",
    async () => (await engine.engine["accounts.list"](undefined))[0]?.state.kind === "ok",
  );
  return { engine, calls: engine.engine, accountId, address };
}

/** `subject flags` of every copy in Drafts. */
async function copies(address: string): Promise<readonly string[]> {
  const text = await real.servers
    .doveadm(["-f", "tab", "fetch", "-u", address, "hdr.subject flags", "mailbox", "Drafts"])
    .catch(() => "");
  return text.trim().split("\n").slice(1);
}

test("a draft has one copy on the server, which follows it until it is discarded", async () => {
  const { calls, accountId, address } = await desk();
  const { id, fields } = await calls["drafts.create"]({ mode: "new", accountId });
  const save = (subject: string) =>
    calls["drafts.save"]({
      draftId: id,
      fields: { ...fields, to: "bob@post.test", bcc: "eve@post.test", subject },
    });
  await save("First");
  await until("the copy", async () => (await copies(address)).join().startsWith("First"));
  expect((await copies(address))[0]).toMatch(/\\Draft/);
  await until("onServer", async () => (await calls["drafts.get"]({ draftId: id })).onServer);
  await save("Second");
  await until("the newer copy", async () => {
    const now = await copies(address);
    return now.length === 1 && now[0]?.startsWith("Second");
  });
  await calls["drafts.discard"]({ draftId: id });
  await until("no copy", async () => (await copies(address)).length === 0);
}, 60_000);

test("a draft of another computer is opened with its attachment, changed, and replaced", async () => {
  const first = await desk();
  const { id, fields } = await first.calls["drafts.create"]({ mode: "new" });
  await first.calls["drafts.attachBytes"]({
    draftId: id,
    name: "a.txt",
    type: "text/plain",
    bytes: Buffer.from("file"),
  });
  await first.calls["drafts.save"]({
    draftId: id,
    fields: { ...fields, to: "bob@post.test", bcc: "eve@post.test", subject: "Begun", text: "Half" },
  });
  await until("the copy", async () => (await copies(first.address)).length === 1);

  const second = await desk(first.address);
  const row = await until("the draft in the list", async () => {
    const folders = await second.calls["folders.list"](undefined);
    const folder = folders.find((one) => one.role === "drafts");
    return folder && (await second.engine.rows(folder.id))[0];
  });
  const opened = await second.calls["drafts.openMessage"]({ messageId: row.id });
  expect(opened).toMatchObject({
    fields: { to: "bob@post.test", bcc: "eve@post.test", subject: "Begun", text: "Half" },
    attachments: [{ name: "a.txt", type: "text/plain", size: 4 }],
  });
  await second.calls["drafts.save"]({
    draftId: opened.id,
    fields: { ...opened.fields, subject: "Finished" },
  });
  await until("one newer copy", async () => {
    const now = await copies(first.address);
    return now.length === 1 && now[0]?.startsWith("Finished");
  });
}, 60_000);
