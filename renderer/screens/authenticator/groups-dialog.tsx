// The groups: their names, and letting one go. Entries are put into groups where they are edited.
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";
import { tellProblem } from "./tell-problem.ts";

const text = words.authenticator.groups;

interface Group {
  readonly name: string;
  readonly count: number;
}

export function GroupsDialog({
  groups,
  onClose,
}: {
  readonly groups: readonly Group[];
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.common.close}</Button>}
    >
      {groups.length === 0 && <p role="status">{text.none}</p>}
      {groups.length > 0 && (
        <>
          <p>{text.removeText}</p>
          <ul className={styles.found} aria-label={text.label}>
            {groups.map((group) => (
              <GroupItem key={group.name} group={group} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function GroupItem({ group }: { readonly group: Group }) {
  const [typed, setTyped] = useState(group.name);
  const changed = typed.trim() !== "" && typed.trim() !== group.name;
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (changed) call("codes.renameGroup", { from: group.name, to: typed }).catch(tellProblem);
  };
  return (
    <li className={styles.foundItem} aria-label={group.name}>
      <form className={styles.groupForm} onSubmit={rename}>
        <TextField
          label={text.name(group.name)}
          hint={text.count(group.count)}
          value={typed}
          onChange={setTyped}
          maxLength={200}
        />
        {changed && <Button type="submit">{text.rename}</Button>}
      </form>
      <IconButton
        label={text.remove}
        icon={<Trash2 size={16} />}
        onClick={() => call("codes.renameGroup", { from: group.name }).catch(tellProblem)}
      />
    </li>
  );
}
