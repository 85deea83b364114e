// Closes the quick-code window from inside it.
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";

export function closeWindow(): void {
  // If this fails there is no core any more, and the window goes with the program.
  call("quickCode.close").catch(toErrorView);
}
