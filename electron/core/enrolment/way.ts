// A way of switching two-factor authentication on, as the machine in enrolment.ts sees it. Each way keeps the record of
// the enrolment up to date by itself; expected failures are thrown.
import type { EnrolmentAction, StepLabel } from "../../../shared/models/enrolment.ts";
import type { JobControl } from "../jobs.ts";
import type { ShownSecret } from "./driver.ts";
import type { EnrolmentRecord } from "./enrolment-record.ts";

export interface Way {
  readonly record: EnrolmentRecord;
  /** all its steps, with "done" at the end */
  readonly labels: readonly StepLabel[];
  /** index of the present step in `labels` */
  readonly at: number;
  perform(action: EnrolmentAction): Promise<void>;
  /** An action was out of turn: where does it stand really? */
  lookAgain(): Promise<void>;
  /** Somebody opened the enrolment, or Gatepost keeps something more: what is missing now? Asks no provider. */
  lookHere(): Promise<void>;
  /** The QR code of the present step. @throws AppError `enrolment-order` where there is none */
  shownSecret(): Promise<ShownSecret>;
  /**
   * Once it is on: does what the provider asks of mail programs, and signs in with the new password over IMAP and SMTP.
   * @throws AppError `enrolment-order` where only the user can do that
   */
  mailAgain(control: JobControl): Promise<void>;
  /** Stops: the account is left as it was before. @throws AppError `enrolment-order` once it is on */
  giveUp(): Promise<void>;
}
