// Opens a page of a known provider in the system's browser. The page names which one; the core knows where it is.
import type { CallInput } from "../../../shared/ipc/contract.ts";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";

export function openKnown(providerId: string, link: CallInput<"links.openKnown">["link"]): void {
  call("links.openKnown", { providerId, link }).catch((failure: unknown) =>
    showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
  );
}
