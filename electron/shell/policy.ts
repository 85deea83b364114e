// What any web page inside the program may not do, whatever it is: go elsewhere, open windows, ask for permissions,
// download, reach the network. Set once for the program and for every session and page that will ever exist.
import {
  app,
  type BrowserWindow,
  type Session,
  session,
  type WebContents,
  type WebFrameMain,
} from "electron";
import { linkAddress } from "../core/mail/frames.ts";
import { messageScheme, pageOrigin } from "./addresses.ts";
import type { CameraGate } from "./camera.ts";
import { isPrivateHost } from "./private-hosts.ts";
import { isPageSession } from "./provider-page/page-session.ts";

export interface PolicyOptions {
  readonly window: () => BrowserWindow | undefined;
  /** address of the dev server, when the page comes from there */
  readonly development: string | undefined;
  /** whether the message under this token may load pictures from outside */
  readonly remoteAllowed: (token: string) => boolean;
  /** whether a page may use the camera now; see camera.ts */
  readonly cameraAllowed: CameraGate["allows"];
  /** a link in a message was clicked */
  readonly linkClicked: (address: string) => void;
}

/** To be called before the first window is made. */
export function applyPolicy(options: PolicyOptions): void {
  app.on("session-created", (made) => restrictSession(made, options));
  restrictSession(session.defaultSession, options);
  app.on("web-contents-created", (_event, contents) => restrictContents(contents, options));
  // SECURITY: P3. A certificate that is not trusted stays so, and nobody is asked for credentials.
  app.on("login", (event, _contents, _details, _asker, answer) => {
    event.preventDefault();
    // Without a name: the page shows what it has for those who may not come in.
    answer();
  });
  app.on("select-client-certificate", (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
}

function restrictContents(contents: WebContents, options: PolicyOptions): void {
  // SECURITY: P3. One window, and no page inside a page but our own frames.
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  // A provider's page goes by rules of its own: electron/shell/provider-page/page-navigation.ts.
  if (isPageSession(contents.session)) return;
  const ownOrigin = options.development ?? pageOrigin;
  // SECURITY: P3. A page stays where it is; the window's own first address is loaded by us and does not pass here.
  contents.on("will-frame-navigate", (details) => {
    const target = URL.canParse(details.url) ? new URL(details.url) : undefined;
    const reload = details.isMainFrame && details.url === contents.getURL();
    if (reload && details.url.startsWith(`${ownOrigin}/`)) return;
    const inFrame = details.frame !== null && details.frame?.parent === contents.mainFrame;
    const link = target && inFrame ? linkOf(target) : undefined;
    if (inFrame && !link && target?.protocol === `${messageScheme}:`) return;
    details.preventDefault();
    // The page's policy lets it make frames for messages only, so this was clicked in a message.
    if (link) options.linkClicked(link);
  });
  contents.on("will-redirect", (details) => details.preventDefault());
}

/** The address behind a clicked link of a message; see linkAddress in electron/core/mail/frames.ts. */
function linkOf(target: URL): string | undefined {
  return target.protocol === `${messageScheme}:` ? linkAddress(target.pathname) : target.href;
}

function isMessageFrame(frame: WebFrameMain | null | undefined): boolean {
  return frame?.url.startsWith(`${messageScheme}://`) ?? false;
}

function restrictSession(restricted: Session, options: PolicyOptions): void {
  // SECURITY: P3. No place, no notification, no device: the page has the bridge and needs no more. The camera is there
  // only while somebody scans with it (camera.ts).
  restricted.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(
      options.cameraAllowed(contents, {
        permission,
        media: ("mediaTypes" in details && details.mediaTypes) || [],
        mainFrame: details.isMainFrame,
      }),
    ),
  );
  restricted.setPermissionCheckHandler((contents, permission, _origin, { mediaType, isMainFrame }) =>
    options.cameraAllowed(contents, {
      permission,
      media: mediaType === undefined ? [] : [mediaType],
      mainFrame: isMainFrame,
    }),
  );
  restricted.setDevicePermissionHandler(() => false);
  restricted.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  for (const name of ["select-hid-device", "select-usb-device"] as const) {
    restricted.on(name as "select-hid-device", (event, _details, answer) => {
      event.preventDefault();
      answer();
    });
  }
  restricted.on("select-serial-port", (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer("");
  });
  // SECURITY: P3. Saving is done by the core, under names that it checked.
  restricted.on("will-download", (event) => event.preventDefault());
  restrictRequests(restricted, options);
}

const inside = new Set(["gatepost:", `${messageScheme}:`, "data:", "blob:", "devtools:"]);

// SECURITY: P3. The program's own connections (IMAP, SMTP, autoconfig) are made by the core and do not pass here.
// Of the web only pictures of a message get out, after the user has asked for them, without cookies or a referrer.
function restrictRequests(restricted: Session, options: PolicyOptions): void {
  const lookUp = async (name: string) =>
    (await restricted.resolveHost(name)).endpoints.map(({ address }) => address);
  restricted.webRequest.onBeforeRequest((details, answer) => {
    const url = new URL(details.url);
    const known = inside.has(url.protocol) || isDevelopment(url, options.development);
    if (known || !isAllowedPicture(details, url, options)) return answer({ cancel: !known });
    // SECURITY: P6. A picture is no way into this computer or its network. Asked again for each redirect.
    isPrivateHost(url.hostname, lookUp).then(
      (cancel) => answer({ cancel }),
      () => answer({ cancel: true }),
    );
  });
  restricted.webRequest.onBeforeSendHeaders((details, answer) => {
    const { Cookie: _cookie, Referer: _referer, ...requestHeaders } = details.requestHeaders;
    answer({ requestHeaders });
  });
  restricted.webRequest.onHeadersReceived((details, answer) => {
    const kept = Object.entries(details.responseHeaders ?? {}).filter(
      ([name]) => name.toLowerCase() !== "set-cookie",
    );
    answer({ responseHeaders: Object.fromEntries(kept) });
  });
}

function isDevelopment(url: URL, development: string | undefined): boolean {
  return development !== undefined && url.host === new URL(development).host;
}

function isAllowedPicture(
  details: { readonly resourceType: string; readonly frame?: WebFrameMain | null },
  url: URL,
  options: PolicyOptions,
): boolean {
  if (details.resourceType !== "image" || (url.protocol !== "https:" && url.protocol !== "http:"))
    return false;
  const frame = details.frame;
  return frame != null && isMessageFrame(frame) && options.remoteAllowed(new URL(frame.url).hostname);
}
