// The frame around all screens: what stands before them (keychain, store, first start), the main navigation, the place.
import { KeyRound, Mail, Settings as SettingsIcon } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { toErrorView } from "../shared/ipc/errors.ts";
import type { AccountView } from "../shared/models/account.ts";
import type { AppStatus, Settings } from "../shared/models/app.ts";
import styles from "./app.module.css";
import { call } from "./ipc/client.ts";
import { useCall, useEvent } from "./ipc/hooks.ts";
import { ErrorNote } from "./parts/error-note.tsx";
import { Fallback } from "./parts/fallback.tsx";
import { showToast, Toasts } from "./parts/toast.tsx";
import { TooltipProvider } from "./parts/tooltip.tsx";
import { GoContext, type Place } from "./place.ts";
import { PlacesPalette } from "./places-palette.tsx";
import { AddAccountScreen } from "./screens/add-account/add-account-screen.tsx";
import { AuthenticatorScreen } from "./screens/authenticator/authenticator-screen.tsx";
import { BackupScreen } from "./screens/backup/backup-screen.tsx";
import { ComposeHost } from "./screens/compose/compose-host.tsx";
import { EnrolmentScreen } from "./screens/enrolment/enrolment-screen.tsx";
import { HealthScreen } from "./screens/health/health-screen.tsx";
import { LockGate } from "./screens/lock/lock-gate.tsx";
import { useLockEndings } from "./screens/lock/use-lock-work.ts";
import { LinkDialog } from "./screens/mail/link-dialog.tsx";
import { MailScreen } from "./screens/mail/mail-screen.tsx";
import { OauthClientsScreen } from "./screens/oauth-clients/oauth-clients-screen.tsx";
import { ProviderScreen } from "./screens/providers/provider-screen.tsx";
import { ProvidersScreen } from "./screens/providers/providers-screen.tsx";
import { ReloginScreen } from "./screens/relogin/relogin-screen.tsx";
import { NewCodesScreen } from "./screens/security/new-codes-screen.tsx";
import { SecurityOverview } from "./screens/security/security-overview.tsx";
import { SecurityScreen } from "./screens/security/security-screen.tsx";
import { SettingsScreen } from "./screens/settings/settings-screen.tsx";
import { KeyGoneScreen } from "./screens/startup/key-gone-screen.tsx";
import { KeychainNote } from "./screens/startup/keychain-note.tsx";
import { KeychainScreen } from "./screens/startup/keychain-screen.tsx";
import { StoreScreen } from "./screens/startup/store-screen.tsx";
import { WelcomeScreen } from "./screens/welcome/welcome-screen.tsx";
import { useChosenTheme } from "./styles/theme.ts";
import { errorText } from "./words/describe-error.ts";
import { words } from "./words/words.ts";

export function App() {
  const status = useCall("app.status", undefined, ["app.changed"]);
  useEffect(() => {
    // Without its sign in the tray the program is as good as with it.
    call("tray.setWords", words.tray).catch(toErrorView);
  }, []);
  return (
    <TooltipProvider>
      {status.state === "loading" && <p className={styles.starting}>{words.app.starting}</p>}
      {status.state === "failed" && (
        <div className={styles.failed}>
          <ErrorNote error={status.error} />
        </div>
      )}
      {status.state === "ready" && (
        <Fallback>
          <Opened status={status.value} />
        </Fallback>
      )}
      <Toasts />
    </TooltipProvider>
  );
}

/** Nothing is drawn over an unopened keychain or store: each has one screen that says what to do. */
function Opened({ status }: { readonly status: AppStatus }) {
  const [anew, setAnew] = useState(false);
  const { keychain, store, platform } = status;
  // One that takes nothing may still have opened everything.
  if (keychain !== "ok" && !(keychain === "refused" && store !== "keychain"))
    return <KeychainScreen state={keychain} platform={platform} />;
  if (store === "key-gone" || store === "key-changed")
    return <KeyGoneScreen changed={store === "key-changed"} onBegun={() => setAnew(true)} />;
  if (status.store === "unreadable") return <StoreScreen />;
  if (status.store === "keychain") return <KeychainScreen state="locked" platform={status.platform} />;
  return <Rooms status={status} first={anew ? { at: "backup", from: { at: "mail" } } : { at: "mail" }} />;
}

function Rooms({ status, first }: { readonly status: AppStatus; readonly first: Place }) {
  const [place, go] = useState<Place>(() =>
    isOpenedToScan() ? { at: "authenticator", scanAsked: 0 } : first,
  );
  useEvent("scan.asked", () => go({ at: "authenticator", scanAsked: Date.now() }));
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const settings = useCall("settings.get", undefined, ["settings.changed"]);
  useChosenTheme(settings.state === "ready" ? settings.value.theme : "system");

  if (accounts.state === "loading") return <p className={styles.starting}>{words.app.starting}</p>;
  if (accounts.state === "failed")
    return (
      <div className={styles.failed}>
        <ErrorNote error={accounts.error} />
      </div>
    );
  const known = {
    accounts: accounts.value,
    settings: settings.state === "ready" ? settings.value : undefined,
  };
  return (
    <GoContext.Provider value={go}>
      <ComposeHost accounts={accounts.value}>
        <div className={styles.rooms}>
          <Navigation place={place} go={go} />
          <div className={styles.room}>
            {status.keychain === "refused" && <KeychainNote />}
            <Room place={place} status={status} known={known} />
          </div>
        </div>
        <LinkDialog />
        {(place.at !== "mail" || accounts.value.length === 0) && <PlacesPalette go={go} />}
        <Notices accounts={accounts.value} />
      </ComposeHost>
    </GoContext.Provider>
  );
}

/** Once: the window was opened to scan the screen (electron/shell/window.ts). */
function isOpenedToScan(): boolean {
  if (location.hash !== "#scan-screen") return false;
  history.replaceState(null, "", location.pathname);
  return true;
}

/** What went wrong in the background, or came to its end there, said once. */
function Notices({ accounts }: { readonly accounts: readonly AccountView[] }) {
  useLockEndings();
  useEvent("app.notice", ({ accountId, error }) => {
    const address = accounts.find((account) => account.id === accountId)?.address;
    const text = address === undefined ? errorText(error) : words.app.notice(address, errorText(error));
    showToast({ text, tone: "problem", seconds: 12 });
  });
  return null;
}

interface Known {
  readonly accounts: readonly AccountView[];
  readonly settings: Settings | undefined;
}

function Room({
  place,
  status,
  known,
}: {
  readonly place: Place;
  readonly status: AppStatus;
  readonly known: Known;
}): ReactNode {
  switch (place.at) {
    case "mail":
      return known.accounts.length === 0 ? (
        <WelcomeScreen practice={status.practice} />
      ) : (
        <MailScreen {...known} />
      );
    case "authenticator":
      return (
        <LockGate>
          <AuthenticatorScreen scanAsked={place.scanAsked} />
        </LockGate>
      );
    case "settings":
      return <SettingsScreen status={status} />;
    case "add-account":
      return <AddAccountScreen />;
    case "security":
      return (
        <LockGate>
          <SecurityScreen key={place.accountId} accountId={place.accountId} />
        </LockGate>
      );
    case "new-codes":
      return (
        <LockGate>
          <NewCodesScreen key={place.accountId} accountId={place.accountId} />
        </LockGate>
      );
    case "security-overview":
      return (
        <LockGate>
          <SecurityOverview />
        </LockGate>
      );
    case "backup":
      return (
        <LockGate>
          <BackupScreen from={place.from} />
        </LockGate>
      );
    case "enrolment":
      return (
        <LockGate>
          <EnrolmentScreen key={place.accountId} accountId={place.accountId} />
        </LockGate>
      );
    case "health":
      return <HealthScreen key={place.accountId} accountId={place.accountId} />;
    case "relogin":
      return <ReloginScreen key={place.accountId} accountId={place.accountId} />;
    case "oauth-clients":
      return <OauthClientsScreen />;
    case "providers":
      return <ProvidersScreen {...place} />;
    case "provider":
      return <ProviderScreen key={place.providerId ?? ""} {...place} />;
  }
}

const rooms = [
  { at: "mail", label: words.app.mail, Icon: Mail },
  { at: "authenticator", label: words.app.authenticator, Icon: KeyRound },
  { at: "settings", label: words.app.settings, Icon: SettingsIcon },
] as const;

function Navigation({ place, go }: { readonly place: Place; readonly go: (place: Place) => void }) {
  const current = useMemo(() => roomOf(place), [place]);
  return (
    <nav className={styles.navigation} aria-label={words.app.navigation}>
      {rooms.map(({ at, label, Icon }) => (
        <button
          key={at}
          type="button"
          className={styles.door}
          aria-current={current === at ? "page" : undefined}
          // In a narrow window the word is only spoken.
          title={label}
          onClick={() => go({ at })}
        >
          <Icon size={20} aria-hidden="true" />
          <span>{label}</span>
        </button>
      ))}
    </nav>
  );
}

function roomOf(place: Place): "mail" | "authenticator" | "settings" {
  switch (place.at) {
    case "mail":
    case "add-account":
    case "relogin":
      return "mail";
    case "authenticator":
      return "authenticator";
    case "backup":
    case "providers":
    case "provider":
      return roomOf(place.from);
    default:
      return "settings";
  }
}
