// The icon of an entry: of its issuer, of a brand that is looked for, the user's own picture, or its first letter.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../../shared/ipc/errors.ts";
import type { CodeEntry, CodeIcon } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { Button } from "../../../parts/button.tsx";
import { CodeIcon as Icon } from "../../../parts/code-icon.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { Select } from "../../../parts/select.tsx";
import { words } from "../../../words/words.ts";
import { BrandPicker } from "./brand-picker.tsx";
import styles from "./edit-code.module.css";
import { makeIcon } from "./make-icon.ts";

const text = words.authenticator.icon;
type Kind = CodeIcon["kind"] | "auto";

export function IconField({
  entry,
  onChange,
}: {
  readonly entry: Pick<CodeEntry, "issuer" | "account"> & { readonly icon: CodeIcon | undefined };
  readonly onChange: (icon: CodeIcon | undefined) => void;
}) {
  const { icon, issuer, account } = entry;
  const [kind, setKind] = useState<Kind>(icon?.kind ?? "auto");
  const [error, setError] = useState<ErrorView>();
  const choose = () => {
    setError(undefined);
    call("codes.chooseIcon", undefined)
      .then(async ({ picture }) => picture && onChange({ kind: "picture", png: await makeIcon(picture) }))
      .catch((failure: unknown) => setError(toErrorView(failure)));
  };
  const change = (next: Kind) => {
    setKind(next);
    setError(undefined);
    if (next === "auto") onChange(undefined);
    if (next === "letter") onChange({ kind: "letter" });
    if (next === "picture" && icon?.kind !== "picture") choose();
  };
  return (
    <div className={styles.icon}>
      <Icon entry={{ issuer, account, ...(icon && { icon }) }} />
      <div className={styles.iconChoice}>
        <Select
          label={text.label}
          value={kind}
          options={(["auto", "brand", "picture", "letter"] as const).map((value) => ({
            value,
            label: text[value],
          }))}
          onChange={change}
        />
        {kind === "brand" && (
          <BrandPicker
            chosen={icon?.kind === "brand" ? icon.name : undefined}
            onChoose={(name) => onChange({ kind: "brand", name })}
          />
        )}
        {kind === "picture" && <Button onClick={choose}>{text.choose}</Button>}
        {error && <ErrorNote error={error} />}
      </div>
    </div>
  );
}
