import { useRef, useState } from "react";
import { uuid } from "../api";

interface Command {
  busy: boolean;
  /**
   * Sends a command with a key, unless one is under way: then it returns null.
   *
   * @param what the address and the body: all that makes it this command
   */
  run: <T>(what: unknown, send: (key: string) => Promise<T>) => Promise<T | null>;
}

/**
 * A form's command is sent once at a time. An attempt that failed may have been executed, so the same command goes with
 * the same key again until it succeeds; then there is no second effect.
 */
export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const failed = useRef<{ what: string; key: string } | null>(null);

  async function run<T>(what: unknown, send: (key: string) => Promise<T>): Promise<T | null> {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    const text = JSON.stringify(what);
    const attempt = failed.current?.what === text ? failed.current : { what: text, key: uuid() };
    failed.current = attempt;
    try {
      const answer = await send(attempt.key);
      failed.current = null;
      return answer;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, run };
}
