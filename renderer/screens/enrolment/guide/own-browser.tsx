// Beside the user's own browser: opens the provider's page there, and makes our window a narrow strip on top.
import { ExternalLink, PanelRight } from "lucide-react";
import { useEffect, useState } from "react";
import { toErrorView } from "../../../../shared/ipc/errors.ts";
import type { EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { call } from "../../../ipc/client.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { errorText } from "../../../words/describe-error.ts";
import { words } from "../../../words/words.ts";
import { openProviderPage } from "../open-provider-page.ts";

export function OwnBrowser({ view }: { readonly view: EnrolmentView }) {
  const text = words.enrolment.guide;
  const [floats, setFloats] = useState(false);
  // Whoever leaves the steps has their window back.
  useEffect(() => () => float(false), []);
  if (view.current.step === "what-you-need" || view.current.step === "done") return null;
  const toggle = () => {
    float(!floats);
    setFloats(!floats);
  };
  return (
    <ButtonRow>
      {view.pages.includes("security") && (
        <Button
          icon={<ExternalLink size={16} />}
          onClick={() => openProviderPage(view.accountId, "security")}
        >
          {text.openPage}
        </Button>
      )}
      <Button kind="quiet" icon={<PanelRight size={16} />} onClick={toggle}>
        {floats ? text.unfloat : text.float}
      </Button>
    </ButtonRow>
  );
}

function float(on: boolean): void {
  call("enrolment.float", { on }).then(
    ({ onTop }) => {
      if (on && !onTop) showToast({ text: words.enrolment.guide.notOnTop });
    },
    (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
  );
}
