// The class of what is said by screen readers and not shown.
import styles from "./spoken.module.css";

export const spoken = styles.spoken;
