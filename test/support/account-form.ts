// The form that adds an account, filled as a person does it.
import type { Page } from "playwright-core";
import type { Servers } from "../../shared/models/account.ts";

export interface Person {
  readonly address: string;
  readonly password: string;
}

/** Opens the form, fills it by hand and sends it off. */
export async function submitAccount(page: Page, person: Person, servers: Servers): Promise<void> {
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ann Ladder");
  await page.getByRole("textbox", { name: "Email address" }).fill(person.address);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Set up by hand" }).click();
  for (const [name, server] of [
    ["IMAP", servers.imap],
    ["SMTP", servers.smtp],
  ] as const) {
    await page.getByRole("textbox", { name: `${name} server` }).fill(server.host);
    const security = server.security === "tls" ? "TLS" : "STARTTLS";
    await page.getByRole("combobox", { name: `${name} security` }).selectOption({ label: security });
    await page.getByRole("textbox", { name: `${name} port` }).fill(String(server.port));
  }
  await page.getByRole("button", { name: "Add this account" }).click();
}

/** All that stands in the form, by the names of its fields; the values of the selections too. */
export async function typedInForm(page: Page): Promise<Readonly<Record<string, string>>> {
  const typed: Record<string, string> = {};
  const boxes = ["Your name", "Email address", "Password", "User name"];
  for (const name of [...boxes, "IMAP server", "IMAP port", "SMTP server", "SMTP port"])
    typed[name] = await page.getByRole("textbox", { name }).inputValue();
  for (const name of ["IMAP security", "SMTP security"])
    typed[name] = await page.getByRole("combobox", { name }).inputValue();
  return typed;
}

export function asTyped(person: Person, { imap, smtp }: Servers): Readonly<Record<string, string>> {
  return {
    "Your name": "Ann Ladder",
    "Email address": person.address,
    Password: person.password,
    "User name": person.address,
    "IMAP server": imap.host,
    "IMAP port": String(imap.port),
    "IMAP security": imap.security,
    "SMTP server": smtp.host,
    "SMTP port": String(smtp.port),
    "SMTP security": smtp.security,
  };
}
