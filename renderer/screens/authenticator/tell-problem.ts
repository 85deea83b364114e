// Says in a toast what went wrong with something that has no place of its own on the screen.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";

export function tellProblem(failure: unknown): void {
  showToast({ text: errorText(toErrorView(failure)), tone: "problem" });
}
