// mail.com: after activation its servers refuse the old password; POP3/IMAP access must be switched on again and
// programs need an application-specific password.
import type { Provider } from "./provider.ts";
import { unitedInternetAnswers } from "./shared-answers.ts";

/** The address domains that mail.com hands out, as its configuration file for mail programs lists them. */
const domains = `
  2die4.com 2trom.com accountant.com acdcfan.com activist.com adexec.com africamail.com aircraftmail.com
  alabama.usa.com alaska.usa.com allergist.com alumni.com alumnidirector.com americamail.com amorous.com
  angelic.com archaeologist.com arcticmail.com arizona.usa.com artlover.com asia-mail.com asia.com
  atheist.com auctioneer.net australiamail.com bartender.net bellair.net berlin.com bigger.com
  bikerider.com birdlover.com blader.com boardermail.com brazilmail.com brew-master.com brew-meister.com
  bsdmail.com california.usa.com californiamail.com caress.com cash4u.com catlover.com cheerful.com
  chef.net chemist.com chinamail.com clerk.com cliffhanger.com clubmember.org collector.org columnist.com
  comic.com computer4u.com consultant.com contractor.net coolsite.net counsellor.com count.com couple.com
  cutey.com cyber-wizard.com cyberdude.com cybergal.com cyberservices.com dallasmail.com dbzmail.com
  deliveryman.com diplomats.com disciples.com discofan.com disposable.com doctor.com doglover.com
  doramail.com dr.com dublin.com dutchmail.com earthling.net elvisfan.com email.com engineer.com
  englandmail.com europe.com europemail.com execs.com fan.com fastservice.com feelings.com financier.com
  fireman.net florida.usa.com footballer.com galaxyhit.com gardener.com geologist.com germanymail.com
  graduate.org graphic-designer.com greenmail.net groupmail.com hackermail.com hairdresser.net
  hilarious.com hiphopfan.com hockeymail.com homemail.com hot-shot.com hour.com housemail.com humanoid.net
  illinois.usa.com iname.com innocent.com inorbit.com instruction.com instructor.net insurer.com
  irelandmail.com israelmail.com italymail.com japan.com job4u.com journalist.com keromail.com
  kissfans.com kittymail.com koreamail.com lawyer.com legislator.com linuxmail.org lobbyist.com london.com
  loveable.com lovecat.com mad.scientist.com madonnafan.com madrid.com mail-me.com mail.com mail.org
  marchmail.com metalfan.com mexicomail.com mindless.com minister.com mobsters.com monarchy.com
  moscowmail.com munich.com musician.org muslim.com myself.com net-shopping.com newyork.usa.com ninfan.com
  nonpartisan.com null.net nycmail.com oath.com optician.com orthodontist.net pacific-ocean.com
  pacificwest.com pediatrician.com petlover.com photographer.net physicist.net planetmail.com
  planetmail.net playful.com poetic.com polandmail.com politician.com popstar.com post.com presidency.com
  priest.com programmer.net protestant.com publicist.com qualityservice.com radiologist.net ravemail.com
  realtyagent.com reborn.com reggaefan.com registerednurses.com reincarnate.com religious.com
  repairman.com representative.com rescueteam.com revenue.com rocketship.com rockfan.com rome.com
  royal.net safrica.com saintly.com salesperson.net samerica.com sanfranmail.com scientist.com
  scotlandmail.com secretary.net seductive.com singapore.com snakebite.com socialworker.net
  sociologist.com solution4u.com songwriter.net soon.com spainmail.com surgical.net swedenmail.com
  swissmail.com teachers.org tech-center.com techie.com technologist.com texas.usa.com thegame.com
  theplate.com therapist.net toke.com tokyo.com toothfairy.com torontomail.com tvstar.com umpire.com
  usa.com uymail.com wallet.com webname.com weirdness.com who.net whoever.com winning.com witty.com
  worker.com workmail.com writeme.com yours.com
`;

export const mailCom: Provider = {
  id: "mail-com",
  name: "mail.com",
  kind: "service",
  domains: domains.trim().split(/\s+/),
  exchangers: [],
  pageDomains: ["mail.com"],
  refusesEmbedding: false,
  servers: {
    imap: { host: "imap.mail.com", port: 993, security: "tls", userName: "address" },
    smtp: { host: "smtp.mail.com", port: 465, security: "tls", userName: "address" },
    pop3: { host: "pop.mail.com", port: 995, security: "tls", userName: "address" },
  },
  twoFactor: {
    offered: "totp",
    methods: ["totp"],
    helpUrl: "https://support.mail.com/security/2fa/setup-twofactor.html",
    menuPath: ["Account", "Security Options", "Two-factor authentication"],
    steps: [
      { text: "Click Account at the top right." },
      { text: "On the left side, click Security Options." },
      {
        text: "Under Two-factor authentication, click Activate two-factor authentication. The setup assistant opens.",
      },
      { text: "Click Start setup now." },
      { text: "Enter the password of the address and click Start now." },
      {
        text: "Verify the mobile phone number: enter a new one, or check the stored one and click Change if it is outdated.",
      },
      { text: "Click Request SMS." },
      {
        text: "Enter the confirmation code from the SMS and click Continue; click Resend SMS if none arrives.",
      },
      { text: "Set up the authentication app." },
      { text: "Scan the QR code, or click Copy code under it and paste the code by hand.", asks: "qr-code" },
      {
        text: "Enter the 6-digit authentication code that the app shows and click Continue.",
        asks: "digits",
      },
      {
        text: "Click Save your secret key. Keep the PDF safe; printing it is recommended.",
        asks: "secret-key-pdf",
      },
      { text: "Check your personal information and click Next." },
      { text: "Click Activate now.", switchesOn: true },
    ],
    needs: ["password", "mobile-phone", "authentication-app", "printer"],
    artefacts: [
      {
        kind: "secret-key-pdf",
        singleUse: true,
        count: 1,
        shape: "[0-9A-Za-z]{5}(-[0-9A-Za-z]{5}){3}",
        purpose:
          "Entered when the password is recovered, it switches two-factor authentication off. Without it and without the app, support may not be able to help.",
      },
      {
        kind: "recovery-phone",
        singleUse: false,
        purpose: "The confirmed mobile number is needed to reset the password.",
      },
    ],
    otpauth: { issuer: "Mail.com", digits: 6, period: 30 },
    oneDevice: false,
  },
  afterActivation: {
    effect: "sign-in-again",
    summary:
      "The web login asks for a code every time. POP3/IMAP access must be switched on again in the e-mail settings, and programs need an application-specific password.",
    imapSwitch: {
      required: true,
      name: "POP3/IMAP access",
      menuPath: ["E-mail", "Settings", "POP3 & IMAP"],
      steps: [
        "Open the e-mail settings on the web site and click POP3 & IMAP.",
        "Switch access to this account via POP3 and IMAP on, and save.",
      ],
      url: "https://support.mail.com/pop-imap/toggle.html",
    },
    appPassword: {
      required: true,
      onlyAfterActivation: true,
      name: "application-specific password",
      menuPath: ["Home", "Security Options", "Manage application-specific passwords"],
      steps: [
        "Click Home, then Security Options.",
        "Click Manage application-specific passwords.",
        "Click Create new application-specific password.",
        "Enter your password and click Continue.",
        "Copy the password at once: it is shown only once.",
      ],
      url: "https://support.mail.com/security/2fa/application-specific-passwords.html",
    },
  },
  errors: [
    {
      pattern: "pop3?/imap access is not enabled|(pop3?|imap).{0,40}(not enabled|disabled|switched off)",
      cause: "imap_disabled",
      confidence: "certain",
      alternatives: ["app_password_required"],
    },
    {
      pattern: "application-specific password",
      cause: "app_password_required",
      confidence: "certain",
      alternatives: ["imap_disabled"],
    },
    // Sister sites of the same operator answer these bare words also when POP3/IMAP is switched off; the same is
    // expected here, so that the text alone never proves a wrong password.
    ...unitedInternetAnswers,
  ],
  bareRefusal: "wrong_password_or_imap_disabled",
  links: {
    webLogin: "https://www.mail.com/",
    security: "https://support.mail.com/security/2fa/setup-twofactor.html",
    help: "https://support.mail.com/security/2fa/setup-twofactor.html",
    appPassword: "https://support.mail.com/security/2fa/application-specific-passwords.html",
    imapSwitch: "https://support.mail.com/pop-imap/toggle.html",
  },
  doubts: [
    "The setup page speaks only of logging in again once; the product page and the page on application-specific passwords say that programs need such a password. If the server still accepts the old password, it is kept.",
    "POP3/IMAP is a Premium feature for newer accounts.",
    "The shape of application-specific passwords is not known.",
  ],
  sources: [
    "https://support.mail.com/security/2fa/setup-twofactor.html",
    "https://mail.com/security/2fa",
    "https://support.mail.com/security/2fa/application-specific-passwords.html",
    "https://support.mail.com/security/2fa/login-without-factor.html",
    "https://support.mail.com/security/2fa/lost-credentials.html",
    "https://www.mail.com/blog/posts/2FA-secret-key/45/",
  ],
  checked: "2026-11-21",
  confidence: { servers: "high", twoFactor: "high", afterActivation: "medium" },
};
