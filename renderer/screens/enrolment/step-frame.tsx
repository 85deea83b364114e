// The frame of one step: its heading (which takes the focus when the step comes), why it is there, its content.
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./enrolment.module.css";

export function StepFrame({
  title,
  why,
  children,
}: {
  readonly title: string;
  readonly why: string;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.step}>
      <h2 ref={heading} tabIndex={-1} className={styles.heading}>
        {title}
      </h2>
      <p className={styles.why}>{why}</p>
      {children}
    </div>
  );
}
