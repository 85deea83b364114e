// The practice provider's own pages in a browser, up to the one with the QR code, as a person goes there by hand.
import type { Page } from "playwright-core";
import type { Practice } from "../provider/practice.ts";

/** Answers the secret that the page shows as text beside its code, without spaces. */
export async function openProviderQrPage(page: Page, practice: Practice): Promise<string> {
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
  const { provider, address, password } = practice;
  await page.goto(`${provider.web}/login`);
  await page.getByLabel("E-mail address").fill(address);
  await page.getByLabel("Password").fill(password);
  await press("Log in");
  await page.goto(`${provider.web}/security/two-factor`);
  await press("Start setup now");
  await page.getByLabel("Password").fill(password);
  await press("Start now");
  await page.getByLabel("Mobile phone number").fill("+49 151 00000042");
  await press("Request SMS");
  await heading("Enter the confirmation code");
  const code = /\d{4,8}/.exec(provider.lastSms("+4915100000042")?.text ?? "")?.[0] ?? "";
  await page.getByLabel("Confirmation code").fill(code);
  await press("Continue");
  await heading("Set up your authentication app");
  return (await page.locator("#setup-key").textContent())?.replaceAll(" ", "") ?? "";
}
