// Words of the guide through the provider's own pages.
export const guide = {
  next: "Done, next",
  nextIs: (text: string) => `After that: ${text}`,
  where: "Where it is:",
  plainWhy: "Do this on the provider’s page, then tick it off here.",
  unknownProvider:
    "We do not know the steps of your provider. This is the general way; its words may differ from those on the page.",
  openPage: "Open the provider’s page",
  float: "Keep this window narrow and on top",
  unfloat: "Make this window large again",
  notOnTop:
    "This desktop alone decides which window lies on top: put Gatepost beside the browser, or look for “Always on Top” in the menu of its title.",
  howTitle: "How do you want to do it?",
  looks: "Let Gatepost find the QR code on the page by itself",
  looksHow:
    "It takes pictures of that page until it has found the code, on this computer only, and drops them. It asks before it keeps anything.",
  refusesEmbedding: (provider: string) =>
    `${provider} does not let its login page be shown inside another program. Your own browser will do: Gatepost’s steps stay beside it.`,
  missing: {
    secret: "First keep the secret of the QR code.",
    artefact: "First keep what this step gives you, or say that you keep it elsewhere.",
    backup: "First back up the authenticator, or say that you do without.",
  },

  qr: {
    looks:
      "Let the page show its QR code: Gatepost finds it by itself. If it does not, press “Read the QR code on this page” above the page. Or:",
    pressAbove: "Press “Read the QR code on this page” above the page. Or:",
    screen: "Scan the screen",
    clipboard: "Paste a screenshot",
    choose: "Choose a picture",
    drop: "…or drop a picture of it here.",
    looking: "Looking for the QR code",
    keyTitle: "Or paste the key",
    key: "Setup key",
    keyHint: "The letters and digits under the QR code, often shown as “Copy code” or “Can’t scan it?”.",
    keepKey: "Keep this key",
    made: (algorithm: string, digits: number, period: string) =>
      `A key alone does not say how its digits are made. Gatepost takes ${algorithm}, ${digits} digits, ${period} seconds.`,
    madeTitle: "The page says something else?",
    periodWrong: "Seconds, from 1 to 3600. Most use 30.",
    found: "This code was found",
    issuer: "Issuer",
    account: "Account",
    page: "Shown on",
    notSaid: "not said",
    keep: "Keep it in the keychain",
    keepAnyway: "It is mine, keep it",
    other: (account: string, address: string) =>
      `It is named for ${account}, not for ${address}. If that is another account of yours, its digits will not be accepted here.`,
    kept: "The secret is in your keychain, and has been read back.",
    again: "Keep another one instead",
    phone:
      "Do you want the digits on your phone as well? Scan the same QR code with its app now: later the provider does not show it again.",
    oneDevice: (provider: string) =>
      `${provider} links one device at a time. A second app works only if it scans this very code, now.`,
    honest:
      "Honestly: your password and your second factor are then on the same computer. It protects you when your password leaks, not when somebody controls this computer.",
    unusable: {
      "proprietary-2fa": "This QR code is made for the provider’s own app; no other app can read it.",
      "otpauth-migration":
        "This QR code carries codes from one app to another. It is not the one that the provider shows for setting up.",
      web: "This QR code is only a link to a web page. There is no secret in it.",
      wifi: "This QR code is for a wireless network.",
      text: "What was found is plain text, no code for an authenticator.",
      otpauth: "This code cannot be used.",
    },
    instead:
      "On the page, look for “Different authenticator app”, “Other app” or “Can’t scan it?”, and let it show another code or the key.",
  },
  digits: {
    hint: "Press “Done, next” once the provider has accepted them.",
    copied: "They are on the clipboard already: click into the field on the page and paste.",
    phoneTitle: "Do you want them on your phone as well?",
    typeThere: "Type these digits into the provider’s page:",
    refused: "Were they refused?",
    refusedHelp: [
      "Wait for the next digits: each work only once, and only for half a minute.",
      "Look at this computer’s clock: it must be right to within half a minute.",
      "Was the page loaded anew? Then it shows another QR code. Go back and keep that one.",
    ],
  },
  paste: {
    codes: "Backup codes",
    codesHint:
      "Copy them from the page, all at once, and paste them here. Numbers and headings do not matter.",
    key: "Emergency key",
    keyHint: "Copy it from the page and paste it here.",
    found: (count: number, shape: string) => (count === 1 ? `One found${shape}.` : `${count} found${shape}.`),
    none: "No codes were recognised in this.",
    shapes: {
      own: ", in the form that this provider uses",
      "eight-digits": ", of eight digits",
      "six-digits": ", of six digits",
      "four-and-four": ", of the form xxxx-xxxx",
      "hex-pairs": ", of the form xxxxx-xxxxx",
      "four-times-five": ", of the form XXXXX-XXXXX-XXXXX-XXXXX",
      alike: " that look alike",
    } as Readonly<Record<string, string>>,
    warnings: {
      fewer: (expected: number) => `The provider gives ${expected}. Did you copy all of them?`,
      duplicates: "Some stood there twice; each is kept once.",
      password: "This looks like a password. Do not keep it here as a code.",
    },
    keep: "Keep them in the keychain",
    keepKey: "Keep it in the keychain",
    keptCodes: (count: number) =>
      count === 1 ? "One code is kept in your keychain." : `${count} codes are kept in your keychain.`,
    keptKey: "The key is kept in your keychain.",
    keptElsewhere: "You keep this somewhere else.",
    elsewhere: "I keep it elsewhere",
    replace: "Keep others instead",
  },
  pdf: {
    title: "The PDF with your secret key",
    pressThere: "Press the provider’s button; Gatepost then asks whether to take the PDF in. Or:",
    choose: "Choose the PDF",
    drop: "…or drop it here.",
    reading: "Reading the PDF",
    noKey: "No key was found in this PDF. Paste the key itself, below.",
    compare: "Compare it with the PDF:",
    keep: "Keep this key in the keychain",
    save: "Save the PDF",
    print: "Print the PDF",
    saved: "Saved.",
    printed: "Handed to the printer.",
    taken:
      "The PDF is in Gatepost’s memory only. Print it or save it where you want it; it is forgotten when Gatepost ends.",
  },
  sheet: {
    title: "Emergency sheet",
    text: "One page with everything that gets you back in. It is not written to the disk unless you save it.",
    print: "Print my emergency sheet",
    save: "Save it as a PDF",
    saved: "The emergency sheet is saved. Print it, then delete the file.",
  },
  last: {
    title: "Before you press the last button",
    secret: "Gatepost has the secret, and has read it back.",
    accepted: "The provider has accepted digits of it.",
    kept: "What gets you back in is kept.",
    backup: "The authenticator is backed up, or you do without.",
    /** spoken after each of these that is not so yet */
    open: "(not yet)",
    backupMissing:
      "The authenticator is not backed up. If this computer is lost, only what you keep on paper gets you in.",
    without: "Go on without a backup",
    resting:
      "Mail rests while you do this step, so that nothing is cut off in the middle. What you write and do waits. The old password is kept until a new one works.",
    awake: "Mail runs again meanwhile.",
  },
  after: {
    imapTitle: "Switch POP3/IMAP access on",
    imapWhy: (provider: string) =>
      `Two-factor authentication is on. ${provider} has switched access for mail programs off; until it is on, every password is refused.`,
    openImap: "Open the POP3/IMAP settings",
    appTitle: "Make a password for Gatepost",
    appWhy: (provider: string) =>
      `${provider} wants a password of its own for mail programs. It is shown only once: copy it at once, then paste it here.`,
    openApp: "Open the page for app passwords",
    paste: "Paste and sign in",
    orType: "Copy the password on the page, then press this button. Or put it into the field:",
    menuPath: "There:",
    worksAfter: (minutes: number) =>
      minutes < 120
        ? `It may take up to ${minutes} minutes before it works.`
        : `It may take up to ${Math.round(minutes / 60)} hours before it works.`,
    revoked: {
      "two-factor-change": "Passwords that were made for programs before are void now.",
      "password-change": "When you change your main password, you will have to make a new one.",
    },
    flows: "Mail flows: Gatepost is signed in.",
    skip: "Sign in later",
  },
};
