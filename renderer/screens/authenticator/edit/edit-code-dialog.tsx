// Everything of an entry: its names, what stands beside it, and what its codes are made of. A new secret key is asked
// about first; the old one goes to the bin.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../../shared/ipc/errors.ts";
import type { CodeChange, CodeEntry, CodeIcon, CodeRetyped } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { useCall } from "../../../ipc/hooks.ts";
import { AlertDialog } from "../../../parts/alert-dialog.tsx";
import { Button } from "../../../parts/button.tsx";
import { CheckBox } from "../../../parts/check-box.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { Form } from "../../../parts/form.tsx";
import { Select } from "../../../parts/select.tsx";
import { TextArea } from "../../../parts/text-area.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { wholeDate } from "../../../words/dates.ts";
import { words } from "../../../words/words.ts";
import { ownFields, sentence } from "../code-fields.tsx";
import styles from "./edit-code.module.css";
import { GroupsField } from "./groups-field.tsx";
import { IconField } from "./icon-field.tsx";
import { RetypeFields } from "./retype-fields.tsx";

const text = words.authenticator;

export interface EditCodeDialogProps {
  readonly entry: CodeEntry;
  /** names of all groups that there are */
  readonly groups: readonly string[];
  readonly onClose: () => void;
  /** a phone is to be linked instead */
  readonly onLink: () => void;
}

export function EditCodeDialog({ entry, groups, onClose, onLink }: EditCodeDialogProps) {
  const form = useEditCode(entry, onClose);
  const { fields, set, error, busy } = form;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const known = accounts.state === "ready" ? accounts.value : [];
  const isElsewhere = fields.accountId !== "" && !known.some(({ id }) => id === fields.accountId);
  const field = error && fieldOf(error);
  const at = (name: string) => (error && field === name ? sentence(error, name) : undefined);
  return (
    <Dialog
      title={text.editTitle}
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onLink}>{words.exporting.linkPhone}</Button>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={form.save}>
            {words.common.save}
          </Button>
        </>
      }
    >
      <Form problems={error} onSubmit={form.save}>
        <div className={styles.pair}>
          <TextField
            label={text.issuer}
            value={fields.issuer}
            onChange={(issuer) => set({ issuer })}
            maxLength={200}
          />
          <TextField
            label={text.account}
            value={fields.account}
            onChange={(account) => set({ account })}
            maxLength={200}
          />
        </div>
        <IconField entry={fields} onChange={(icon) => set({ icon })} />
        <div className={styles.pair}>
          <Select
            label={text.protects}
            value={fields.accountId}
            options={[
              { value: "", label: text.noAccount },
              ...known.map(({ id, address }) => ({ value: id, label: address })),
              ...(isElsewhere ? [{ value: fields.accountId, label: text.accountElsewhere }] : []),
            ]}
            onChange={(accountId) => set({ accountId })}
          />
          <div className={styles.pinned}>
            <CheckBox checked={fields.pinned} onChange={(pinned) => set({ pinned })}>
              {text.pinned}
            </CheckBox>
          </div>
        </div>
        <GroupsField known={groups} chosen={fields.groups} onChange={(chosen) => set({ groups: chosen })} />
        <TextArea label={text.note} rows={2} value={fields.note} onChange={(note) => set({ note })} />
        <RetypeFields entry={entry} typed={form.code} onChange={form.setCode} at={at} />
        <p className={styles.usage}>{usageOf(entry)}</p>
        {error && field === undefined && <ErrorNote error={error} />}
      </Form>
      {form.asking && (
        <AlertDialog
          title={text.replaceTitle}
          description={text.replaceText}
          confirm={text.replace}
          danger
          onConfirm={form.replace}
          onCancel={form.dontReplace}
        />
      )}
    </Dialog>
  );
}

interface Fields {
  readonly issuer: string;
  readonly account: string;
  readonly accountId: string;
  readonly note: string;
  readonly groups: readonly string[];
  readonly pinned: boolean;
  readonly icon: CodeIcon | undefined;
}

function useEditCode(entry: CodeEntry, onClose: () => void) {
  const [fields, setFields] = useState<Fields>({
    ...{ issuer: entry.issuer, account: entry.account, accountId: entry.accountId ?? "", icon: entry.icon },
    ...{ note: entry.note ?? "", groups: entry.groups ?? [], pinned: entry.pinned ?? false },
  });
  const [code, setCode] = useState<CodeRetyped>();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const send = () => {
    setAsking(false);
    setBusy(true);
    call("codes.edit", changeOf(entry, fields, code)).then(onClose, (failure: unknown) => {
      setBusy(false);
      setError(toErrorView(failure));
    });
  };
  return {
    ...{ fields, code, busy, asking, error },
    set(change: Partial<Fields>) {
      setFields((before) => ({ ...before, ...change }));
      setError(undefined);
    },
    setCode(typed: CodeRetyped | undefined) {
      setCode(typed);
      setError(undefined);
    },
    save: () => (isTyped(code?.secret) || isTyped(code?.pin) ? setAsking(true) : send()),
    replace: send,
    dontReplace: () => setAsking(false),
  };
}

function isTyped(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== "";
}

/** The code only if it was typed anew: else a keychain that is closed would keep names from being changed. */
function changeOf(entry: CodeEntry, fields: Fields, code: CodeRetyped | undefined): CodeChange {
  const { accountId, icon, groups, ...rest } = fields;
  const common = {
    ...{ codeId: entry.id, ...rest, groups: [...groups] },
    ...{ accountId: accountId === "" ? null : accountId, icon: icon ?? null },
  };
  if (!code) return common;
  const { secret, pin, ...made } = code;
  return { ...common, code: { ...made, ...(isTyped(secret) && { secret }), ...(isTyped(pin) && { pin }) } };
}

function usageOf({ uses = 0, lastUsedAt, addedAt }: CodeEntry): string {
  const used = lastUsedAt === undefined ? text.neverUsed : text.usage(uses, wholeDate(lastUsedAt));
  return `${used} ${text.addedOn(wholeDate(addedAt))}`;
}

/** The field of this form that an error belongs to; undefined if it is about the whole. */
function fieldOf({ code, detail }: ErrorView): string | undefined {
  if (code.startsWith("secret-") && code !== "secret-gone") return "secret";
  if (code !== "otpauth-field") return undefined;
  return ownFields.find((field) => field === detail.field) ?? "secret";
}
