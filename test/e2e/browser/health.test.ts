// The health page of an account, and the sign-in screen while a server does not say what is wrong: both against real
// servers that refuse, change their answer, go away and come back.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letter, type Reader, startReader } from "../../support/reader.ts";

let reader: Reader;
beforeAll(async () => {
  reader = await startReader([letter({ subject: "First", text: "One" })]);
  await reader.page.getByRole("option", { name: /First/ }).waitFor();
  reader.page.setDefaultTimeout(12_000);
});
afterAll(() => reader.close());

const section = (name: string) => reader.page.getByRole("region", { name, exact: true });
const banner = () => section(reader.address);
/** Pictures for whoever wants to look: GATEPOST_PICTURES names a folder. */
const shoot = async (name: string) => {
  const folder = process.env.GATEPOST_PICTURES;
  if (folder === undefined) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await reader.page.emulateMedia({ colorScheme });
    await reader.page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await reader.page.emulateMedia({ colorScheme: "light" });
};
const refusedLogins = () =>
  reader.servers.log().filter(({ user, accepted }) => user === reader.address && !accepted).length;

test("of an account that is well: connected, the last successes, nothing refused", async () => {
  const { page } = reader;
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: `Health of ${reader.address}` }).waitFor();
  await shoot("settings");
  await page.getByRole("button", { name: `Health of ${reader.address}` }).click();
  await page.getByRole("heading", { name: `Health of ${reader.address}` }).waitFor();
  await section("Now").getByText("Connected.").waitFor();
  await section("Last success").getByText("Receiving (IMAP)").waitFor();
  await section("Last refusal").getByText("No login has been refused.").waitFor();
  await page
    .getByRole("list", { name: "What happened" })
    .getByText("Receiving (IMAP): the login was accepted")
    .first()
    .waitFor();
});

test("of one whose server is away: a countdown, and Try now brings it back", async () => {
  const { page, servers } = reader;
  await servers.pause();
  await section("Now")
    .getByRole("timer")
    .getByText(/Gatepost tries again by itself in \d+:\d\d/)
    .waitFor();
  await section("Now").getByText("cannot reach its server").waitFor();
  const events = page.getByRole("list", { name: "What happened" });
  await events
    .getByText(/Receiving \(IMAP\): .*refused the connection|not accept connections|no connection/i)
    .first()
    .waitFor();
  await shoot("health-offline");
  await servers.start();
  await section("Now").getByRole("button", { name: "Try now" }).click();
  await section("Now").getByText("Connected.").waitFor();
});

test("a refusal without a reason: the causes in order, one login, and each try says what changed", async () => {
  const { page, servers } = reader;
  servers.setPassword(reader.address, "another tall ladder");
  servers.refuse(reader.address, "Authentication failed.");
  await servers.kick(reader.address);
  await page.getByRole("button", { name: "Mail", exact: true }).click();
  await banner().getByRole("button", { name: "Details" }).waitFor();
  await shoot("banner-refused");
  await banner().getByRole("button", { name: "Details" }).click();
  await section("Now").getByText("does not log in by itself any more").waitFor();
  const refusal = section("Last refusal");
  await refusal.getByText("Authentication failed.").waitFor();
  await refusal.getByText("One of these, the likeliest first:").waitFor();
  await shoot("health-refused");
  expect(refusedLogins()).toBe(1);

  await section("Now").getByRole("button", { name: "Sign in again" }).click();
  const causes = page.getByRole("group", { name: "What it may be, the likeliest first" });
  await causes.getByRole("radio").first().waitFor();
  expect(await causes.getByRole("radio").count()).toBeGreaterThan(1);
  expect(await causes.getByRole("radio").first().isChecked()).toBe(true);
  await page.getByText("The stored password was accepted until").waitFor();
  await causes.getByRole("radio", { name: /does not accept the password/ }).check();
  await page.getByRole("textbox", { name: "New password" }).fill("not this one");
  await page.getByRole("button", { name: "Check and sign in" }).click();
  await section("What you have tried").getByText("the same answer as before").waitFor();
  await shoot("relogin-same-answer");
  expect(refusedLogins()).toBe(2);

  servers.refuse(reader.address, "IMAP access is disabled for this mailbox");
  await page.getByRole("textbox", { name: /New password|App password/ }).fill("another tall ladder");
  await page.getByRole("button", { name: "Check and sign in" }).click();
  await section("What you have tried").getByText("another answer than before").waitFor();
  await page.getByRole("heading", { name: /POP3\/IMAP access is switched off/ }).waitFor();
  await page
    .getByRole("list", { name: "What to do" })
    .getByText("Switch POP3/IMAP access on again")
    .waitFor();
  await shoot("relogin-other-answer");

  servers.refuse(reader.address, undefined);
  await page.getByRole("textbox", { name: "New password" }).fill("another tall ladder");
  await page.getByRole("button", { name: "Check and sign in" }).click();
  await page.getByRole("heading", { name: "Signed in. Mail flows again." }).waitFor();
});

test("afterwards the page tells the whole story, without a password in it", async () => {
  const { page } = reader;
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: `Health of ${reader.address}` }).click();
  await section("Now").getByText("Connected.").waitFor();
  await section("Last refusal").getByText("It has been mended since.").waitFor();
  const events = page.getByRole("list", { name: "What happened" });
  await events.getByText("A new password was put into the keychain").first().waitFor();
  await events.getByText("a new password was tried, and not accepted").first().waitFor();
  await events.getByText("the login was refused").first().waitFor();
  await shoot("health-mended");
  const told = JSON.stringify(await reader.ask("accounts.health", { accountId: await accountId() }));
  for (const secret of [reader.password, "another tall ladder", "not this one"])
    expect(told).not.toContain(secret);
  expect(reader.pageErrors).toEqual([]);
});

const accountId = async () =>
  ((await reader.ask("accounts.list")) as readonly { readonly id: string }[])[0]?.id;
