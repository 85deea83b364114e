// How servers say a few things, in several languages: patterns for what is meant, never whole sentences, because
// providers reword them. One list for each meaning; adding a language is adding a line to each.

const any = (...patterns: readonly string[]) => new RegExp(patterns.join("|"), "iu");

/** A password made for one program. */
export const appPasswordWanted = any(
  "app(lication)?[ -]?(specific)?[ -]?password (is )?(required|needed|necessary)",
  "(need|use|require|create|generate)\\S{0,3} an? (app|application)([ -]specific)?[ -]?password",
  "application-specific password",
  "InvalidSecondFactor",
  "parol\\S* prilozheniya",
  "парол\\S{0,3} (для )?(внешн\\S+ )?приложени",
  "(anwendungsspezifisch\\S*|app|anwendungs)[ -]?(passwort|kennwort)",
  "mot de passe (spécifique )?(d['’]|à l['’]|pour (l['’])?(une )?)application",
  "contraseña (específica )?(de|para) (la )?(una )?aplicaci",
  "password (specifica )?per (l['’])?(le )?(app|applicazion)",
  "app[ -]?wachtwoord|app[ -]specifiek wachtwoord",
  "senha (específica )?(de|do|para) (o )?(app|aplicati)",
  "hasł\\S+ (do |dla )?aplikacji",
  "applösenord|app-?adgangskode|app-?passord|sovelluskohtai\\S+ salasana",
  "heslo (pro |k )?aplikac",
  "uygulama (şifresi|parolası)",
  "授权码|應用程式密碼|应用专用密码|アプリ ?(用)?(固有の)?パスワード|앱 비밀번호",
  "(use|using|enter) (your |the |an )?authorization code",
);

/** IMAP or POP3 is switched off for the mailbox. */
export const accessSwitchedOff = any(
  "not enabled for (imap|pop3?)( use)?",
  "(imap|pop3?|imap4)( access)?( is| has been)? (disabled|not enabled|turned off|switched off|deactivated)",
  "yet to enable (imap|pop)",
  "enable (imap|pop3?)( access)? (in|for|on|from)",
  "(imap|pop3?)\\S*( zugriff|-zugriff|-zugang| zugang)?( ist| wurde)? (nicht (aktiviert|freigeschaltet|eingeschaltet|erlaubt)|deaktiviert|ausgeschaltet|abgeschaltet)",
  "(imap|pop3?)( est| n['’]est| a été)? (pas activé|désactivé|non activé)",
  "(imap|pop3?)( está| no está)? (desactivado|deshabilitado|habilitado|activado)",
  "(imap|pop3?)( è| non è)? (disabilitato|disattivato|abilitato|attivo)",
  "(imap|pop3?)( is)? (uitgeschakeld|niet ingeschakeld)",
  "(imap|pop3?)( está)? (desativado|desabilitado|não está ativado)",
  "(imap|pop3?)( jest)? (wyłączony|nie jest włączony)",
  "(imap|pop3?)( доступ)? (отключ|выключ|не включ)",
  "(imap|pop3?)\\S{0,8}(未开启|未開啟|已关闭|無効|비활성)",
);

/** The server itself says that it may be either. */
export const passwordOrSwitch = any(
  "or (imap|pop3?) is (disabled|not enabled)",
  "does not have access rights to this service",
);

/** One sentence that names every reason there is, too many logins among them (seen at QQ). It chooses none. */
export const everyReason = any(
  "service is not open.{0,60}(password|login)",
  "password is incorrect.{0,80}(frequency|system is busy)",
);

/** A token for mail programs that has run out; another one is got without asking anybody. */
export const tokenExpired = any(
  "\\b(access |oauth2? |bearer )?token( has| is)? expired|expired (access |oauth2? |bearer )?token",
);

export const tooManyConnections = any(
  "too many (simultaneous|concurrent|open)? ?(connections|sessions)",
  "maximum number of (simultaneous |concurrent )?(connections|sessions)",
  "(connection|session) limit (exceeded|reached)",
  "zu viele (gleichzeitige )?(verbindungen|sitzungen)",
  "trop de connexions|demasiadas conexiones|troppe connessioni|te veel verbindingen|muitas conexões|слишком много (одновременных )?(соединений|подключений)",
  "连接数(过多|超过)|接続数が多すぎ",
);

export const tooManyAttempts = any(
  "too many ((bad|failed|invalid|unsuccessful) )?(log ?in|logon|sign-?in|auth(entication)?|password)? ?(attempts|failures|tries)",
  "(log ?in|auth(entication)?) (attempts|frequency) (exceeded|limit)",
  "exceeded the (number|limit) of (log ?in|auth)",
  "zu viele (fehlgeschlagene )?(anmelde|login)?-?\\s?(versuche|anmeldeversuche|fehlversuche)",
  "trop de tentatives|demasiados intentos|troppi tentativi|te veel (inlog)?pogingen|(muitas|demasiadas) tentativas|zbyt wiele prób|слишком много (неудачных )?попыток|превышен\\S* (количество|число|лимит) .{0,20}(попыт|вход)",
  // Whoever fails too often is shut out by his address.
  "(your|this) (ip|address|host)( address)?( is| has been| was)? (temporarily )?(blocked|banned|blacklisted|rejected)|ihre ip\\S* .{0,20}(gesperrt|blockiert)",
  "登录(过于)?频繁|登錄次數過多|尝试次数过多|試行回数",
);

export const throttledText = any(
  "request is throttled|\\bthrottl(ed|ing)\\b",
  "bandwidth limit|command or bandwidth limits",
  "backoff time",
  "rate limit|too many requests|too fast",
);

export const temporaryText = any(
  "temporar(y|ily)",
  "try (again )?later|please retry|retry later",
  "service (is )?(currently |temporarily )?(unavailable|not available)|(server|system) (is )?(too )?busy|under maintenance",
  "\\bOCF12\\b",
  "internal (server )?error|connection lost to authentication server|backend (error|unavailable)",
  "vorübergehend|zeitweise nicht|später (erneut|noch ?ein)|momentan nicht (verfügbar|möglich)|wartungsarbeiten",
  "temporairement|réessayez|ultérieurement|indisponible",
  "temporalmente|inténtel\\S+|más tarde|no (está )?disponible",
  "temporaneamente|riprova|più tardi|non disponibile",
  "tijdelijk|later opnieuw",
  "temporariamente|tente (novamente|de novo)|mais tarde|indisponível",
  "tymczasow|spróbuj (ponownie )?później",
  "временн\\S+|попробуйте позже|повторите попытку",
  "稍后|稍後|暂时|暫時|一時的|しばらく|일시적|나중에",
);

export const accountBlocked = any(
  "account( has been| is|,)? (temporarily )?(locked|blocked|suspended|frozen)",
  "(subscription|mailbox|account|domain|plan)( has| is)? (unpaid|overdue|past due|expired)|payment (is )?(required|overdue)|unpaid (invoice|bill)",
  "unbezahlte\\S* rechnung|(konto|postfach|zugang) .{0,40}gesperrt|facture impayée|factura impagada|fattura non pagata|не оплачен|欠费",
  "(user|mailbox)( has been| is)? (locked|blocked|suspended)",
  "(konto|postfach|account|zugang)( ist| wurde)? (vorübergehend )?(gesperrt|blockiert)",
  "compte( est| a été)? (bloqué|suspendu|verrouillé)",
  "cuenta( está| ha sido)? (bloqueada|suspendida)",
  "account( è| è stato)? (bloccato|sospeso)",
  "account( is)? (geblokkeerd|vergrendeld)",
  "conta( está| foi)? (bloqueada|suspensa)",
  "konto( jest| zostało)? (zablokowane|zawieszone)",
  "(аккаунт|ящик|учетная запись)\\S*( временно)? заблокирован",
  "(账号|帐号|帳號|用户|アカウント)\\S{0,6}(冻结|锁定|鎖定|封禁|ロック)",
);

export const accountDisabled = any(
  "(login|account|user|mailbox) (is |has been )?(disabled|deactivated|inactive)( for this user)?",
  "disabled for this user",
  "(konto|postfach)( ist| wurde)? (deaktiviert|stillgelegt)",
);

export const webLoginWanted = any(
  "\\bWEBALERT\\b|web login required",
  "(log|sign) ?in (to your account )?(via|with|using|through) (your |a |the )?web ?(browser|site|mail|interface)?",
  "(über den|im|mit dem) (web)?browser (an|ein)",
);

export const passwordExpired = any(
  "(password|passphrase|credentials?)( has| have| is)? expired",
  "(passwort|kennwort)( ist)? abgelaufen|mot de passe( a)? expiré|contraseña( ha)? (caducado|expirado)|password( è)? scadut|wachtwoord( is)? verlopen|senha expir|hasło wygasło|срок действия пароля|密码已过期",
);

/** User name or password not right, and nothing more is said. */
export const credentialsWrong = any(
  "invalid (user ?name|login|user|credentials|password)|(bad|wrong|incorrect) (user ?name|login|user|credentials|password)",
  "username and password not accepted|(user ?name|login) or password",
  "auth\\S* (failed|failure|error|unsuccessful)|authentication credentials invalid|error authenticating",
  "log(in|on) (failed|failure|incorrect|error|denied|fail)|login fail|no such user|unknown user|user unknown|user not found|unknown account|access denied",
  "\\bLOGIN\\b \\S* ?(failed|denied)|AUTHENTICATE failed",
  "password (mismatch|incorrect|wrong|error)",
  "(anmeldung|login|authentifizierung) (ist )?(fehlgeschlagen|gescheitert|nicht erfolgreich)|(passwort|kennwort|zugangsdaten)\\S* .{0,30}(falsch|ungültig|inkorrekt|nicht korrekt)|(falsche\\S*|ungültige\\S*) (passwort|kennwort|zugangsdaten|benutzer)",
  "(échec|erreur) (de l['’]authentification|d['’]authentification|de connexion)|(identifiant|mot de passe)\\S* .{0,30}(incorrect|invalide|erroné)",
  "(error|fallo) de autenticación|autenticación (fallida|incorrecta)|(contraseña|credenciales|usuario)\\S* .{0,30}(incorrect|inválid|no válid|erróne)",
  "autenticazione (non riuscita|fallita)|(password|credenziali|utente)\\S* .{0,30}(errat|non valid|non corrett)|(accesso|login) (non riuscito|fallito)",
  "(aanmelden|inloggen|authenticatie|aanmelding) (is )?mislukt|(wachtwoord|gebruikersnaam)\\S* .{0,30}(onjuist|ongeldig|verkeerd)",
  "(falha|erro) (na|de) autenticação|(senha|usuário|credenciais)\\S* .{0,30}(incorret|inválid)",
  "(hasło|login|dane)\\S* .{0,30}(nieprawidłow|błędn|niepoprawn)|(nieprawidłow|błędn|niepoprawn)\\S* (hasło|login|dane)|uwierzytelni\\S+ .{0,20}nie powiod",
  "(неверн|неправильн)\\S* .{0,30}(парол|логин|имя|учетн)|ошибка (аутентификации|авторизации)|(парол|логин)\\S* .{0,20}(неверн|неправильн)",
  "(fel|ogiltigt) (lösenord|användarnamn)|inloggningen misslyckades|(forkert|ugyldig) adgangskode|feil (passord|brukernavn)|(väärä|virheellinen) salasana|(nesprávné|chybné|neplatné) (heslo|jméno)|(hatalı|geçersiz) (şifre|parola|kullanıcı)|(hibás|érvénytelen) jelszó",
  "密码错误|密碼錯誤|用户名或密码|认证失败|認證失敗|パスワードが(違|正し|間違)|認証に失敗|비밀번호가 (틀|올바르|일치)|인증(에)? 실패",
);
