// Adding an account when something is wrong with it or with its servers: what is said, what is kept, what is not tried.
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import type { ErrorCode, ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Server, Servers } from "../../../shared/models/account.ts";
import { type Certificates, makeCertificates } from "../../provider/certificates.ts";
import { asTyped, type Person, submitAccount, typedInForm } from "../../support/account-form.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { expectCalm, sentences } from "../../support/calm.ts";
import { type CrudeOptions, startCrudeServer } from "../../support/crude-server.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { ann, until } from "../../support/reader.ts";

const wrong: Person = { address: ann.address, password: "not the right ladder" };
const secrets = [ann.password, wrong.password];
const text = words.addAccount;
let app: BrowserApp;
let mail: MailServers;
let foreign: Certificates;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  mail = await startMailServers({ users: [ann] });
  foreign = makeCertificates();
  app = await startBrowserApp();
});
afterAll(async () => {
  await app.close();
  await mail.stop();
});
beforeEach(async () => {
  // Each time another form.
  await app.page.getByRole("navigation").getByRole("button", { name: words.app.mail }).click();
});
afterEach(async () => {
  await expectCalm(app, secrets);
  for (const close of closing.splice(0).reverse()) await close();
});

const question = () => app.page.getByRole("alertdialog", { name: text.certificateTitle });
const trust = () => question().getByRole("button", { name: text.trust }).click();
const place = (protocol: "imap" | "smtp", { host, port }: Server) => ({ protocol, host, port });

async function crude(options: CrudeOptions) {
  const server = await startCrudeServer(options);
  closing.push(() => server.stop());
  return server;
}

/** The failure is told with this sentence; the form is as it was typed, and nothing was saved. */
async function expectTold(
  person: Person,
  servers: Servers,
  code: ErrorCode,
  detail: ErrorDetail,
): Promise<string> {
  const note = app.page.getByRole("alert");
  await note.waitFor({ timeout: 40_000 });
  const said = (await note.textContent()) ?? "";
  expect(said).toContain(sentences(code, detail));
  expect(await typedInForm(app.page)).toEqual(asTyped(person, servers));
  expect(await app.core.answer("accounts.list", undefined)).toEqual({ ok: true, value: [] });
  expect([...app.keychain.items.keys()].filter((name) => name.startsWith("account/"))).toEqual([]);
  return said;
}

test("a password that IMAP refuses: named so, one attempt, SMTP not tried", async () => {
  const servers = mail.servers(ann.address);
  const before = mail.log().length;
  await submitAccount(app.page, wrong, servers);
  await trust();
  const serverText = "Authentication failed.";
  await expectTold(wrong, servers, "login-refused", { ...place("imap", servers.imap), serverText });
  expect(mail.log().slice(before)).toEqual([{ user: ann.address, protocol: "imap", accepted: false }]);
});

test("a password that only SMTP refuses: named so, one attempt at each", async () => {
  const other = await startMailServers({ users: [{ ...ann, password: "another one" }] });
  closing.push(() => other.stop());
  const servers = { imap: mail.servers(ann.address).imap, smtp: other.servers(ann.address).smtp };
  const before = mail.log().length;
  await submitAccount(app.page, ann, servers);
  await trust();
  await expect.poll(() => question().textContent()).toContain(String(servers.smtp.port));
  await trust();
  const note = app.page.getByRole("alert");
  await note.waitFor();
  const serverText = /said: “([^”]+)”/.exec((await note.textContent()) ?? "")?.[1] ?? "";
  expect(serverText).not.toBe("");
  await expectTold(ann, servers, "login-refused", { ...place("smtp", servers.smtp), serverText });
  // The first question came before any password; after the second one IMAP was asked once more.
  expect(
    mail
      .log()
      .slice(before)
      .every(({ protocol, accepted }) => protocol === "imap" && accepted),
  ).toBe(true);
  expect(other.log()).toEqual([{ user: ann.address, protocol: "smtp", accepted: false }]);
});

test("a server name that does not exist", async () => {
  const server: Server = { host: "mail.gatepost.invalid", port: 993, security: "tls", userName: ann.address };
  const servers = { imap: server, smtp: { ...server, port: 465 } };
  await submitAccount(app.page, ann, servers);
  await expectTold(ann, servers, "host-not-found", place("imap", server));
});

test("an address whose provider nobody knows: the form stays, and setting up by hand is offered", async () => {
  const { page } = app;
  const address = "ann@gatepost.invalid";
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: text.name }).fill("Ann Ladder");
  await page.getByRole("textbox", { name: text.address }).fill(address);
  await page.getByRole("textbox", { name: text.password }).fill(ann.password);
  await page.getByRole("button", { name: text.continue }).click();
  const note = page.getByRole("alert");
  await note.waitFor({ timeout: 60_000 });
  expect(await note.textContent()).toContain(
    sentences("servers-not-found", { domain: "gatepost.invalid", address }),
  );
  expect(await page.getByRole("textbox", { name: text.password }).inputValue()).toBe(ann.password);
  await page.getByRole("button", { name: text.byHand }).click();
  expect(await page.getByRole("textbox", { name: text.userName }).inputValue()).toBe(address);
});

test("a closed port, of IMAP and of SMTP", async () => {
  const { imap, smtp } = mail.servers(ann.address);
  const closed = { ...imap, port: await closedPort() };
  await submitAccount(app.page, ann, { imap: closed, smtp });
  await expectTold(ann, { imap: closed, smtp }, "connection-refused", place("imap", closed));
  await app.page.getByRole("textbox", { name: text.port.imap }).fill(String(imap.port));
  await app.page.getByRole("textbox", { name: text.port.smtp }).fill(String(closed.port));
  await app.page.getByRole("button", { name: text.submit }).click();
  await trust();
  await expectTold(ann, { imap, smtp: closed }, "connection-refused", place("smtp", closed));
});

test.each(["starttls", "tls"] as const)(
  "real servers without encryption are given no password (%s)",
  async (security) => {
    const plain = await startMailServers({ users: [ann], encryption: false });
    closing.push(() => plain.stop());
    const { imap, smtp } = plain.servers(ann.address, "starttls");
    const servers = { imap: { ...imap, security }, smtp: { ...smtp, security } };
    await submitAccount(app.page, ann, servers);
    await expectTold(ann, servers, "no-encryption", place("imap", imap));
    expect(plain.log()).toEqual([]);
  },
);

test("a server that speaks in the clear on the TLS port hears no password", async () => {
  const server = await crude({
    greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n",
    answer: () => "* OK\r\n",
  });
  const { smtp } = mail.servers(ann.address);
  const imap = { ...smtp, port: server.port };
  await submitAccount(app.page, ann, { imap, smtp });
  await expectTold(ann, { imap, smtp }, "no-encryption", place("imap", imap));
  expect(server.heard.join("\n")).not.toContain(ann.password);
});

test("a server that is no mail server says so", async () => {
  const { cert, key } = certificateOf(foreign);
  const server = await crude({
    certificate: { cert, key },
    greeting: "SSH-2.0-other\r\n",
    answer: () => "what?\r\n",
  });
  const { smtp } = mail.servers(ann.address);
  const imap = { ...smtp, port: server.port };
  await submitAccount(app.page, ann, { imap, smtp });
  await trust();
  await expectTold(ann, { imap, smtp }, "server-answer-broken", place("imap", imap));
  expect(server.heard.join("\n")).not.toContain(ann.password);
});

test("IMAP that stops in the middle of an answer", async () => {
  const server = await crude({
    certificate: certificateOf(foreign),
    greeting: "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n",
    answer: (line) =>
      /LOGIN|AUTHENTICATE/i.test(line) ? { send: "* CAPABILITY IMAP4rev1 UIDPL", close: true } : undefined,
  });
  const { smtp } = mail.servers(ann.address);
  const imap = { ...smtp, port: server.port };
  await submitAccount(app.page, ann, { imap, smtp });
  await trust();
  await expectTold(ann, { imap, smtp }, "connection-lost", place("imap", imap));
});

test("SMTP that stops in the middle of an answer", async () => {
  const server = await crude({
    certificate: certificateOf(foreign),
    greeting: "220 ready\r\n",
    answer: (line) => {
      if (/^EHLO/i.test(line)) return "250-here\r\n250 AUTH PLAIN LOGIN\r\n";
      return { send: "23", close: true };
    },
  });
  const { imap } = mail.servers(ann.address);
  const smtp = { ...imap, port: server.port };
  await submitAccount(app.page, ann, { imap, smtp });
  await trust();
  await expect.poll(() => question().textContent()).toContain(String(smtp.port));
  await trust();
  await expectTold(ann, { imap, smtp }, "connection-lost", place("smtp", smtp));
});

test("a server that falls silent can be left; the form stays", async () => {
  const server = await crude({ certificate: certificateOf(foreign), greeting: "", answer: () => undefined });
  const { smtp } = mail.servers(ann.address);
  const imap = { ...smtp, port: server.port };
  await submitAccount(app.page, ann, { imap, smtp });
  await trust();
  await until(() => server.connections > 0);
  const bar = app.page.getByRole("progressbar", { name: text.working });
  await bar.waitFor();
  await app.page.getByText(text.checking("imap", imap.host)).waitFor();
  await app.page.getByRole("button", { name: words.common.cancel }).click();
  await bar.waitFor({ state: "detached" });
  expect(await typedInForm(app.page)).toEqual(asTyped(ann, { imap, smtp }));
  expect(await app.page.getByRole("button", { name: text.submit }).isEnabled()).toBe(true);
});

test("a certificate that nobody vouches for is shown whole; declining keeps the form and sends nothing", async () => {
  const servers = mail.servers(ann.address);
  const before = mail.log().length;
  await submitAccount(app.page, ann, servers);
  await question().waitFor();
  const shown = (await question().textContent()) ?? "";
  expect(shown).toContain(text.certificateText(servers.imap.host, servers.imap.port));
  expect(shown.replaceAll(":", "").toLowerCase()).toContain(mail.certificate);
  expect(shown).toContain("localhost");
  expect(shown).toContain(`${text.certificateIssuer}Gatepost`);
  expect(shown).toMatch(/from .*20\d\d to .*20\d\d/);
  expect(shown).toContain(text.certificateReasons.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
  await question().getByRole("button", { name: words.common.cancel }).click();
  await expectTold(ann, servers, "certificate-untrusted", place("imap", servers.imap));
  expect(mail.log().slice(before)).toEqual([]);
});

test("after one certificate was trusted, another one on the same port is refused again", async () => {
  const own = await startMailServers({ users: [ann] });
  closing.push(() => own.stop());
  const servers = own.servers(ann.address);
  await submitAccount(app.page, ann, servers);
  await trust();
  await expect.poll(() => question().textContent()).toContain(String(servers.smtp.port));
  await trust();
  const { page } = app;
  await page.getByRole("tree", { name: words.mail.folders }).waitFor();
  await own.pause();
  const { cert, key } = certificateOf(foreign);
  writeFileSync(join(own.folder, "etc/server.pem"), cert);
  writeFileSync(join(own.folder, "etc/server.key"), key);
  await own.start();
  const before = own.log().length;

  const banner = page.getByRole("region", { name: ann.address });
  const detail = { ...place("imap", servers.imap), reason: "pin-changed" };
  await until(async () => {
    const tryNow = banner.getByRole("button", { name: words.accounts.tryNow });
    if (await tryNow.isEnabled()) await tryNow.click();
    return ((await banner.textContent()) ?? "").includes(words.accounts.certificateWhere);
  });
  expect(((await banner.textContent()) ?? "").replaceAll(". ", ".")).toContain(
    sentences("certificate-untrusted", detail).replaceAll(". ", "."),
  );

  await page.getByRole("navigation").getByRole("button", { name: words.app.settings }).click();
  await page.getByRole("button", { name: words.accounts.editOf(ann.address) }).click();
  await page.getByRole("button", { name: words.accounts.saveAndCheck }).click();
  await question().waitFor();
  const shown = (await question().textContent()) ?? "";
  expect(shown).toContain(text.certificateChanged(servers.imap.host, servers.imap.port));
  expect(shown).toContain(text.certificateReasons["pin-changed"]);
  expect(shown.replaceAll(":", "").toLowerCase()).toContain(foreign.sha256);
  await question().getByRole("button", { name: words.common.cancel }).click();
  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toContain(sentences("certificate-untrusted", detail));
  expect(own.log().slice(before)).toEqual([]);
});

function certificateOf(certificates: Certificates): { readonly cert: string; readonly key: string } {
  return { cert: certificates.server.chain, key: certificates.server.key };
}

/** A port on which nobody listens: taken once and given back. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
