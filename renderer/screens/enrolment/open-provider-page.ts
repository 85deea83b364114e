// Opens a page of the account's provider; a failure is told at the edge of the window.
import type { CallInput } from "../../../shared/ipc/contract.ts";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";

export function openProviderPage(accountId: string, link: CallInput<"links.openProvider">["link"]): void {
  call("links.openProvider", { accountId, link }).catch((failure: unknown) =>
    showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
  );
}
