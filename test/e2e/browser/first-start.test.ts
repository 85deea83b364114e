// The first start, the navigation, and adding an account by the window: what is said when it does not work.
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { memoryKeychain } from "../../support/memory-keychain.ts";
import { ann } from "../../support/reader.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(...options: Parameters<typeof startBrowserApp>): Promise<BrowserApp> {
  const app = await startBrowserApp(...options);
  closing.push(() => app.close());
  return app;
}

async function fillPerson(app: BrowserApp, address: string, password: string): Promise<void> {
  const { page } = app;
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ann Ladder");
  await page.getByRole("textbox", { name: "Email address" }).fill(address);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
}

async function fillServers(app: BrowserApp, servers: ReturnType<MailServers["servers"]>): Promise<void> {
  const { page } = app;
  await page.getByRole("button", { name: "Set up by hand" }).click();
  for (const [name, server] of [
    ["IMAP", servers.imap],
    ["SMTP", servers.smtp],
  ] as const) {
    await page.getByRole("textbox", { name: `${name} server` }).fill(server.host);
    await page.getByRole("textbox", { name: `${name} port` }).fill(String(server.port));
    const security = server.security === "tls" ? "TLS" : "STARTTLS";
    await page.getByRole("combobox", { name: `${name} security` }).selectOption({ label: security });
  }
}

test("a new program welcomes, and each place of the navigation opens", async () => {
  const app = await open();
  const { page } = app;
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  expect(await page.title()).toMatch(/^Gatepost/);
  expect(await page.getByRole("button", { name: "Try a practice account" }).count()).toBe(0);
  const navigation = page.getByRole("navigation");
  await navigation.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await navigation.getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).waitFor();
  await navigation.getByRole("button", { name: "Mail" }).click();
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  expect(app.pageErrors).toEqual([]);
});

test("a locked keychain says what to do, and the program goes on when it is unlocked", async () => {
  const keychain = memoryKeychain("locked");
  const { page } = await open({ keychain });
  await page.getByRole("heading", { name: "Your keychain is locked" }).waitFor();
  await page.getByText("Unlock the keyring").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Your keychain is locked" }).waitFor();
  keychain.setState("ok");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
});

test("what is missing in the form is said beside the field, and nothing is asked of any server", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill("no address");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Type a whole address").waitFor();
  await page.getByText("Type the password.").waitFor();
  expect(await page.getByRole("progressbar").count()).toBe(0);
  expect(await page.getByRole("textbox", { name: "Email address" }).inputValue()).toBe("no address");
});

test("a closed port is told with the server, the reason and the next step, and keeps what was typed", async () => {
  const app = await open();
  const { page } = app;
  const port = await closedPort();
  const server = { host: "127.0.0.1", port, security: "tls" as const, userName: ann.address };
  await fillPerson(app, ann.address, ann.password);
  await fillServers(app, { imap: server, smtp: server });
  await page.getByRole("button", { name: "Add this account" }).click();
  const note = page.getByRole("alert");
  await note.waitFor();
  expect(await note.textContent()).toContain(
    `The IMAP server 127.0.0.1, port ${port} does not accept connections.`,
  );
  expect(await note.textContent()).toContain("Check the port.");
  expect(await page.getByRole("textbox", { name: "Password" }).inputValue()).toBe(ann.password);
  expect(await page.getByRole("textbox", { name: "SMTP port" }).inputValue()).toBe(String(port));
});

test("an untrusted certificate is shown whole; a wrong password names the server; the right one adds the account", async () => {
  const servers = await startMailServers({ users: [ann] });
  closing.push(() => servers.stop());
  const app = await open();
  const { page } = app;
  await fillPerson(app, ann.address, "not the password");
  await fillServers(app, servers.servers(ann.address));
  await page.getByRole("button", { name: "Add this account" }).click();

  const question = page.getByRole("alertdialog", { name: "This server's identity could not be verified" });
  await question.waitFor();
  const shown = (await question.textContent())?.replaceAll(":", "").toLowerCase() ?? "";
  expect(shown).toContain(servers.certificate);
  expect(servers.log()).toEqual([]);
  await question.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("could not be verified").waitFor();
  // The second of two quick clicks may fall on a dialog that has just come: it trusts nothing. Seen from within the
  // page, so that a slow machine does not look too late.
  const heedless = page.waitForFunction(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>("[role=alertdialog] button")];
    const trust = buttons.find(({ innerText }) => innerText.trim() === "Trust this certificate");
    trust?.click();
    return trust && { disabled: trust.disabled };
  });
  await page.getByRole("button", { name: "Add this account" }).click();
  expect(await (await heedless).jsonValue()).toEqual({ disabled: true });
  expect(servers.log()).toEqual([]);
  await question.getByRole("button", { name: "Trust this certificate" }).click();

  await page.getByText("refused the user name or the password").waitFor();
  expect(await page.getByRole("alert").textContent()).toMatch(/^The IMAP server 127\.0\.0\.1/);
  expect(await page.getByRole("alert").textContent()).toContain("app password");
  expect(await page.getByRole("textbox", { name: "Password" }).inputValue()).toBe("not the password");

  await page.getByRole("textbox", { name: "Password" }).fill(ann.password);
  await page.getByRole("button", { name: "Add this account" }).click();
  await question.getByRole("button", { name: "Trust this certificate" }).click();
  await page.getByRole("tree", { name: "Folders" }).waitFor();
  await page.getByRole("treeitem", { name: "Sent" }).waitFor();
  expect(app.pageErrors).toEqual([]);
});

test("servers of another domain that DNS names are filled in, told whole, and not used before a person agrees", async () => {
  const { page } = await open();
  const job = { id: "", name: "accounts.lookup", phase: "", done: 0, total: 0 };
  const detail = {
    domain: "ladders.test",
    ...{ imapHost: "imap.mail-keeper.test", imapPort: 143, imapSecurity: "starttls" },
    ...{ smtpHost: "smtp.ladders.test", smtpPort: 465, smtpSecurity: "tls" },
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    "accounts.lookup": () => {
      job.id = `of ${detail.imapHost}`;
      return { jobId: job.id };
    },
    "jobs.get": () => ({ ...job, state: "failed", error: { code: "servers-not-found", detail } }),
  };
  const added: string[] = [];
  await page.route(/\/call\/(accounts\.lookup|jobs\.get|accounts\.add)$/, (route) => {
    const name = route.request().url().split("/").at(-1) ?? "";
    if (name === "accounts.add") added.push(route.request().postData() ?? "");
    const value = answers[name]?.();
    return route.fulfill({
      json: value ? { ok: true, value } : { ok: false, error: { code: "cancelled", detail: {} } },
    });
  });
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ann Ladder");
  await page.getByRole("textbox", { name: "Email address" }).fill("ann@ladders.test");
  await page.getByRole("textbox", { name: "Password" }).fill(ann.password);
  await page.getByRole("button", { name: "Continue" }).click();
  const note = page.getByRole("status").filter({ hasText: "domain name system" });
  await note.waitFor();
  expect(await note.textContent()).toContain("imap.mail-keeper.test (IMAP");
  expect(await note.textContent()).toContain("smtp.ladders.test (SMTP");
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(await page.getByRole("textbox", { name: "IMAP server" }).inputValue()).toBe("imap.mail-keeper.test");
  expect(await page.getByRole("textbox", { name: "IMAP port" }).inputValue()).toBe("143");
  expect(await page.getByRole("combobox", { name: "IMAP security" }).inputValue()).toBe("starttls");
  expect(await page.getByRole("textbox", { name: "User name" }).inputValue()).toBe("ann@ladders.test");
  expect(added).toEqual([]);
  await page.getByRole("button", { name: "Add this account" }).click();
  await expect.poll(() => added.length).toBe(1);
  expect(added[0]).toContain('"host":"imap.mail-keeper.test","port":143,"security":"starttls"');

  // Another address is looked up anew, and its servers take the place of the others.
  detail.imapHost = "imap.elsewhere.test";
  await page.getByRole("button", { name: "Find the servers for me" }).click();
  await note.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Continue" }).click();
  await note.filter({ hasText: "imap.elsewhere.test (IMAP" }).waitFor();
  expect(await page.getByRole("textbox", { name: "IMAP server" }).inputValue()).toBe("imap.elsewhere.test");
});

/** A port on which nobody listens: taken once and given back. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
