// The ways to add a code: the search for a QR code wherever it may be shown, by hand, and from another app.
import { Plus } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { Menu, MenuItem, MenuLine } from "../../parts/menu.tsx";
import { words } from "../../words/words.ts";
import type { Scanning } from "../scan/use-scanning.tsx";

const text = words.authenticator;

export function AddCodeMenu({
  scanning,
  byHand,
  importCodes,
}: {
  readonly scanning: Omit<Scanning, "dialog">;
  readonly byHand: () => void;
  readonly importCodes: () => void;
}) {
  const { scan, chooseSource, openCamera } = scanning;
  return (
    <Menu
      trigger={
        <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />}>
          {text.add}
        </Button>
      }
    >
      <MenuItem onSelect={() => scan({ from: "screen" })}>{text.addScreen}</MenuItem>
      <MenuItem onSelect={() => scan({ from: "region" })}>{text.addRegion}</MenuItem>
      <MenuItem onSelect={chooseSource}>{text.addSource}</MenuItem>
      <MenuItem onSelect={() => scan({ from: "chooseFile" })}>{text.addPicture}</MenuItem>
      <MenuItem onSelect={() => scan({ from: "clipboard" })}>{text.addClipboard}</MenuItem>
      <MenuItem onSelect={openCamera}>{text.addCamera}</MenuItem>
      <MenuLine />
      <MenuItem onSelect={byHand}>{text.addByHand}</MenuItem>
      <MenuItem onSelect={importCodes}>{words.importing.menu}</MenuItem>
    </Menu>
  );
}
