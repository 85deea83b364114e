// Every cause that servers put into words, in the languages that servers use. The sentences are longer than what the
// patterns look for, and worded in several ways: no pattern may hang on a whole string.
import { describe, expect, it } from "vitest";
import { explain } from "../../../../electron/core/relogin/explain.ts";
import type { LoginProtocol } from "../../../../electron/core/relogin/server-answer.ts";
import type { Cause } from "../../../../shared/providers/cause.ts";

type Said = readonly [language: string, text: string, protocol?: LoginProtocol];

const said: Readonly<Partial<Record<Cause, readonly Said[]>>> = {
  wrong_password: [
    ["en", "NO [AUTHENTICATIONFAILED] Incorrect username or password.(#MBR1212)"],
    ["de", "NO Die Anmeldung ist fehlgeschlagen, bitte prüfen Sie Ihre Zugangsdaten."],
    ["de", "535 5.7.8 Benutzerkennung oder Kennwort sind ungültig", "smtp"],
    ["fr", "NO Identification impossible : votre mot de passe est incorrect"],
    ["fr", "535 5.7.8 Échec de l’authentification", "smtp"],
    ["ru", "NO [AUTHENTICATIONFAILED] Введён неверный логин или пароль"],
    ["ru", "NO Не удалось войти: пароль указан неправильно"],
    ["zh", "NO LOGIN Login error 账号或密码错误"],
    ["zh", "NO 登入失敗：使用者名稱或密碼不正確"],
    ["ja", "NO ログインに失敗しました。IDまたはパスワードが違います"],
    ["ja", "535 認証に失敗しました", "smtp"],
    ["ko", "NO 로그인 실패: 아이디 또는 비밀번호를 확인하세요"],
    ["es", "NO El usuario o la contraseña no son correctos"],
    ["it", "NO Nome utente o password non corretti"],
    ["pt", "NO Usuário ou senha inválidos"],
    ["nl", "NO Inloggen mislukt: gebruikersnaam of wachtwoord onjuist"],
    ["pl", "NO Błędny login lub hasło"],
    ["cs", "NO Přihlášení se nezdařilo, nesprávné jméno nebo heslo"],
    ["tr", "NO Kullanıcı adı veya şifre hatalı"],
    ["uk", "NO Невірний логін або пароль"],
  ],
  app_password_required: [
    ["en", "NO [ALERT] Application-specific password required: https://support.example (Failure)"],
    ["en", "535 5.7.8 Two-factor is on; sign in with an app password instead", "smtp"],
    ["de", "NO Bitte verwenden Sie ein anwendungsspezifisches Passwort"],
    ["de", "535 5.7.0 Für E-Mail-Programme ist ein App-Passwort erforderlich", "smtp"],
    ["fr", "NO Veuillez utiliser un mot de passe d’application"],
    ["fr", "NO Un mot de passe spécifique à l’application est requis"],
    ["ru", "NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya / Application password is REQUIRED"],
    ["ru", "NO Для входа нужен пароль для внешнего приложения"],
    ["zh", "NO Login fail. 请使用授权码登录"],
    ["zh", "NO 請使用應用程式專用密碼"],
    ["ja", "NO アプリパスワードを使用してください"],
    ["ja", "NO アプリ固有のパスワードが必要です"],
    ["ko", "NO 애플리케이션 비밀번호를 사용하세요"],
    ["es", "NO Use una contraseña de aplicación"],
    ["it", "NO È necessaria una password per le app"],
    ["pt", "NO Utilize uma senha de aplicativo"],
    ["nl", "NO Gebruik een app-specifiek wachtwoord"],
    ["pl", "NO Wymagane jest hasło do aplikacji"],
  ],
  imap_disabled: [
    ["en", "NO [ALERT] Your account is not enabled for IMAP use. (Failure)"],
    ["en", "NO IMAP access is turned off by your administrator"],
    ["de", "NO Der IMAP-Zugriff ist für dieses Postfach nicht freigeschaltet"],
    ["de", "NO POP3 und IMAP sind deaktiviert"],
    ["fr", "NO L’accès IMAP n’est pas activé pour ce compte"],
    ["ru", "NO Доступ по протоколу IMAP отключен в настройках ящика"],
    ["zh", "NO 您的 IMAP 服务未开启"],
    ["ja", "NO IMAPアクセスが無効になっています"],
    ["ja", "NO IMAP接続は許可されていません"],
    ["ko", "NO IMAP 사용이 비활성화되어 있습니다"],
    ["es", "NO El acceso IMAP está desactivado"],
    ["it", "NO L’accesso IMAP è disattivato"],
    ["pt", "NO O acesso IMAP está desativado"],
    ["nl", "NO IMAP is uitgeschakeld"],
    ["pl", "NO Dostęp IMAP jest wyłączony"],
  ],
  web_login_required: [
    ["en", "NO [ALERT] Please log in via your web browser: https://support.example (Failure)"],
    ["en", "534 5.7.14 Please sign in through your web browser and then try again", "smtp"],
    ["de", "NO Bitte melden Sie sich einmal im Browser an"],
    ["fr", "NO Veuillez d’abord vous connecter avec votre navigateur"],
    ["ru", "NO Войдите в почту через браузер"],
    ["zh", "NO 请先通过浏览器登录网页邮箱"],
    ["ja", "NO ウェブブラウザからログインしてください"],
    ["es", "NO Inicie sesión desde el navegador web"],
    ["it", "NO Acceda prima tramite browser"],
    ["pl", "NO Zaloguj się przez przeglądarkę"],
  ],
  oauth_token_expired: [
    ["en", "NO AUTHENTICATE Token expired"],
    ["en", "535 5.7.8 The access token has expired", "smtp"],
    ["en", "invalid_grant: AADSTS700082: The refresh token has expired due to inactivity.", "oauth"],
    ["en", "invalid_grant: Token has expired", "oauth"],
    ["de", "NO Das Zugriffstoken ist abgelaufen"],
    ["fr", "NO Le jeton d’accès a expiré"],
    ["ru", "NO Срок действия токена истёк"],
    ["zh", "NO 访问令牌已过期"],
    ["ja", "NO アクセストークンの有効期限が切れています"],
  ],
  oauth_token_revoked: [
    ["en", "NO [AUTHENTICATIONFAILED] Token has been revoked"],
    ["en", "invalid_grant: AADSTS50173: The provided grant has expired due to it being revoked", "oauth"],
    ["en", "invalid_grant: The user revoked access to the app", "oauth"],
    ["de", "NO Das Token wurde widerrufen"],
    ["fr", "NO Le jeton a été révoqué"],
    ["ru", "NO Токен был отозван"],
    ["zh", "NO 令牌已被撤销"],
    ["ja", "NO トークンは取り消されました"],
  ],
  oauth_refresh_rejected: [
    ["en", "invalid_grant", "oauth"],
    ["en", "invalid_grant: Token has been expired or revoked.", "oauth"],
  ],
  consent_required: [
    ["en", "invalid_grant: AADSTS50076: you must use multi-factor authentication", "oauth"],
    ["en", "AADSTS65001: The user or administrator has not consented", "oauth"],
  ],
  too_many_attempts: [
    ["en", "454 4.7.0 Too many login attempts, please try again later.", "smtp"],
    ["en", "NO Maximum number of failed logins exceeded"],
    ["de", "NO Zu viele fehlgeschlagene Anmeldeversuche"],
    ["fr", "NO Trop de tentatives de connexion, réessayez plus tard"],
    ["ru", "NO Слишком много попыток входа, попробуйте позже"],
    ["zh", "NO 登录过于频繁，请稍后再试"],
    ["zh", "NO 登入次數過多"],
    ["ja", "NO ログイン試行回数の上限を超えました"],
    ["ko", "NO 로그인 시도 횟수를 초과했습니다"],
    ["es", "NO Demasiados intentos de inicio de sesión"],
    ["it", "NO Troppi tentativi di accesso"],
    ["pl", "NO Zbyt wiele prób logowania"],
  ],
  too_many_connections: [
    ["en", "NO [ALERT] Too many simultaneous connections. (Failure)"],
    ["en", "NO [LIMIT] Maximum number of connections from user+IP exceeded"],
    ["de", "NO Zu viele gleichzeitige Verbindungen"],
    ["fr", "NO Trop de connexions simultanées"],
    ["ru", "NO Слишком много одновременных соединений"],
    ["zh", "NO 同时连接数超过限制"],
    ["ja", "NO 同時接続数が上限に達しました"],
    ["es", "NO Demasiadas conexiones simultáneas"],
    ["it", "NO Troppe connessioni contemporanee"],
  ],
  throttled: [
    ["en", "BAD Request is throttled. Suggested Backoff Time: 299999 milliseconds"],
    ["en", "* BYE Account exceeded command or bandwidth limits. (Failure)"],
    ["de", "NO Zu viele Anfragen, bitte warten Sie"],
    ["fr", "NO Trop de requêtes"],
    ["ru", "NO Слишком много запросов"],
    ["zh", "NO 请求过于频繁"],
    ["ja", "NO リクエストが多すぎます"],
  ],
  temporary: [
    ["en", "NO [UNAVAILABLE] Temporary authentication failure."],
    ["de", "NO Der Dienst ist momentan nicht verfügbar"],
    ["fr", "NO Service refuse. Veuillez essayer plus tard. service refused, please try later."],
    ["ru", "NO Сервис временно недоступен"],
    ["zh", "NO 系统繁忙，请稍后再试"],
    ["ja", "NO 一時的に利用できません。しばらくしてからお試しください"],
    ["ko", "NO 일시적인 오류입니다. 잠시 후 다시 시도하세요"],
    ["es", "NO El servicio no está disponible temporalmente"],
    ["it", "NO Servizio temporaneamente non disponibile"],
    ["pl", "NO Usługa chwilowo niedostępna"],
  ],
  account_blocked: [
    ["en", "NO Your account has been temporarily locked for security reasons"],
    ["en", "NO Payment required: your subscription has expired"],
    ["de", "NO Ihr Konto wurde aus Sicherheitsgründen gesperrt"],
    ["de", "NO Konto wegen einer unbezahlten Rechnung gesperrt"],
    ["fr", "NO Votre compte a été suspendu"],
    ["fr", "NO Accès fermé : facture impayée"],
    ["ru", "NO Ваш аккаунт заблокирован"],
    ["ru", "NO Почтовый ящик временно заблокирован"],
    ["zh", "NO 您的帐号已被冻结"],
    ["ja", "NO アカウントがロックされています"],
    ["ko", "NO 계정이 잠겼습니다"],
    ["es", "NO Su cuenta ha sido bloqueada"],
    ["it", "NO Il suo account è stato sospeso"],
    ["pl", "NO Konto zostało zablokowane"],
  ],
  account_disabled: [
    ["en", "525 5.7.13 User account disabled", "smtp"],
    ["en", "NO [CONTACTADMIN] Login disabled for this user"],
    ["de", "NO Das Postfach wurde stillgelegt"],
    ["fr", "NO Ce compte est désactivé"],
    ["ru", "NO Учётная запись отключена"],
    ["zh", "NO 该账号已停用"],
    ["ja", "NO このアカウントは無効です"],
    ["es", "NO La cuenta está desactivada"],
  ],
  password_expired: [
    ["en", "NO [EXPIRED] Your password has expired"],
    ["de", "NO Ihr Kennwort ist abgelaufen"],
    ["fr", "NO Votre mot de passe a expiré"],
    ["ru", "NO Срок действия пароля истёк"],
    ["zh", "NO 您的密码已过期"],
    ["ja", "NO パスワードの有効期限が切れています"],
    ["es", "NO Su contraseña ha caducado"],
  ],
  privacy_required: [
    ["en", "NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure connections"],
    ["en", "538 5.7.11 Encryption required for requested authentication mechanism", "smtp"],
    ["de", "NO Nur verschlüsselte Verbindungen sind erlaubt"],
    ["fr", "NO Une connexion chiffrée est requise"],
    ["ru", "NO Требуется защищённое соединение"],
    ["zh", "NO 请使用加密连接"],
    ["ja", "NO 暗号化された接続が必要です"],
  ],
  session_refused: [["en", "BAD User is authenticated but not connected."]],
  basic_auth_disabled: [
    ["en", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "smtp"],
    ["en", "550 5.7.30 Basic authentication is not supported for Client Submission", "smtp"],
    ["en", "LOGINDISABLED AUTH=XOAUTH2 AUTH=OAUTHBEARER"],
    ["en", "AUTH XOAUTH2 OAUTHBEARER", "smtp"],
  ],
};

describe.each(Object.entries(said))("%s", (cause, answers) => {
  for (const [language, text, protocol = "imap"] of answers)
    it(`in ${language}: ${text}`, () => {
      expect(explain({ protocol, text }).cause).toBe(cause);
    });
});

it("what passes by itself is never a refusal, and the rest is never tried again by itself, in any language", () => {
  const passes = ["too_many_attempts", "too_many_connections", "throttled", "temporary", "session_refused"];
  const wrong = Object.entries(said).flatMap(([cause, answers = []]) =>
    answers
      .filter(([, text, protocol = "imap"]) => {
        const { countsAsRefusal, retry } = explain({ protocol, text });
        return passes.includes(cause) ? countsAsRefusal || retry !== "backoff" : retry === "backoff";
      })
      .map(([, text]) => `${cause}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

it("Microsoft's codes say more than the word around them, at Microsoft too", () => {
  const causeOf = (text: string, provider = "outlook") =>
    explain({ provider, protocol: "oauth", text }).cause;
  expect(causeOf("invalid_grant: AADSTS50076: you must use multi-factor authentication")).toBe(
    "consent_required",
  );
  expect(causeOf("invalid_grant: AADSTS700082: expired due to inactivity", "microsoft-365")).toBe(
    "oauth_token_expired",
  );
  expect(causeOf("invalid_grant: AADSTS50173: revoked")).toBe("oauth_token_revoked");
  expect(causeOf("invalid_grant: AADSTS53003: blocked by Conditional Access")).toBe("blocked_by_policy");
});
