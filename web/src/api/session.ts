import { createContext, useContext } from "react";
import { get, type Schema } from "./client";

export type Session = Schema["Session"];
export type Preferences = Schema["Preferences"];

export const loadSession = () => get<Session>("/api/session");

const Current = createContext<Session | null>(null);
export const SessionProvider = Current.Provider;

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error("There is no session above");
  return session;
}
