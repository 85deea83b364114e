export interface Display {
  /** value for DISPLAY */
  readonly display: string;
  stop(): Promise<void>;
}
export declare function startXvfb(size?: string): Promise<Display | undefined>;
