// What the provider's page inside Gatepost has given to the present step: codes that a picture of it held.
import { createContext, useContext } from "react";
import type { FoundCode } from "../../../../shared/models/code.ts";

export interface PageFindings {
  readonly found?: readonly FoundCode[];
  /** the domain on which the codes were shown */
  readonly shownOn?: string | undefined;
}

export const PageFindingsContext = createContext<PageFindings>({});

export function usePageFindings(): PageFindings {
  return useContext(PageFindingsContext);
}
