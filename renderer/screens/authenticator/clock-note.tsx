// Says that this computer's clock is so far off that codes may be refused, and lets the user have the codes corrected.
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { NoteBar } from "../../parts/note-bar.tsx";
import { words } from "../../words/words.ts";
import { tellProblem } from "./tell-problem.ts";

const text = words.authenticator.clock;

export function ClockNote() {
  const clock = useCall("clock.get", undefined, ["clock.changed"]);
  if (clock.state !== "ready" || !clock.value.wrong) return null;
  const { offset = 0, corrected } = clock.value;
  const direction = offset > 0 ? "behind" : "ahead";
  const say = corrected ? text.corrected : text.wrong;
  return (
    <NoteBar label={text.label} text={say(amountOf(Math.abs(offset)), direction)}>
      <Button onClick={() => correct(!corrected)}>{corrected ? text.stop : text.correct}</Button>
    </NoteBar>
  );
}

function correct(correctClock: boolean): void {
  call("settings.change", { correctClock }).catch(tellProblem);
}

/** As a person would say it: exact below two minutes, rounded above. */
function amountOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return text.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return text.about(text.minutes(minutes));
  return text.about(text.hours(Math.round(minutes / 60)));
}
