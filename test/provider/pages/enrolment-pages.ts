// The enrolment as pages, one a step, in the words of the two operators' help pages. Each button is an action; the
// steps themselves are in ../enrolment.ts.

import { secretKeyFile } from "../api.ts";
import { qrPicture, secretKeyPdf } from "../artefacts.ts";
import * as enrolment from "../enrolment.ts";
import { type House, ProviderRefusal } from "../house.ts";
import type { User } from "../users.ts";
import { button, field, type Html, html, type PageAnswer, type PageRequest, page, redirect } from "./html.ts";
import { brandOf } from "./login.ts";

interface Shown {
  readonly problem?: string | undefined;
  /** the user asked to enter another number */
  readonly changePhone?: boolean;
  /** codes that were made just now; they are shown this once */
  readonly backupCodes?: readonly string[];
}

const title: Readonly<Record<enrolment.StepName, string>> = {
  "not-started": "Two-factor authentication",
  password: "Confirm your password",
  phone: "Verify your mobile phone number",
  "sms-code": "Enter the confirmation code",
  authenticator: "Set up your authentication app",
  "backup-codes": "Backup codes",
  digits: "Enter the 6-digit code",
  "secret-key": "Your secret key for emergencies",
  review: "Check your personal information",
  activate: "Activate two-factor authentication",
  done: "Two-factor authentication is active",
};

export async function enrolmentPage(house: House, user: User, shown: Shown = {}): Promise<PageAnswer> {
  const state = enrolment.enrolmentOf(house, user.address);
  const back = state.canGoBack
    ? html`<form method="post"><div class="actions">${button("back", "Back")}</div></form>`
    : undefined;
  return page({
    title: title[state.step],
    brand: brandOf(user),
    signedIn: true,
    problem: shown.problem,
    content: html`${await stepContent(house, user, state, shown)}${back}`,
  });
}

const oneField = (
  label: string,
  name: string,
  action: string,
  submit: string,
  more = "",
  type = "text",
): Html => html`<form method="post">${field(label, name, type, more)}${button(action, submit)}</form>`;
const oneButton = (action: string, label: string): Html =>
  html`<form method="post">${button(action, label)}</form>`;
const sixDigits = 'inputmode="numeric" autocomplete="one-time-code"';

async function stepContent(
  house: House,
  user: User,
  state: enrolment.Enrolment,
  shown: Shown,
): Promise<Html> {
  switch (state.step) {
    case "not-started":
      return user.providerId === "mailfence" ? html`${oneButton("start", "Set-up")}` : whatYouNeed;
    case "password":
      return html`<p>Enter the password of ${user.address}.</p>
        ${oneField("Password", "password", "password", "Start now", 'autocomplete="current-password"', "password")}`;
    case "phone":
      return phoneContent(state.saved, shown.changePhone === true);
    case "sms-code":
      return html`<p>We have sent a confirmation code to ${state.sentTo}.</p>
        ${oneField("Confirmation code", "code", "sms-confirm", "Continue", sixDigits)}
        ${oneButton("resend", "Resend SMS")}`;
    case "authenticator":
      return authenticatorContent(house, user, state.asksDigits);
    case "backup-codes":
      return backupCodesContent(state.count, shown.backupCodes);
    case "digits":
      return oneField("6-digit code", "digits", "digits", "Continue", sixDigits);
    case "secret-key":
      return html`<p>With this key you can switch two-factor authentication off if you lose your app. Save it as a PDF
        and print it.</p>
        <form method="post" action="/security/two-factor/secret-key"><button>Save your secret key</button></form>
        ${oneButton("continue", "Continue")}`;
    case "review":
      return html`<table>${state.facts.map((fact) => html`<tr><th>${fact.name}</th><td>${fact.value}</td></tr>`)}</table>
        ${oneButton("continue", "Next")}`;
    case "activate":
      return html`<p>Everything is set up. From now on the web login asks for a code.</p>${oneButton("activate", "Activate now")}`;
    case "done":
      return doneContent(state.effect);
  }
}

const whatYouNeed = html`<p>What you will need:</p>
  <ul><li>your password</li><li>your mobile phone, to receive a text message</li>
  <li>an authentication app</li><li>a printer or a safe place for your secret key</li></ul>
  ${oneButton("start", "Start setup now")}`;

function phoneContent(saved: string | undefined, change: boolean): Html {
  if (saved !== undefined && !change) {
    return html`<p>Your mobile phone number: <strong>${saved}</strong></p>
      <form method="post"><div class="actions">${button("sms", "Request SMS")}${button("change-phone", "Change")}</div></form>`;
  }
  return oneField("Mobile phone number", "number", "sms", "Request SMS", 'autocomplete="tel"', "tel");
}

async function authenticatorContent(house: House, user: User, asksDigits: boolean): Promise<Html> {
  const shown = enrolment.authenticatorOf(house, user);
  const { png, width } = await qrPicture(shown.otpauthUri);
  const source = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  return html`<p>Scan this QR code with your authentication app.</p>
    <img class="qr" src="${source}" width="${width}" height="${width}" alt="QR code for your authentication app">
    <p>You cannot scan it? Copy the code and paste it into the app: <code id="setup-key">${shown.setupKey}</code></p>
    <p><button type="button" data-copy="setup-key">Copy code</button></p>
    <details><summary>Problems with scanning?</summary><p>Make the window larger, clean the camera, or use the code
      above. The app needs the kind "time-based" with six digits.</p></details>
    <details><summary>Still don't have an authentication app?</summary><p>Gatepost is one. Any app that
      knows time-based codes will do.</p></details>
    ${
      asksDigits
        ? oneField("Authentication code", "digits", "confirm-digits", "Continue", sixDigits)
        : oneButton("continue", "Continue")
    }`;
}

function backupCodesContent(count: number, codes: readonly string[] | undefined): Html {
  return html`<p>A backup code lets you in without your device. Each works once. New codes make the old ones
    invalid.</p>
    ${
      codes
        ? html`<ol aria-label="Backup codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>`
        : html`<p>${count} codes are valid.</p>`
    }
    ${oneButton("backup-codes", "Generate backup codes")}${oneButton("continue", "Continue")}`;
}

function doneContent(effect: "sign-in-again" | "unchanged"): Html {
  if (effect === "unchanged") {
    return html`<p>Each web login now asks for a code of your device, or a backup code. Mail programs keep working with
      your password.</p><p><a href="/security">Security</a></p>`;
  }
  return html`<p>What happens now:</p><ol>
    <li>Programs and POP3/IMAP have been logged out and need to log in again.</li>
    <li>POP3/IMAP access must be activated again in the <a href="/settings/pop3-imap">e-mail settings</a>.</li>
    <li>Mail programs need an <a href="/security/app-passwords">application-specific password</a>.</li></ol>`;
}

/** What a button does. Refusals are shown in place. */
export async function enrolmentAction(
  house: House,
  user: User,
  session: string,
  request: PageRequest,
): Promise<PageAnswer> {
  try {
    const again = act(house, user, session, request.form);
    return again === undefined ? redirect("/security/two-factor") : await enrolmentPage(house, user, again);
  } catch (failure) {
    if (!(failure instanceof ProviderRefusal)) throw failure;
    return enrolmentPage(house, user, { problem: problemWords(house, user, failure) });
  }
}

function problemWords(house: House, user: User, failure: ProviderRefusal): string {
  if (failure.code !== "order") return failure.message;
  const { step } = enrolment.enrolmentOf(house, user.address);
  if (step === "secret-key") return "Please save your secret key first.";
  if (step === "backup-codes") return "Please generate your backup codes first.";
  return failure.message;
}

function act(house: House, user: User, session: string, form: URLSearchParams): Shown | undefined {
  const value = (name: string): string => form.get(name) ?? "";
  switch (form.get("action")) {
    case "start":
      return void enrolment.start(house, user);
    case "password":
      return void enrolment.givePassword(house, user, value("password"));
    case "change-phone":
      return { changePhone: true };
    case "sms":
      return void enrolment.requestSms(house, user, form.get("number") ?? undefined);
    case "resend":
      return void enrolment.resendSms(house, user);
    case "sms-confirm":
      return void enrolment.confirmSms(house, user, value("code"));
    case "confirm-digits":
      return void enrolment.confirmDigits(house, user, value("digits"));
    case "digits":
      return void enrolment.finishWithDigits(house, user, value("digits"));
    case "backup-codes":
      return { backupCodes: enrolment.generateBackupCodes(house, user) };
    case "continue":
      return void enrolment.goOn(house, user);
    case "back":
      return void enrolment.goBack(house, user);
    case "activate":
      return void enrolment.activate(house, user, session);
    default:
      throw new ProviderRefusal("bad-request");
  }
}

export async function secretKeyDownload(house: House, user: User): Promise<PageAnswer> {
  const key = enrolment.takeSecretKey(house, user);
  return {
    status: 200,
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${secretKeyFile(user.address)}"`,
      "cache-control": "no-store",
    },
    body: await secretKeyPdf(user.address, key, house.now()),
  };
}
