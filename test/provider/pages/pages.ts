// Which page stands at which path, and who may see it.
import { type House, ProviderRefusal, refusalStatus } from "../house.ts";
import { closeSession, sessionUser } from "../sessions.ts";
import type { User } from "../users.ts";
import {
  accessAction,
  accessPage,
  accountPage,
  appPasswordsAction,
  appPasswordsPage,
  securityAction,
  securityPage,
} from "./account-pages.ts";
import { enrolmentAction, enrolmentPage, secretKeyDownload } from "./enrolment-pages.ts";
import { cookie, cookieOf, html, type PageAnswer, type PageRequest, page, redirect, script } from "./html.ts";
import { codePage, login, loginPage, loginWithCode } from "./login.ts";
import { helpPage, type SentMail, sentPage, smsPage } from "./open-pages.ts";

export interface PageExtras {
  /** mail that the embedded mail servers kept from leaving */
  readonly sent?: () => readonly SentMail[];
}

type SignedInPage = (
  house: House,
  user: User,
  request: PageRequest,
  session: string,
) => PageAnswer | Promise<PageAnswer>;

const signedIn: Readonly<Record<string, SignedInPage>> = {
  "GET /account": accountPage,
  "GET /security": (house, user) => securityPage(house, user),
  "POST /security": securityAction,
  "GET /security/two-factor": (house, user) => enrolmentPage(house, user),
  "POST /security/two-factor": (house, user, request, session) =>
    enrolmentAction(house, user, session, request),
  "POST /security/two-factor/secret-key": secretKeyDownload,
  "GET /security/app-passwords": (house, user) => appPasswordsPage(house, user),
  "POST /security/app-passwords": appPasswordsAction,
  "GET /settings/pop3-imap": accessPage,
  "POST /settings/pop3-imap": accessAction,
};

function open(house: House, extras: PageExtras, request: PageRequest): PageAnswer | undefined {
  switch (`${request.method} ${request.path}`) {
    case "GET /":
      return redirect("/login");
    case "GET /pages.js":
      return { status: 200, headers: { "content-type": "text/javascript; charset=utf-8" }, body: script };
    case "GET /login":
      return loginPage();
    case "POST /login":
      return login(house, request);
    case "GET /login/code":
      return codePage(sessionUser(house, cookieOf(request, "half"), "half"));
    case "POST /login/code":
      return loginWithCode(house, request);
    case "GET /sms":
      return smsPage(house);
    case "GET /help":
      return helpPage();
    case "GET /sent":
      return sentPage(extras.sent?.() ?? []);
    default:
      return undefined;
  }
}

/** Answers one request for a page; refusals become pages too. */
export async function answerPage(
  house: House,
  extras: PageExtras,
  request: PageRequest,
): Promise<PageAnswer> {
  try {
    const answer = open(house, extras, request);
    if (answer) return answer;
    const session = cookieOf(request, "session");
    const user = sessionUser(house, session, "web");
    if (request.method === "POST" && request.path === "/logout") {
      closeSession(house, session);
      return redirect("/login", [cookie("session", "")]);
    }
    const name = `${request.method} ${request.path}`;
    const make = Object.hasOwn(signedIn, name) ? signedIn[name] : undefined;
    if (!make) throw new ProviderRefusal("not-found");
    return await make(house, user, request, session);
  } catch (failure) {
    if (!(failure instanceof ProviderRefusal)) throw failure;
    return refusedPage(request, failure);
  }
}

function refusedPage(request: PageRequest, failure: ProviderRefusal): PageAnswer {
  if (failure.code === "session-expired" || request.path === "/login") return loginPage(failure.message);
  return page({
    title: "That did not work",
    brand: "Practice mail",
    problem: failure.message,
    status: refusalStatus[failure.code],
    content: html`<p><a href="/account">Account</a></p>`,
  });
}
