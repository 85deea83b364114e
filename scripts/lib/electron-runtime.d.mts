export interface ElectronRuntime {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly kind: "override" | "official" | "carried";
}
export declare function electronRuntime(): Promise<ElectronRuntime>;
export declare const cacheFolder: string;
