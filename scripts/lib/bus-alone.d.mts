export declare function busAlone(listen: string): string;
