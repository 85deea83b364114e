// Where the user is. Screens go elsewhere by `go`; nothing else is kept in a place than what is needed to draw it.
import { createContext, useContext } from "react";

export type Place =
  | { readonly at: "mail" }
  /** `scanAsked`: the screen is to be scanned; another number each time */
  | { readonly at: "authenticator"; readonly scanAsked?: number }
  | { readonly at: "settings" }
  | { readonly at: "add-account" }
  | { readonly at: "security"; readonly accountId: string }
  /** new backup codes are made at the provider and kept here */
  | { readonly at: "new-codes"; readonly accountId: string }
  | { readonly at: "security-overview" }
  /** `from` is where "Back" leads */
  | { readonly at: "backup"; readonly from: Place }
  /** starts or resumes switching two-factor authentication on */
  | { readonly at: "enrolment"; readonly accountId: string }
  | { readonly at: "health"; readonly accountId: string }
  | { readonly at: "relogin"; readonly accountId: string }
  /** as which program Gatepost asks providers */
  | { readonly at: "oauth-clients" }
  /** all known providers; `from` is where "Back" leads */
  | { readonly at: "providers"; readonly from: Place; readonly search?: string }
  /** what is known of one, or the general way where none is known */
  | { readonly at: "provider"; readonly providerId: string | undefined; readonly from: Place };

export const GoContext = createContext<(place: Place) => void>(() => undefined);

export function useGo(): (place: Place) => void {
  return useContext(GoContext);
}
