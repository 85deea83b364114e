// The groups of an entry: those that there are, to be ticked, and a new one, to be typed.
import { Plus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { CheckBox } from "../../../parts/check-box.tsx";
import { IconButton } from "../../../parts/icon-button.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import styles from "./edit-code.module.css";

const text = words.authenticator;

export function GroupsField({
  known,
  chosen,
  onChange,
}: {
  readonly known: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (groups: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const all = [...new Set([...known, ...chosen])];
  const add = () => {
    const name = typed.trim();
    if (name === "") return;
    onChange([...new Set([...chosen, name])]);
    setTyped("");
  };
  const press = (event: KeyboardEvent) => {
    // Enter saves the whole form, but not while a group is being typed.
    if (event.key !== "Enter" || typed.trim() === "") return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className={styles.groups}>
      <legend>{text.inGroups}</legend>
      {all.length > 0 && (
        <div className={styles.ticks}>
          {all.map((name) => (
            <CheckBox
              key={name}
              checked={chosen.includes(name)}
              onChange={(checked) =>
                onChange(checked ? [...chosen, name] : chosen.filter((one) => one !== name))
              }
            >
              <bdi>{name}</bdi>
            </CheckBox>
          ))}
        </div>
      )}
      <div className={styles.newGroup}>
        <TextField
          label={text.newGroup}
          value={typed}
          onChange={setTyped}
          onKeyDown={press}
          // What is typed is meant, also without the button.
          onBlur={add}
          maxLength={200}
        />
        <IconButton label={text.addGroup} icon={<Plus size={16} />} onClick={add} />
      </div>
    </fieldset>
  );
}
