import { createContext, useContext } from "react";
import { get, type Schema } from "./client";

/** What the gateway keeps for a person. */
export interface Preferences {
  language?: string;
  theme?: string;
  density?: string;
  matrixColumns?: string;
  pinnedEmployeeIds?: string[];
  lastPages?: { path: string; title: string }[];
}

export type Session = Schema["Session"] & {
  features?: { roles: boolean; accounts: boolean; categoryRequired: boolean; datedClicks: boolean };
  timeZone?: string;
  today?: string;
  workspace?: { name: string | null };
};

export const loadSession = () => get<Session>("/api/session");

const Current = createContext<Session | null>(null);
export const SessionProvider = Current.Provider;

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error("There is no session above");
  return session;
}
