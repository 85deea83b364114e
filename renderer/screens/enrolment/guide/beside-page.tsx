// The steps with the provider's page beside them. What the page gives belongs to the step in which it was given.
import { type ReactNode, useState } from "react";
import type { FoundCode } from "../../../../shared/models/code.ts";
import type { PageLink } from "../../../../shared/models/provider-page.ts";
import { call } from "../../../ipc/client.ts";
import { PageColumns } from "../../../parts/provider-page/page-columns.tsx";
import { ProviderPage } from "../../../parts/provider-page/provider-page.tsx";
import styles from "../enrolment.module.css";
import { type PageFindings, PageFindingsContext } from "./page-findings.ts";

export function BesidePage({
  accountId,
  link,
  at,
  wantsCode,
  looks,
  onFile,
  children,
}: {
  readonly accountId: string;
  readonly link: PageLink;
  /** number of the step */
  readonly at: number;
  /** a code on the page is of use in this step */
  readonly wantsCode: boolean;
  /** the page may be looked at by itself */
  readonly looks: boolean;
  /** takes a PDF that the user wants */
  readonly onFile: ((downloadId: string) => void) | undefined;
  readonly children: ReactNode;
}) {
  const [findings, setFindings] = useState<PageFindings & { readonly at: number }>({ at });
  const add = (more: PageFindings) =>
    setFindings((before) => ({ ...(before.at === at ? before : {}), ...more, at }));
  const codes = (found: readonly FoundCode[]) => {
    // Where the page is now is where the picture was taken a moment ago.
    call("page.get").then(
      ({ address }) => add({ found, shownOn: address?.domain }),
      () => add({ found }),
    );
  };
  return (
    <PageFindingsContext.Provider value={findings.at === at ? findings : {}}>
      <PageColumns
        page={
          <ProviderPage
            accountId={accountId}
            link={link}
            onCodes={wantsCode ? codes : undefined}
            looks={looks && wantsCode}
            onFile={onFile}
          />
        }
      >
        <div className={styles.stepsColumn}>{children}</div>
      </PageColumns>
    </PageFindingsContext.Provider>
  );
}
