// The settings: accounts, then how the program looks and behaves. Each change is kept at once.
import { Archive, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import {
  type AppStatus,
  CodeGroups,
  type Settings,
  type SettingsChange,
} from "../../../shared/models/app.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Page, PageSection } from "../../parts/page.tsx";
import { Select } from "../../parts/select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { AccountsSection } from "../accounts/accounts-section.tsx";
import { LockSection } from "../lock/lock-section.tsx";
import { KeychainSection } from "./keychain-section.tsx";
import styles from "./settings.module.css";
import { ShortcutsSection } from "./shortcuts-section.tsx";

export function SettingsScreen({ status }: { readonly status: AppStatus }) {
  const go = useGo();
  const settings = useCall("settings.get", undefined, ["settings.changed"]);
  return (
    <Page title={words.settings.title}>
      <AccountsSection practice={status.practice} />
      <PageSection title={words.kept.title}>
        <p>{words.kept.about}</p>
        <div>
          <Button icon={<ShieldCheck size={16} />} onClick={() => go({ at: "security-overview" })}>
            {words.kept.open}
          </Button>
        </div>
      </PageSection>
      <LockSection platform={status.platform} />
      <PageSection title={words.backup.title}>
        <p>{words.backup.lead}</p>
        <div>
          <Button icon={<Archive size={16} />} onClick={() => go({ at: "backup", from: { at: "settings" } })}>
            {words.backup.open}
          </Button>
        </div>
      </PageSection>
      <PageSection title={words.oauthClients.section}>
        <p>{words.oauthClients.about}</p>
        <div>
          <Button onClick={() => go({ at: "oauth-clients" })}>{words.oauthClients.button}</Button>
        </div>
      </PageSection>
      <PageSection title={words.settings.general}>
        {settings.state === "failed" && <ErrorNote error={settings.error} />}
        {settings.state === "ready" && <General settings={settings.value} />}
      </PageSection>
      <KeychainSection />
      <ShortcutsSection mac={status.platform === "darwin"} />
      <p className={styles.version}>{words.settings.version(status.version)}</p>
    </Page>
  );
}

function General({ settings }: { readonly settings: Settings }) {
  const text = words.settings;
  const set = (change: SettingsChange) => {
    call("settings.change", change).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <div className={styles.form}>
      <Select
        label={text.theme}
        value={settings.theme}
        options={[
          { value: "system", label: text.themeSystem },
          { value: "light", label: text.themeLight },
          { value: "dark", label: text.themeDark },
        ]}
        onChange={(theme) => set({ theme })}
      />
      <NumberSetting
        label={text.undoSeconds}
        hint={text.undoHint}
        value={settings.undoSeconds}
        low={0}
        high={60}
        onSet={(undoSeconds) => set({ undoSeconds })}
      />
      <NumberSetting
        label={text.clipboardSeconds}
        hint={text.clipboardHint}
        value={settings.clipboardSeconds}
        low={5}
        high={600}
        onSet={(clipboardSeconds) => set({ clipboardSeconds })}
      />
      <CheckBox checked={settings.markReadOnOpen} onChange={(markReadOnOpen) => set({ markReadOnOpen })}>
        {text.markRead}
      </CheckBox>
      <CheckBox checked={settings.correctClock} onChange={(correctClock) => set({ correctClock })}>
        {text.correctClock}
      </CheckBox>
      <CheckBox checked={settings.hideCodes} onChange={(hideCodes) => set({ hideCodes })}>
        {text.hideCodes}
      </CheckBox>
      <Select
        label={text.codeGroups}
        value={settings.codeGroups}
        options={CodeGroups.options.map((value) => ({ value, label: text.codeGroupsAs[value] }))}
        onChange={(codeGroups) => set({ codeGroups })}
      />
      <TraySettings tray={settings.tray} set={(tray) => set({ tray })} />
    </div>
  );
}

function TraySettings({
  tray,
  set,
}: {
  readonly tray: Settings["tray"];
  readonly set: (tray: Partial<Settings["tray"]>) => void;
}) {
  const text = words.settings;
  return (
    <>
      <CheckBox
        checked={tray.shown}
        hint={text.trayHint}
        onChange={(shown) => set({ shown, staysOnClose: false })}
      >
        {text.tray}
      </CheckBox>
      {tray.shown && (
        <CheckBox
          checked={tray.staysOnClose}
          hint={text.staysHint}
          onChange={(staysOnClose) => set({ staysOnClose })}
        >
          {text.staysOnClose}
        </CheckBox>
      )}
    </>
  );
}

/** Keeps what is typed until it is a number in range, and says so as long as it is not. */
function NumberSetting(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly onSet: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(props.value);
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  const right = number >= props.low && number <= props.high;
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      value={text}
      inputMode="numeric"
      error={right ? undefined : words.settings.range(props.low, props.high)}
      onChange={(value) => {
        setTyped(value);
        const next = /^\d{1,4}$/.test(value.trim()) ? Number(value.trim()) : Number.NaN;
        if (next >= props.low && next <= props.high) props.onSet(next);
      }}
      onBlur={() => right && setTyped(undefined)}
    />
  );
}
