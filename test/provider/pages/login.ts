// Logging in on the web: address and password, then the intermediary page for the second factor if it is on.
import { type House, ProviderRefusal } from "../house.ts";
import { checkPassword, takeProof } from "../second-factor.ts";
import { closeSession, openSession, sessionUser } from "../sessions.ts";
import type { User } from "../users.ts";
import { cookie, cookieOf, field, html, type PageAnswer, type PageRequest, page, redirect } from "./html.ts";

export function loginPage(problem?: string): PageAnswer {
  return page({
    title: "Log in",
    brand: "Practice mail",
    problem,
    // Shown wherever a session is missing: it is answered in one place.
    content: html`<form method="post" action="/login">
      ${field("E-mail address", "address", "email", 'autocomplete="username"')}
      ${field("Password", "password", "password", 'autocomplete="current-password"')}
      <button>Log in</button></form>
      <p><a href="/sms">The practice phone</a></p>`,
  });
}

/** A password that is right opens a session, or half a one if a second factor is needed. */
export function login(house: House, { form }: PageRequest): PageAnswer {
  const user = checkPassword(house, form.get("address") ?? "", form.get("password") ?? "");
  const { token } = openSession(house, user.address, user.twoFactor ? "half" : "web");
  return user.twoFactor
    ? redirect("/login/code", [cookie("half", token)])
    : redirect("/account", [cookie("session", token)]);
}

export function codePage(user: User, problem?: string): PageAnswer {
  const backup =
    user.providerId === "mailfence"
      ? html`<form method="post">
          ${field("Or enter a backup code", "backupCode", "text", 'autocomplete="off"')}
          <button>Use backup code</button></form>`
      : undefined;
  return page({
    title: "Enter your code",
    brand: brandOf(user),
    problem,
    content: html`<p>Two-factor authentication is on for ${user.address}.</p>
      <form method="post">
        ${field("Six digits of your authentication app", "digits", "text", 'inputmode="numeric" autocomplete="one-time-code"')}
        <button>Continue</button></form>${backup}`,
  });
}

export function loginWithCode(house: House, request: PageRequest): PageAnswer {
  const half = cookieOf(request, "half");
  const user = sessionUser(house, half, "half");
  try {
    takeProof(house, user, {
      digits: request.form.get("digits") ?? undefined,
      backupCode: request.form.get("backupCode") ?? undefined,
    });
  } catch (failure) {
    if (failure instanceof ProviderRefusal) return codePage(user, failure.message);
    throw failure;
  }
  closeSession(house, half);
  const { token } = openSession(house, user.address, "web");
  return redirect("/account", [cookie("session", token), cookie("half", "")]);
}

export const brandOf = (user: User): string => (user.providerId === "mailfence" ? "Mailfence" : "mail.com");
