// Keeps our window out of screenshots and screen sharing while something is drawn that others should not see. What it is
// worth depends on the system; the words of the lock say so.
import { useEffect } from "react";
import { call } from "../../ipc/client.ts";
import { tellProblem } from "../authenticator/tell-problem.ts";

/** Several parts may ask for it at once; it ends with the last. */
let asking = 0;

export function useWindowProtection(): void {
  useEffect(() => {
    asking += 1;
    if (asking === 1) call("app.protectWindow", { on: true }).catch(tellProblem);
    return () => {
      asking -= 1;
      if (asking === 0) call("app.protectWindow", { on: false }).catch(tellProblem);
    };
  }, []);
}
