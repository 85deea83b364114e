// A place that takes pictures which are dropped on it, or pasted while it is shown.
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { type DroppedPicture, droppedContent } from "./dropped.ts";

const text = words.scanning.dropped;
/** Kinds of content that may be, or hold, a picture. */
const wanted = ["Files", "text/uri-list", "text/html"];

/** `active`: nothing else is open that the picture may be meant for. */
export function useDroppedPictures(onPictures: (pictures: DroppedPicture[]) => void, active: boolean) {
  const [dropping, setDropping] = useState(false);
  const take = (dropped: DataTransfer): void => {
    const content = droppedContent(dropped);
    if (content.kind === "pictures")
      content.read().then(
        (pictures) => onPictures([...pictures]),
        (failure: unknown) => tell(errorText(toErrorView(failure))),
      );
    else tell(content.kind === "address-only" ? text.addressOnly : text.nothing);
  };
  return {
    dropping,
    onDragOver(event: DragEvent) {
      if (!active || !wanted.some((type) => event.dataTransfer.types.includes(type))) return;
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop(event: DragEvent) {
      setDropping(false);
      if (!active) return;
      event.preventDefault();
      take(event.dataTransfer);
    },
    onPaste(event: ClipboardEvent) {
      if (!active || event.clipboardData.files.length === 0) return;
      event.preventDefault();
      take(event.clipboardData);
    },
  };
}

function tell(problem: string): void {
  showToast({ text: problem, tone: "problem", seconds: 12 });
}
