// Draws the present step: one component each.
import type {
  EnrolmentAction,
  EnrolmentHow,
  EnrolmentStep,
  EnrolmentView,
} from "../../../shared/models/enrolment.ts";
import { MakeAppPassword, SwitchImapOn } from "./guide/after-steps.tsx";
import { GuideStep } from "./guide/guide-step.tsx";
import { Activate } from "./steps/activate.tsx";
import { Authenticator } from "./steps/authenticator.tsx";
import { BackupCodesStep } from "./steps/backup-codes-step.tsx";
import { Digits } from "./steps/digits.tsx";
import { Done } from "./steps/done.tsx";
import { Password } from "./steps/password.tsx";
import { Phone } from "./steps/phone.tsx";
import { Review } from "./steps/review.tsx";
import { SecretKey } from "./steps/secret-key.tsx";
import { SmsCode } from "./steps/sms-code.tsx";
import { WhatYouNeed } from "./steps/what-you-need.tsx";

export function StepScreen(props: {
  readonly view: EnrolmentView;
  readonly act: (action: EnrolmentAction) => void;
  readonly busy: boolean;
  readonly begin: (how: EnrolmentHow, looks: boolean) => void;
}) {
  const { view, act, busy, begin } = props;
  const step: EnrolmentStep = view.current;
  const common = { view, act, busy, problem: view.problem };
  switch (step.step) {
    case "what-you-need":
      return <WhatYouNeed {...common} step={step} begin={begin} />;
    case "password":
      return <Password {...common} step={step} />;
    case "phone":
      return <Phone {...common} step={step} />;
    case "sms-code":
      return <SmsCode {...common} step={step} />;
    case "authenticator":
      return <Authenticator {...common} step={step} />;
    case "backup-codes":
      return <BackupCodesStep {...common} step={step} />;
    case "digits":
      return <Digits {...common} step={step} />;
    case "secret-key":
      return <SecretKey {...common} step={step} />;
    case "review":
      return <Review {...common} step={step} />;
    case "activate":
      return <Activate {...common} step={step} />;
    case "guide":
      return <GuideStep {...common} step={step} />;
    case "imap-switch":
      return <SwitchImapOn {...common} step={step} />;
    case "app-password":
      return <MakeAppPassword {...common} step={step} />;
    case "done":
      return <Done {...common} step={step} />;
    default:
      return assertNever(step);
  }
}

function assertNever(step: never): never {
  throw new Error(`no screen for ${JSON.stringify(step)}`);
}
