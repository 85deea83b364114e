// What every step's screen is given.
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction, EnrolmentStep, EnrolmentView } from "../../../shared/models/enrolment.ts";

export interface StepProps<Name extends EnrolmentStep["step"]> {
  readonly view: EnrolmentView;
  readonly step: Extract<EnrolmentStep, { step: Name }>;
  readonly act: (action: EnrolmentAction) => void;
  readonly busy: boolean;
  /** the refusal of what was just tried, unless the frame shows it */
  readonly problem: ErrorView | undefined;
}
