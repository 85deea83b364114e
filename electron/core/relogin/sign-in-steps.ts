// What is to be done about a refused login, in the order in which the provider wants it. Data of the provider and the
// cause go in, steps come out; pure.
import type { PossibleCause, SignInStep } from "../../../shared/models/account.ts";
import { type Cause, partsOf } from "../../../shared/providers/cause.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import { consequenceOf } from "./consequence.ts";

export interface StepContext {
  readonly provider: Provider | undefined;
  /** the account signs in at the provider's page (OAuth2) */
  readonly byToken: boolean;
  /** the server itself has named a page of the provider */
  readonly webAlert: boolean;
}

/** An account that signs in with a token goes on doing so; another one where the provider wants it. */
export function wantsFor(cause: Cause, { provider, byToken }: StepContext): PossibleCause["wants"] {
  const { action } = consequenceOf(cause);
  const wantsToken = action === "sign-in-with-oauth" || action === "refresh-token";
  if (byToken || (wantsToken && provider?.oauth)) return "oauth";
  if (partsOf(cause).includes("app_password_required")) return "app-password";
  // Where programs need an app password with two-factor authentication, access that was switched off means it is on.
  return provider?.afterActivation.appPassword?.required === true && partsOf(cause).includes("imap_disabled")
    ? "app-password"
    : "password";
}

export function stepsFor(cause: Cause, context: StepContext): SignInStep[] {
  const { provider } = context;
  const wants = wantsFor(cause, context);
  const last = step(wants === "oauth" ? "sign-in-with-oauth" : "type-password");
  const { action, retry } = consequenceOf(cause);
  if (cause === "bridge_not_running") return [step("start-bridge")];
  if (retry === "backoff") return [step("wait")];
  if (cause === "bridge_signed_out") return [step("sign-in-to-bridge"), step("type-password")];
  if (cause === "privacy_required") return [step("check-servers")];
  if (cause === "authorization_failed") return [step("check-user-name"), last];
  if (action === "contact-provider" || action === "ask-administrator")
    return [{ ...step("contact"), ...(provider ? { link: "help" as const } : {}) }, last];
  const web = webSteps(cause, context);
  // A permission that was taken back says nothing about a switch, nor does a page that wants to be seen.
  const switched = (wants !== "oauth" && web.length === 0) || partsOf(cause).includes("imap_disabled");
  const before = [...web, ...(switched ? switchSteps(cause, provider) : [])];
  return wants === "app-password"
    ? [...before, ...appPasswordSteps(provider), step("paste")]
    : [...before, last];
}

function webSteps(cause: Cause, { provider, webAlert }: StepContext): SignInStep[] {
  const onTheWeb = consequenceOf(cause).action === "log-in-on-the-web" || cause === "password_expired";
  if (!onTheWeb) return [];
  if (webAlert) return [{ ...step("web-login"), link: "web-alert" }];
  return [{ ...step("web-login"), ...(provider?.links.webLogin ? { link: "web-login" as const } : {}) }];
}

function switchSteps(cause: Cause, provider: Provider | undefined): SignInStep[] {
  const known = provider?.afterActivation.imapSwitch;
  // A wrong password alone is no sign that access was switched off.
  if (known?.required && cause !== "wrong_password")
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
