// English. Joins one file a screen; nothing on screen is written anywhere else.
import { accounts } from "./en/accounts.ts";
import { addAccount } from "./en/add-account.ts";
import { app } from "./en/app.ts";
import { authenticator } from "./en/authenticator.ts";
import { backup } from "./en/backup.ts";
import { codeSheet } from "./en/code-sheet.ts";
import { common } from "./en/common.ts";
import { compose } from "./en/compose.ts";
import { emergencySheet } from "./en/emergency-sheet.ts";
import { enrolment } from "./en/enrolment.ts";
import { errors } from "./en/errors.ts";
import { health } from "./en/health.ts";
import { exporting, importing } from "./en/importing.ts";
import { kept } from "./en/kept.ts";
import { keychain } from "./en/keychain.ts";
import { links } from "./en/links.ts";
import { lock } from "./en/lock.ts";
import { mail } from "./en/mail.ts";
import { oauth } from "./en/oauth.ts";
import { oauthClients } from "./en/oauth-clients.ts";
import { providerPage } from "./en/provider-page.ts";
import { providers } from "./en/providers.ts";
import { quickCode, tray } from "./en/quick-code.ts";
import { relogin } from "./en/relogin.ts";
import { scanning } from "./en/scanning.ts";
import { security } from "./en/security.ts";
import { settings } from "./en/settings.ts";
import { shortcuts } from "./en/shortcuts.ts";
import { startup } from "./en/startup.ts";
import { welcome } from "./en/welcome.ts";

export const en = {
  accounts,
  addAccount,
  app,
  authenticator,
  backup,
  codeSheet,
  common,
  compose,
  emergencySheet,
  enrolment,
  errors,
  exporting,
  importing,
  health,
  kept,
  keychain,
  links,
  lock,
  mail,
  oauth,
  oauthClients,
  providerPage,
  providers,
  quickCode,
  relogin,
  scanning,
  security,
  settings,
  shortcuts,
  startup,
  tray,
  welcome,
};
