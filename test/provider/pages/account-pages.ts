// The signed-in pages beside the enrolment: overview, security options, application-specific passwords, POP3/IMAP.
import { accountFacts, disableTwoFactor, renewBackupCodes, switchAccess } from "../account.ts";
import { type AppPassword, listAppPasswords, makeAppPassword, revokeAppPassword } from "../app-passwords.ts";
import { type House, ProviderRefusal } from "../house.ts";
import type { User } from "../users.ts";
import { button, field, type Html, html, type PageAnswer, type PageRequest, page } from "./html.ts";
import { brandOf } from "./login.ts";

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

interface Shown {
  readonly problem?: string;
  readonly made?: AppPassword & { readonly appPassword: string };
  readonly backupCodes?: readonly string[];
}

export function accountPage(house: House, user: User): PageAnswer {
  const facts = accountFacts(house, user.address);
  return page({
    title: `Welcome, ${user.name}`,
    brand: brandOf(user),
    signedIn: true,
    content: html`<table>
      <tr><th>E-mail address</th><td>${facts.address}</td></tr>
      <tr><th>Two-factor authentication</th><td>${facts.twoFactor}</td></tr>
      <tr><th>POP3/IMAP access</th><td>${facts.access ? "on" : "off"}</td></tr></table>
      <p><a href="/security">${user.providerId === "mailfence" ? "Settings: Account, Security" : "Security Options"}</a></p>`,
  });
}

export function securityPage(house: House, user: User, shown: Shown = {}): PageAnswer {
  const facts = accountFacts(house, user.address);
  const heading = user.providerId === "mailfence" ? "Two factor authentication" : "Two-factor authentication";
  const off = html`<p>Not active.</p><p><a href="/security/two-factor">${
    user.providerId === "mailfence" ? "Set-up" : "Activate two-factor authentication"
  }</a></p>`;
  return page({
    title: user.providerId === "mailfence" ? "Security" : "Security Options",
    brand: brandOf(user),
    signedIn: true,
    ...(shown.problem === undefined ? {} : { problem: shown.problem }),
    content: html`<h2>${heading}</h2>${user.twoFactor ? onContent(user, facts.since ?? 0, facts.backupCodesLeft, shown) : off}
      <h2>Passwords for programs</h2>
      <p><a href="/security/app-passwords">Manage application-specific passwords</a></p>`,
  });
}

function onContent(user: User, since: number, left: number | undefined, shown: Shown): Html {
  const proof =
    user.providerId === "mailfence" ? "Six digits or a backup code" : "Six digits or your secret key";
  const codes = shown.backupCodes;
  const renew = html`<h3>Backup codes</h3>
    ${codes ? html`<ol aria-label="Backup codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>` : html`<p>${left ?? 0} left.</p>`}
    <form method="post">${field("Password", "password", "password")}${button("backup-codes", "Generate backup codes")}</form>`;
  return html`<p>Active since ${day(since)}. One device is linked.</p>
    ${user.providerId === "mailfence" ? renew : undefined}
    <details><summary>Deactivate</summary><form method="post">
      ${field("Password", "password", "password")}${field(proof, "proof", "text", 'autocomplete="off"')}
      ${button("disable", "Deactivate two-factor authentication")}</form></details>`;
}

export function securityAction(house: House, user: User, { form }: PageRequest): PageAnswer {
  const password = form.get("password") ?? "";
  try {
    if (form.get("action") === "backup-codes") {
      return securityPage(house, user, { backupCodes: renewBackupCodes(house, user, password) });
    }
    const proof = form.get("proof") ?? "";
    const isDigits = /^\s*\d{3}\s?\d{3}\s*$/.test(proof);
    const other = user.providerId === "mailfence" ? { backupCode: proof } : { secretKey: proof };
    disableTwoFactor(house, user, password, isDigits ? { digits: proof } : other);
    return securityPage(house, { ...user, twoFactor: false });
  } catch (failure) {
    if (failure instanceof ProviderRefusal) return securityPage(house, user, { problem: failure.message });
    throw failure;
  }
}

export function appPasswordsPage(house: House, user: User, shown: Shown = {}): PageAnswer {
  const items = listAppPasswords(house, user.address);
  const allowed = user.twoFactor || user.providerId === "mailfence";
  return page({
    title: "Application-specific passwords",
    brand: brandOf(user),
    signedIn: true,
    ...(shown.problem === undefined ? {} : { problem: shown.problem }),
    content: html`${shown.made && madeContent(shown.made)}
      <ul aria-label="Application-specific passwords">${items.map(
        (item) => html`<li><form method="post">${item.name}, made on ${day(item.createdAt)}
          <input type="hidden" name="id" value="${item.id}">${button("revoke", "Revoke")}</form></li>`,
      )}</ul>
      ${
        allowed
          ? html`<h2>Create new application-specific password</h2><form method="post">
            ${field("Name of the program", "name")}${field("Your password", "password", "password")}
            ${button("create", "Continue")}</form>`
          : html`<p>You need these once two-factor authentication is active.</p>`
      }`,
  });
}

const madeContent = (made: AppPassword & { readonly appPassword: string }): Html =>
  html`<p role="status">Password for ${made.name}: <code id="app-password">${made.appPassword}</code>
    <button type="button" data-copy="app-password">Copy</button></p>
    <p>Note it now: it is shown only once.</p>`;

export function appPasswordsAction(house: House, user: User, { form }: PageRequest): PageAnswer {
  try {
    if (form.get("action") === "revoke") {
      revokeAppPassword(house, user.address, form.get("id") ?? "");
      return appPasswordsPage(house, user);
    }
    const made = makeAppPassword(house, user, form.get("name") ?? "", form.get("password") ?? "");
    return appPasswordsPage(house, user, { made });
  } catch (failure) {
    if (failure instanceof ProviderRefusal)
      return appPasswordsPage(house, user, { problem: failure.message });
    throw failure;
  }
}

export function accessPage(house: House, user: User): PageAnswer {
  const { access } = accountFacts(house, user.address);
  return page({
    title: "POP3/IMAP",
    brand: brandOf(user),
    signedIn: true,
    content: html`<p>Access to this account via POP3 and IMAP is <strong>${access ? "on" : "off"}</strong>.</p>
      <form method="post"><label style="display:flex;gap:.5rem;align-items:center">
        <input type="checkbox" name="enabled" value="yes" style="min-width:0" ${access && html`checked`}>
        Enable access to this account via POP3 and IMAP</label>
        ${button("save", "Save")}</form>`,
  });
}

export function accessAction(house: House, user: User, { form }: PageRequest): PageAnswer {
  switchAccess(house, user.address, form.get("enabled") === "yes");
  return accessPage(house, user);
}
