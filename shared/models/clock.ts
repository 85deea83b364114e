// How far this computer's clock is off, as the servers that Gatepost talks to say. Times are milliseconds.
import { z } from "zod";

export const ClockView = z.object({
  /** what must be added to this computer's clock; undefined: not measured, or the servers disagree */
  offset: z.number().optional(),
  /** the truth lies no further than this from `offset` */
  within: z.number().optional(),
  /** servers that agreed */
  sources: z.number().int().nonnegative(),
  measuredAt: z.number().optional(),
  /** so far off that a provider may refuse the codes */
  wrong: z.boolean(),
  /** the user has agreed that codes are made for the measured time */
  corrected: z.boolean(),
});
export type ClockView = z.infer<typeof ClockView>;
