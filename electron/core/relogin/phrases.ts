// How servers say a few things, in several languages: patterns for what is meant, never whole sentences, because
// providers reword them. One list for each meaning; adding a language is adding a line to each.

const any = (...patterns: readonly string[]) => new RegExp(patterns.join("|"), "iu");

/** A password made for one program. */
export const appPasswordWanted = any(
  "app(lication)?[ -]?(specific)?[ -]?password (is )?(required|needed|necessary)",
  "(need|use|require|create|generate)\\S{0,3} an? (app|application)([ -]specific)?[ -]?password",
  "(application|app)-specific password|(with|using) an app(lication)? password|an app(lication)? password instead",
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
  "授权码|授權碼|應用程式(專用)?密碼|应用(程序)?(专用)?密码|专用密码|アプリ ?(用|固有の|専用)?パスワード|(앱|애플리케이션) ?(전용)? ?비밀번호",
  "пароль\\S* застосунк",
  "(use|using|enter) (your |the |an )?authorization code",
);

/** IMAP or POP3 is switched off for the mailbox. */
export const accessSwitchedOff = any(
  "not enabled for (imap|pop3?)( use)?",
  "(imap|pop3?|imap4)( access)?( is| has been)? (disabled|not enabled|turned off|switched off|deactivated)",
  "yet to enable (imap|pop)",
  "enable (imap|pop3?)( access)? (in|for|on|from)",
  "(imap|pop3?)\\S*( zugriff|-zugriff|-zugang| zugang)?( ist| sind| wurden?)? .{0,40}(nicht (aktiviert|freigeschaltet|eingeschaltet|erlaubt)|deaktiviert|ausgeschaltet|abgeschaltet)",
  "(imap|pop3?)( est| n['’]est| a été)? (pas activé|désactivé|non activé)",
  "(imap|pop3?)( está| no está)? (desactivado|deshabilitado|habilitado|activado)",
  "(imap|pop3?)( è| non è)? (disabilitato|disattivato|abilitato|attivo)",
  "(imap|pop3?)( is)? (uitgeschakeld|niet ingeschakeld)",
  "(imap|pop3?)( está)? (desativado|desabilitado|não está ativado)",
  "(imap|pop3?)( jest)? (wyłączony|nie jest włączony)",
  "(imap|pop3?)( доступ)? (отключ|выключ|не включ)",
  "(imap|pop3?) ?\\S{0,12}(未开启|未開啟|未启用|已关闭|已關閉|無効|許可されていません|オフ)",
  "(imap|pop3?).{0,20}(비활성|사용할 수 없|꺼져)",
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

/** A permission for mail programs that has run out. */
export const tokenExpired = any(
  "\\btoken( has| is)? expired|expired (access |refresh |oauth2? |bearer )?token",
  "token\\S*( ist)? abgelaufen|jeton\\S* .{0,20}expiré|token\\S* .{0,20}(caducado|expirado|scadut|verlopen|wygas)",
  "срок действия токена|токен\\S* .{0,12}(истек|истёк|просрочен)",
  "令牌.{0,4}过期|トークン.{0,8}(有効)?期限|토큰.{0,8}만료",
);

/** A permission that the user, an administrator or a new password has ended. */
export const tokenRevoked = any(
  "\\b(token|grant|consent|permission|access)\\b.{0,40}\\brevoked|revoked (access|the |your |its )?(token|consent|permission|access)?",
  "token\\S* .{0,12}widerrufen|jeton\\S* .{0,12}révoqué|token\\S* .{0,12}(revocado|revogado|revocato|ingetrokken|unieważnion)",
  "(токен|доступ)\\S* .{0,12}отозван",
  "令牌.{0,4}(撤销|吊销)|トークン.{0,6}(取り消|失効)|토큰.{0,6}(취소|철회)",
);

export const tooManyConnections = any(
  "too many (simultaneous|concurrent|open)? ?(connections|sessions)",
  "maximum number of (simultaneous |concurrent )?(connections|sessions)",
  "(connection|session) limit (exceeded|reached)",
  "zu viele (gleichzeitige )?(verbindungen|sitzungen)",
  "trop de connexions|demasiadas conexiones|troppe connessioni|te veel verbindingen|muitas conexões|слишком много (одновременных )?(соединений|подключений)",
  "连接数.{0,4}(过多|超过|超出)|連線數.{0,4}(過多|超過)|接続数.{0,4}(多すぎ|上限|超え)|동시 (접속|연결).{0,8}(초과|많)",
);

export const tooManyAttempts = any(
  "too many ((bad|failed|invalid|unsuccessful) )?(log ?in|logon|sign-?in|auth(entication)?|password)? ?(attempts|failures|tries)",
  "(log ?in|auth(entication)?) (attempts|frequency) (exceeded|limit)",
  "exceeded the (number|limit) of (log ?in|auth)|(number|limit) of (failed )?(log ?ins?|auth\\S*) (attempts )?(exceeded|reached)",
  "zu viele (fehlgeschlagene )?(anmelde|login)?-?\\s?(versuche|anmeldeversuche|fehlversuche)",
  "trop de tentatives|demasiados intentos|troppi tentativi|te veel (inlog)?pogingen|(muitas|demasiadas) tentativas|zbyt wiele prób|слишком много (неудачных )?попыток|превышен\\S* (количество|число|лимит) .{0,20}(попыт|вход)",
  // Whoever fails too often is shut out by his address.
  "(your|this) (ip|address|host)( address)?( is| has been| was)? (temporarily )?(blocked|banned|blacklisted|rejected)|ihre ip\\S* .{0,20}(gesperrt|blockiert)",
  "登[录陆](过于)?频繁|登[錄入](次數過多|過於頻繁)|(尝试|登录)次数(过多|超过|超限)|試行回数|(시도|로그인) ?(시도)? ?횟수.{0,4}초과",
);

export const throttledText = any(
  "request is throttled|\\bthrottl(ed|ing)\\b",
  "bandwidth limit|command or bandwidth limits",
  "backoff time",
  "rate limit|too many requests|too fast",
  "zu viele (anfragen|befehle)|trop de requêtes|demasiadas (solicitudes|peticiones)|troppe richieste|te veel verzoeken|muitas (solicitações|requisições)|zbyt wiele żądań",
  "слишком (много|частые) запрос|(请求|操作)(过于|太)频繁|請求過於頻繁|リクエストが(多すぎ|頻繁)|요청이 너무 많",
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
  "tymczasow|chwilowo|spróbuj (ponownie )?później",
  "geçici|daha sonra (tekrar )?dene|тимчасов|спробуйте пізніше|dočasně|zkuste to později",
  "временн\\S+ (недоступ|ошибк|сбо|отказ)|временно не|попробуйте позже|повторите попытку",
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
  "(账号|账户|帐号|帳號|用户|アカウント)\\S{0,6}(冻结|凍結|锁定|鎖定|封禁|停权|ロック)",
  "(계정|메일함)\\S* .{0,6}(잠겼|잠김|차단|정지)|(料金|代金|支払).{0,8}(未納|未払|滞納)",
);

export const accountDisabled = any(
  "(login|account|user|mailbox) (is |has been )?(disabled|deactivated|inactive)( for this user)?",
  "disabled for this user",
  "(konto|postfach)( ist| wurde)? (deaktiviert|stillgelegt)",
  "compte( est| a été)? désactivé|cuenta( está| ha sido)? (desactivada|deshabilitada)|account( è| è stato)? disattivato|account( is)? (uitgeschakeld|gedeactiveerd)|conta( está| foi)? desativada|konto( jest| zostało)? (wyłączone|dezaktywowane)",
  "(аккаунт|ящик|уч[её]тная запись)\\S* (отключ|удал|деактивир)",
  "(账号|账户|帐号|帳號|用户).{0,3}(停用|禁用|注销)|アカウント.{0,3}(無効|停止)|계정.{0,6}(비활성|사용 중지)",
);

export const webLoginWanted = any(
  "\\bWEBALERT\\b|web login required",
  "(log|sign) ?in (to your account )?(via|with|using|through) (your |a |the )?web ?(browser|site|mail|interface)?",
  "(über den|im|mit dem) (web)?browser (an|ein)",
  "connect\\S* .{0,30}navigateur|(inicie|inicia) .{0,30}navegador|(acced|access|entr)\\S* .{0,30}browser|(log|meld)\\S* .{0,30}browser (in|aan)|(faça|entre) .{0,30}navegador|zaloguj\\S* .{0,30}przeglądark",
  "(войдите|авторизуйтесь|зайдите) .{0,40}(браузер|веб)",
  "(浏览器|網頁|网页).{0,6}(登录|登錄|登入)|(ブラウザ|ウェブ)\\S{0,8}ログイン|(브라우저|웹)\\S{0,3} .{0,8}로그인",
);

export const passwordExpired = any(
  "(password|passphrase|credentials?)( has| have| is)? expired",
  "(passwort|kennwort)( ist)? abgelaufen|mot de passe( a)? expiré|contraseña( ha)? (caducado|expirado)|password( è)? scadut|wachtwoord( is)? verlopen|senha expir|hasło wygasło|срок действия пароля|парол\\S* .{0,12}ист[её]к|密码已?过期|密碼已?過期|パスワードの?(有効)?期限|비밀번호.{0,6}만료",
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
  "密码(错误|不正确|有误)|密碼(錯誤|不正確|有誤)|用户名或密码|认证失败|認證失敗|登[录入錄]失[败敗]|パスワードが(違|正し|間違)|認証に失敗|ログインに失敗",
  "비밀번호(가|를) .{0,6}(틀|올바르|일치|확인)|인증(에)? 실패|로그인(에)? 실패",
  "(contraseña|usuario)\\S* .{0,30}no (es|son) correct|(şifre|parola|kullanıcı)\\S* .{0,20}(hatalı|yanlış|geçersiz)|(невірн|неправильн)\\S* .{0,30}(парол|логін|ім)",
);

/** Only an encrypted line is good enough. */
export const encryptionWanted = any(
  "must issue a? ?STARTTLS|plaintext authentication (disallowed|not allowed|disabled)|only available under a layer|encryption (is )?(required|needed)|(requires?|use) (ssl|tls|starttls)",
  "verschlüsselte (verbindung|anmeldung)\\S*|nur (mit|über) (ssl|tls)|unverschlüsselte .{0,30}(nicht|verboten)",
  "(connexion|liaison) (chiffrée|sécurisée) .{0,12}(requise|exigée|obligatoire)|(conexión|conexão) (cifrada|segura|criptografada)|connessione (cifrata|sicura|crittografata)|versleutelde verbinding|szyfrowane\\S* połączeni",
  "(требуется|нужно|необходимо) (защищ|шифр)\\S+ соединени|加密(的)?(连接|連線)|暗号化(された)?接続|암호화된 연결",
);
