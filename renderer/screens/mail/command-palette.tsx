// All commands by name: type a part of it, Enter runs it.
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { Dialog } from "../../parts/dialog.tsx";
import { words } from "../../words/words.ts";
import styles from "./command-palette.module.css";
import type { Command } from "./commands.ts";
import { findCommands } from "./find-commands.ts";

export function CommandPalette({
  title,
  label,
  empty,
  commands,
  onClose,
}: {
  readonly title: string;
  readonly label: string;
  readonly empty: string;
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const found = useMemo(() => findCommands(commands, typed), [commands, typed]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) setActive((active + step + found.length) % found.length);
    else if (event.key === "Enter") run(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        aria-label={label}
        placeholder={label}
        className={styles.input}
        value={typed}
        autoFocus
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <div role="listbox" id={`${id}-list`} aria-label={title} className={styles.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the input has the focus and names the active option
          <div
            key={`${command.name} ${command.keys}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            onClick={() => run(command)}
            onPointerMove={() => setActive(index)}
          >
            <span className={styles.name}>{command.name}</span>
            {command.keys !== "" && <kbd className={styles.keys}>{command.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.empty}>{empty}</p>}
    </Dialog>
  );
}

/** The palette of the program itself. */
export function MainPalette({
  commands,
  onClose,
}: {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}) {
  const { palette, paletteInput, paletteEmpty } = words.mail;
  return (
    <CommandPalette
      title={palette}
      label={paletteInput}
      empty={paletteEmpty}
      commands={commands}
      onClose={onClose}
    />
  );
}
