// Words of switching on two-factor authentication. Words on buttons are the providers' own.
import type {
  EnrolmentHow,
  EnrolmentStepName,
  GeneralStepName,
  GuideAsk,
  StepLabel,
} from "../../../shared/models/enrolment.ts";
import { guide } from "./guide.ts";

const stepNames: Record<EnrolmentStepName, string> = {
  "what-you-need": "What you need",
  password: "Password",
  phone: "Mobile number",
  "sms-code": "Code from the text message",
  authenticator: "Authentication app",
  "backup-codes": "Backup codes",
  digits: "Six digits",
  "secret-key": "Secret key",
  review: "Your data",
  activate: "Activate",
  "imap-switch": "Switch POP3/IMAP access on",
  "app-password": "Make a password for Gatepost",
  done: "Done",
};

/** Where the provider's own words are not known: what all of them have in common. */
const generalSteps: Record<GeneralStepName, string> = {
  "find-setting":
    "Log in at your provider’s web site and look for “Security”, “Login” or “Two-factor authentication” in its settings.",
  "choose-app": "Choose “Authenticator app” (or “One-time passwords”, “TOTP”). Not text messages.",
  "show-code": "Let the provider show its QR code.",
  "type-digits": "Type the six digits into the provider’s page and confirm.",
  "keep-codes": "Let the provider make backup codes, and keep them.",
  "keep-key": "Keep the key for emergencies that the provider shows.",
};

function stepText(label: StepLabel): string {
  if (label.kind === "provider") return label.text;
  return label.kind === "named" ? stepNames[label.name] : generalSteps[label.name];
}

const ways: Record<EnrolmentHow, string> = {
  practice: "Let Gatepost talk to the practice provider",
  here: "Use the provider’s page, here in Gatepost",
  "own-browser": "Use my own browser",
};

/** What each way means, beside its button. */
const wayWhy: Record<EnrolmentHow, (provider: string) => string> = {
  practice: () => "Gatepost asks you step by step and talks to the practice provider for you.",
  here: (provider) =>
    `${provider}’s own pages, with Gatepost’s steps beside them. You log in there; Gatepost does not read what you type.`,
  "own-browser": () => "Gatepost’s steps stay on top of your browser in a narrow window.",
};

const guideWhy: Record<GuideAsk, string> = {
  "qr-code":
    "The QR code holds a secret from which the six digits are made. Gatepost keeps it in your system’s keychain.",
  digits: "By the six digits the provider knows that Gatepost has the right secret.",
  "backup-codes":
    "Each backup code lets you log in once when Gatepost is not at hand. Without them you could lock yourself out.",
  "emergency-key": "This key gets you back in when Gatepost and your codes are lost.",
  "secret-key-pdf": "This key gets you back in when Gatepost and your codes are lost.",
};

export const enrolment = {
  title: "Set up two-factor authentication",
  steps: "Steps",
  stepText,
  ways,
  wayWhy,
  guideWhy,
  guide,
  stepDone: "done",
  working: "Asking the provider…",
  stop: "Stop setting up",
  stopTitle: "Stop setting up?",
  stopText:
    "Nothing is switched on. Codes and keys that were kept stay in Gatepost; you can begin again at any time.",
  stopConfirm: "Stop",
  toSecurity: "Back to security",
  /** for the first step, by provider */
  begin: { "mail-com": "Start setup now", mailfence: "Set-up" } as Readonly<Record<string, string>>,
  beginOther: "Begin",

  need: {
    title: "What you need",
    why: (provider: string) =>
      `With two-factor authentication, ${provider} asks for your password and for six digits that change every half minute. Somebody who learns your password alone cannot log in.`,
    list: "Have this at hand:",
    things: {
      password: "The password of this address",
      "second-address": "A second e-mail address: you get a code there",
      "own-app": "The provider's own app on your phone",
      "mobile-phone": "Your mobile phone: you get a code by text message",
      "authentication-app": "An authentication app. Gatepost is one; one on your phone can be linked as well",
      printer: "A printer, if you can: the secret key for emergencies is best kept on paper",
    },
    where: "At the provider this is found under:",
    resume: "You can close Gatepost in the middle. It goes on at the same step.",
  },
  password: {
    title: "Enter your password",
    why: (address: string, provider: string) =>
      `${provider} wants to be sure that it is you. Type the password of ${address}, or leave the field empty to use the one that Gatepost keeps for it.`,
    label: "Password",
    hint: "It goes to the provider and is not shown anywhere.",
    submit: "Start now",
    again: "Log in at the provider again",
    againWhy: "Type the password of the address. What you have done so far is kept.",
    againSubmit: "Log in",
  },
  phone: {
    title: "Verify your mobile phone number",
    why: "The provider sends a code to this number now, and needs the number later if you must reset your password.",
    saved: "The provider knows this number:",
    label: "Mobile number",
    hint: "With the country code, for example +49 151 00000042.",
    change: "Change",
    keep: "Keep the saved number",
    request: "Request SMS",
  },
  sms: {
    title: "Enter the confirmation code",
    sent: (to: string) => `A text message is on its way to ${to}. It may take a minute.`,
    label: "Confirmation code",
    resend: "Resend SMS",
    resendHint: "If none arrives, request another one: the code before is void then.",
    continue: "Continue",
    practicePhone: "Open the practice phone",
    practiceHint: "This is a practice provider: its text messages appear on a web page.",
  },
  authenticator: {
    title: "Set up your authentication app",
    why: (provider: string) =>
      `${provider} shows a QR code. It holds a secret from which the six digits are made; whoever has it can make them. Gatepost keeps it in your system’s keychain.`,
    picture: "QR code of the provider",
    use: "Use Gatepost",
    useHint: "Keeps the secret at once, without scanning.",
    scan: "Scan the screen",
    scanning: "Looking for the QR code on the screen",
    choose: "Choose a picture",
    choosing: "Looking for the QR code in the picture",
    copy: "Copy code",
    copied: (seconds: number) => `Copied. The clipboard is cleared in ${seconds} seconds.`,
    stored: "The secret is in your keychain, and has been read back.",
    noneFound: "What was found is no code for an authenticator.",
    several: "Several codes were found. Which one is it?",
    take: (name: string) => `Use ${name}`,
    unnamed: "Code without a name",
    troubleTitle: "Scanning does not work?",
    trouble: [
      "Make the QR code larger and show all of it, with its white margin, without anything over it.",
      "Turn off filters that change colours, and raise the brightness.",
      "Or press “Copy code” and paste the code into your app where it asks for a key.",
    ],
    noAppTitle: "Still don’t have an authentication app?",
    noApp:
      "Gatepost is one: press “Use Gatepost”. The digits are then under Authenticator, and beside the fields that ask for them here.",
    phoneTitle: "Your phone as well",
    continue: "Continue",
  },
  digits: {
    title: "Enter the six digits",
    why: "By them the provider knows that your app has the right secret.",
    label: "Six digits",
    submit: "Continue",
    now: "The digits at this moment",
    copy: "Copy digits",
    fill: "Fill in",
    filled: "Gatepost has filled them in, and keeps them up to date.",
    seconds: (left: number) => `${left} seconds left`,
    locked: "The keychain is locked, so the digits cannot be made.",
    gone: "The secret is not in the keychain any more.",
    switchesOn: "With this step two-factor authentication is switched on.",
  },
  backup: {
    title: "Generate backup codes",
    why: "Each backup code lets you log in once when your authenticator is not at hand. Gatepost keeps them in your keychain; keep them on paper too, away from this computer.",
    generate: "Generate backup codes",
    again: "Generating anew makes the codes before invalid.",
    kept: (count: number) => `${count} codes are kept in your keychain.`,
    continue: "Continue",
  },
  key: {
    title: "Save your secret key",
    why: "The secret key is for emergencies: typed in when you recover your password, it switches two-factor authentication off. Without it and without your authenticator, even the provider’s support may not be able to help.",
    save: "Save your secret key",
    print:
      "You get a PDF. Print it and keep it in a safe place; delete the file afterwards. Gatepost keeps the key in your keychain as well.",
    saved: "The PDF is saved, and the key is in your keychain.",
    needed: "You can go on once it is saved.",
    continue: "Continue",
  },
  review: {
    title: "Check your personal information",
    why: "If you lose everything else, the provider’s support knows you by this. Change what is out of date on the provider’s web site.",
    next: "Next",
    open: "Open the provider’s page",
  },
  activate: {
    title: "Activate two-factor authentication",
    why: (provider: string) =>
      `Everything is ready. From now on ${provider} asks for the six digits at each login on the web.`,
    signInAgain:
      "Mail programs are cut off at that moment, Gatepost too: POP3/IMAP access must be switched on again, and an application-specific password is needed. Gatepost shows both steps next. Until then you can read and write; nothing is lost, and what you send waits.",
    artefactMissing: "Go back to the step that gives what gets you back in, and keep it first.",
    submit: "Activate now",
  },
  done: {
    title: "Two-factor authentication is on",
    signInAgain: (provider: string) =>
      `${provider} now refuses the old password for mail programs. Three things to do:`,
    steps: [
      "Switch POP3/IMAP access on again in the e-mail settings.",
      "Make an application-specific password.",
      "Paste it into Gatepost.",
    ],
    nothingLost: "Mail, drafts and everything you have queued are here, and go on afterwards.",
    mailAgain: "Let Gatepost do these three things",
    mailing: "Letting Gatepost in again",
    mailPhases: {
      "switching-access": "Switching POP3/IMAP access on…",
      "making-password": "Having a password made for Gatepost…",
      "checking-imap": "Logging in to receive (IMAP)…",
      "checking-smtp": "Logging in to send (SMTP)…",
      saving: "Keeping the new password in the keychain…",
    } as Readonly<Record<string, string>>,
    mailOld: "Nothing is lost. Try again, or do the three things yourself and sign in.",
    signedIn: "Done: receiving (IMAP) and sending (SMTP) both took the new password.",
    signIn: "Sign in again",
    unchanged: (provider: string) =>
      `Logging in on the web now takes your password and the six digits, or a backup code. IMAP and SMTP keep their password: at ${provider} mail programs go on as before.`,
    unknown: (provider: string) =>
      `Logging in on the web now takes your password and the six digits. Whether ${provider} still lets mail programs in as before is not known: Gatepost tries it.`,
    proving: "Logging in as before",
    proofPhases: {
      connecting: "Connecting…",
      "checking-imap": "Logging in to receive (IMAP)…",
      "checking-smtp": "Logging in to send (SMTP)…",
    } as Readonly<Record<string, string>>,
    proved:
      "Proved just now: receiving (IMAP) and sending (SMTP) both let Gatepost in as before. Nothing is left to do.",
    notProved: "The login was refused, so something has changed after all.",
    flows: "Gatepost is signed in, and mail flows.",
    toMail: "To your mail",
    toSecurity: "What is kept",
    noCode: "The secret of this address is not in Gatepost: it was switched on elsewhere.",
  },
  problem: {
    triesLeft: (count: number) => (count === 1 ? "One more try." : `${count} more tries.`),
    clockAhead: (by: string) =>
      `The provider’s clock is ${by} ahead of this computer’s. Set this computer’s clock to the time of the internet, then try the next digits.`,
    clockBehind: (by: string) =>
      `The provider’s clock is ${by} behind this computer’s. Set this computer’s clock to the time of the internet, then try the next digits.`,
    duration: (seconds: number) =>
      seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`,
    digitsFormat: "Type six digits, nothing else. They were not sent, so no try was used up.",
    secretNotYet: "First keep the secret: press “Use Gatepost”, or scan the QR code.",
    secretGone: "The secret is no longer in the authenticator. Keep it again before you go on.",
    anotherCode: "That is another code, not the one that the provider shows here. Nothing was kept.",
  },
};
