export interface ElectronRuntime {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly kind: "override" | "official" | "carried";
}
export declare function electronRuntime(): Promise<ElectronRuntime>;
export declare const cacheFolder: string;
export declare function sandboxSwitches(
  runtime: ElectronRuntime,
): Promise<{ readonly args: readonly string[]; readonly why: string }>;
