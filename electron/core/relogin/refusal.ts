// Turns a refused login into what the page shows: the reason, and the steps in the order in which the provider wants
// them. It opens no connection and changes nothing.
import type { Refusal, SignInStep } from "../../../shared/models/account.ts";
import type { Cause } from "../../../shared/providers/cause.ts";
import { partsOf } from "../../../shared/providers/cause.ts";
import { findProvider, type Provider, providerOf } from "../../../shared/providers/index.ts";
import type { AccountRecord, RefusedLogin } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";
import { consequenceOf } from "./consequence.ts";
import { type Explanation, explain } from "./explain.ts";

/** `twoFactorOn`: the account is known to use two-factor authentication, because Gatepost switched it on. */
export function describeRefusal(
  account: AccountRecord,
  refused: RefusedLogin,
  practiceDomains: readonly PracticeDomain[],
  twoFactorOn = false,
): Refusal {
  const provider = providerOfAccount(account, practiceDomains);
  const found = explain({
    provider: provider?.id ?? account.providerId,
    protocol: refused.protocol,
    text: refused.serverText,
    code: refused.responseCode,
  });
  const { cause, confidence, alternatives } = refine(found, provider, twoFactorOn);
  const wants = wantsAppPassword(cause, provider) ? "app-password" : "password";
  return {
    accountId: account.id,
    ...(provider ? { providerName: provider.name } : {}),
    protocol: refused.protocol,
    cause,
    confidence,
    alternatives: [...alternatives],
    serverText: refused.serverText,
    at: refused.at,
    wants,
    steps: stepsFor(cause, provider, wants),
  };
}

/** The provider of an account: as it was saved, else by its address; practice domains stand for the one they play. */
export function providerOfAccount(
  account: Pick<AccountRecord, "address" | "providerId">,
  practiceDomains: readonly PracticeDomain[],
): Provider | undefined {
  const domain = account.address.slice(account.address.lastIndexOf("@") + 1).toLowerCase();
  const practice = practiceDomains.find((known) => known.domain === domain);
  return providerOf(practice?.providerId) ?? providerOf(account.providerId) ?? findProvider(domain);
}

type Judged = Pick<Explanation, "cause" | "confidence" | "alternatives">;

/** A provider that wants an app password once two-factor authentication is on means that by its bare "no". */
function refine(found: Explanation, provider: Provider | undefined, twoFactorOn: boolean): Judged {
  const bare = partsOf(found.cause).includes("wrong_password") || found.cause === "auth_failed_generic";
  if (!twoFactorOn || !bare || !provider?.afterActivation.appPassword?.required) return found;
  const others = [...partsOf(found.cause), ...found.alternatives, "wrong_password" as const];
  return {
    cause: "app_password_required",
    confidence: "likely",
    alternatives: [...new Set(others)].filter((cause) => cause !== "app_password_required"),
  };
}

function wantsAppPassword(cause: Cause, provider: Provider | undefined): boolean {
  if (partsOf(cause).includes("app_password_required")) return true;
  // Where programs need an app password with two-factor authentication, access that was switched off means it is on.
  return provider?.afterActivation.appPassword?.required === true && partsOf(cause).includes("imap_disabled");
}

function stepsFor(cause: Cause, provider: Provider | undefined, wants: Refusal["wants"]): SignInStep[] {
  const { action, retry } = consequenceOf(cause);
  if (retry === "backoff") return [step("wait")];
  if (action === "contact-provider" || action === "ask-administrator")
    return [{ ...step("contact"), ...(provider ? { link: "help" as const } : {}) }, step("type-password")];
  const webLogin: SignInStep[] =
    action === "log-in-on-the-web"
      ? [{ ...step("web-login"), ...(provider ? { link: "web-login" as const } : {}) }]
      : [];
  if (wants === "password") return [...webLogin, ...switchSteps(cause, provider), step("type-password")];
  return [...webLogin, ...switchSteps(cause, provider), ...appPasswordSteps(provider), step("paste")];
}

function switchSteps(cause: Cause, provider: Provider | undefined): SignInStep[] {
  const known = provider?.afterActivation.imapSwitch;
  if (known?.required)
    return [
      {
        kind: "switch-on-imap",
        menuPath: known.menuPath,
        instructions: known.steps,
        ...(provider?.links.imapSwitch ? { link: "imap-switch" as const } : {}),
      },
    ];
  return partsOf(cause).includes("imap_disabled") ? [step("switch-on-imap")] : [];
}

function appPasswordSteps(provider: Provider | undefined): SignInStep[] {
  const known = provider?.afterActivation.appPassword;
  if (!known?.required) return [step("make-app-password")];
  return [
    {
      kind: "make-app-password",
      menuPath: known.menuPath,
      instructions: known.steps,
      ...(provider?.links.appPassword ? { link: "app-password" as const } : {}),
    },
  ];
}

function step(kind: SignInStep["kind"]): SignInStep {
  return { kind, menuPath: [], instructions: [] };
}
