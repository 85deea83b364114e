// mailcow: since release 2025-03a an active second factor makes the mailbox refuse its password to programs; app
// passwords go on working.
import type { Provider } from "./provider.ts";

export const mailcow: Provider = {
  id: "mailcow",
  name: "mailcow",
  kind: "software",
  domains: [],
  exchangers: [],
  pageDomains: [],
  refusesEmbedding: false,
  twoFactor: {
    offered: "totp",
    methods: ["totp", "security-key"],
    menuPath: [
      "mailcow UI",
      "Two-factor authentication",
      "Set two-factor authentication method",
      "Time-based OTP",
    ],
    steps: [
      { text: "Open the user settings of the mailcow UI." },
      { text: "At Set two-factor authentication method choose Time-based OTP." },
      {
        text: "Scan the code or take the key by hand, and give it an identifier.",
        asks: "qr-code",
      },
      {
        text: "Confirm with the generated token and your password.",
        asks: "digits",
        switchesOn: true,
      },
    ],
    needs: ["password", "authentication-app"],
    artefacts: [],
    otpauth: { issuer: "mailcow UI", algorithm: "SHA1", digits: 6, period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "Since release 2025-03a IMAP and SMTP refuse the password of the mailbox while a second factor is active. App passwords are looked at first and go on working.",
    appPassword: {
      required: true,
      name: "app password",
      menuPath: ["mailcow UI", "App passwords", "Create app password"],
      steps: [
        "Open App passwords in the mailcow UI and click Create app password.",
        "Allow IMAP and SMTP: each app password carries a list of protocols.",
        "Copy the password.",
      ],
    },
  },
  errors: [
    // Nothing in the words tells that the second factor is the reason.
    {
      pattern: "authentication failed",
      cause: "wrong_password_or_app_password_required",
      confidence: "possible",
      alternatives: ["app_password_required", "wrong_password"],
    },
  ],
  bareRefusal: "wrong_password_or_app_password_required",
  links: {},
  doubts: [
    "Older releases go on taking the password of the mailbox.",
    "The operator can change the name that the app shows, and can require a second factor.",
    "The operator can limit which protocols a mailbox may use at all.",
  ],
  sources: [
    "https://github.com/mailcow/mailcow-dockerized/issues/6427",
    "https://github.com/mailcow/mailcow-dockerized/issues/6481",
  ],
  checked: "2026-11-21",
  confidence: { twoFactor: "high", afterActivation: "high", errors: "high" },
};
