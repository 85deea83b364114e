// The steps of an enrolment on the provider's own pages, as data: the provider's words where they are known, the general
// way where they are not, then what is to be done for mail programs, in the provider's order. Pure.
import type { GuideAsk, StepLabel } from "../../../shared/models/enrolment.ts";
import type { Artefact, Provider, ProviderStep } from "../../../shared/providers/provider.ts";

/** A step of the guide. `after`: two-factor authentication is on already, and this is for mail programs. */
export type GuideStep =
  | {
      readonly kind: "provider";
      readonly label: StepLabel;
      readonly asks?: GuideAsk;
      readonly switchesOn: boolean;
    }
  | { readonly kind: "after"; readonly name: "imap-switch" | "app-password" };

export interface GuidePlan {
  readonly providerId: string | undefined;
  readonly steps: readonly GuideStep[];
  readonly effect: "unchanged" | "sign-in-again" | "unknown";
}

type ProviderGuideStep = Extract<GuideStep, { kind: "provider" }>;

const general = (
  name: Extract<StepLabel, { kind: "general" }>["name"],
  asks?: GuideAsk,
): ProviderGuideStep => ({
  kind: "provider",
  label: { kind: "general", name },
  switchesOn: false,
  ...(asks ? { asks } : {}),
});

/** For a provider that nothing is known of: what all of them have in common. */
const generalWay: readonly ProviderGuideStep[] = [
  general("find-setting"),
  general("choose-app"),
  general("show-code", "qr-code"),
  { ...general("type-digits", "digits"), switchesOn: true },
  general("keep-codes", "backup-codes"),
];

/**
 * `byToken`: the account signs in at the provider's page (OAuth2). undefined: the provider offers nothing that an
 * authenticator could do.
 */
export function guidePlan(provider: Provider | undefined, byToken = false): GuidePlan | undefined {
  const offered = provider?.twoFactor.offered ?? "unknown";
  if (offered !== "totp" && offered !== "unknown") return undefined;
  const known = provider?.twoFactor.steps.map(fromProvider) ?? [];
  const steps = known.length === 0 ? generalWay : withCode(withSwitch(known));
  return {
    providerId: provider?.id,
    steps: [
      ...steps,
      ...forgottenArtefacts(steps, provider?.twoFactor.artefacts ?? []),
      ...after(provider, byToken),
    ],
    effect: effectOf(provider, byToken),
  };
}

function fromProvider({ text, asks, switchesOn }: ProviderStep): ProviderGuideStep {
  return {
    kind: "provider",
    label: { kind: "provider", text },
    switchesOn: switchesOn === true,
    ...(asks ? { asks } : {}),
  };
}

/** Where no step is known to switch it on, it is the one that takes the digits, else the last. */
function withSwitch(steps: readonly ProviderGuideStep[]): readonly ProviderGuideStep[] {
  if (steps.some(({ switchesOn }) => switchesOn)) return steps;
  const digits = steps.findLastIndex(({ asks }) => asks === "digits");
  const at = digits === -1 ? steps.length - 1 : digits;
  return steps.map((step, index) => (index === at ? { ...step, switchesOn: true } : step));
}

/** Without the secret there is no enrolment: where no step shows it, one of ours stands before the switch. */
function withCode(steps: readonly ProviderGuideStep[]): readonly ProviderGuideStep[] {
  if (steps.some(({ asks }) => asks === "qr-code")) return steps;
  const digits = steps.findIndex(({ asks }) => asks === "digits");
  const at = digits === -1 ? steps.findIndex(({ switchesOn }) => switchesOn) : digits;
  const shown = [
    general("show-code", "qr-code"),
    ...(digits === -1 ? [general("type-digits", "digits")] : []),
  ];
  return [...steps.slice(0, at), ...shown, ...steps.slice(at)];
}

/** What the provider gives to get back in, but no step of its list names, is made on its pages afterwards. */
function forgottenArtefacts(
  steps: readonly ProviderGuideStep[],
  artefacts: readonly Artefact[],
): readonly ProviderGuideStep[] {
  const asked = new Set(steps.map(({ asks }) => asks));
  const keys = artefacts.some(({ kind }) => kind === "emergency-key" || kind === "secret-key-pdf");
  const codes = artefacts.some(({ kind }) => kind === "backup-codes");
  return [
    ...(codes && !asked.has("backup-codes") ? [general("keep-codes", "backup-codes")] : []),
    ...(keys && !asked.has("emergency-key") && !asked.has("secret-key-pdf")
      ? [general("keep-key", "emergency-key")]
      : []),
  ];
}

function after(provider: Provider | undefined, byToken: boolean): readonly GuideStep[] {
  if (effectOf(provider, byToken) !== "sign-in-again" || !provider) return [];
  const { imapSwitch, appPassword } = provider.afterActivation;
  return [
    ...(imapSwitch?.required ? [{ kind: "after", name: "imap-switch" } as const] : []),
    ...(appPassword?.required ? [{ kind: "after", name: "app-password" } as const] : []),
  ];
}

/**
 * What happens to mail programs. An application password that the account has always needed, and that a change of
 * two-factor authentication does not revoke, goes on working: then nothing changes. A permission goes on as well, unless
 * the provider takes it back at an activation: a login tells.
 */
function effectOf(provider: Provider | undefined, byToken: boolean): GuidePlan["effect"] {
  const facts = provider?.afterActivation;
  if (byToken) return facts?.effect === "unchanged" ? "unchanged" : "unknown";
  if (!facts) return "unknown";
  if (facts.effect === "unchanged" || facts.effect === "not-offered") return "unchanged";
  if (facts.effect === "bridge-only" || facts.effect === "unknown") return "unknown";
  const { appPassword } = facts;
  const goesOn = appPassword?.always === true && !appPassword.revokedBy?.includes("two-factor-change");
  return goesOn && facts.effect === "sign-in-again" ? "unchanged" : "sign-in-again";
}
