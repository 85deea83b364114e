// Tells of a failure: what happened, what to do, and the server's own words for those who want them.
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { ErrorView } from "../../shared/ipc/errors.ts";
import { describeError } from "../words/describe-error.ts";
import { Note } from "./note.tsx";
import { ServerWords } from "./server-words.tsx";

export function ErrorNote({
  error,
  quiet = false,
  children,
}: {
  readonly error: ErrorView;
  /** one of several results: it is where it belongs, and interrupts nobody */
  readonly quiet?: boolean;
  /** buttons that help */
  readonly children?: ReactNode;
}) {
  const note = useRef<HTMLDivElement>(null);
  // What went wrong must be seen, also below a long form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next failure, too, is another object
  useEffect(() => {
    if (!quiet) note.current?.scrollIntoView({ block: "nearest" });
  }, [error]);
  const { says, todo } = describeError(error);
  const serverText = error.detail.serverText;
  return (
    <Note
      ref={note}
      role={quiet ? "note" : "alert"}
      tone="danger"
      icon={<TriangleAlert size={18} />}
      says={says}
      actions={children}
    >
      <p>{todo}</p>
      {typeof serverText === "string" && serverText !== "" && !says.includes(serverText) && (
        <ServerWords text={serverText} />
      )}
    </Note>
  );
}
