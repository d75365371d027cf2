export function schema(): Promise<string>;
export function rights(): string;
export function lists(): string;
export const SCHEMA: string;
export const RIGHTS: string;
export const LISTS: string;
