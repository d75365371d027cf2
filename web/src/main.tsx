import "./styles/tokens.css";
import "./styles/base.css";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "./api";
import { follow, listen, reset } from "./api/changes";
import { followDay } from "./api/day";
import { queries, refresh } from "./api/keys";
import { loadSession, SessionProvider } from "./api/session";
import { router } from "./routes";
import { isLanguage, setTimeZone, speak, t } from "./texts";
import { forgetErased, keepFor } from "./ui/kept";
import { useLanguage } from "./ui/language";
import { loadPreferences } from "./ui/preferences";
import { said } from "./ui/toasts";

const SESSION = { queryKey: ["session"], queryFn: loadSession } as const;

function App() {
  const language = useLanguage();
  const session = useQuery({ ...SESSION, staleTime: Number.POSITIVE_INFINITY });
  if (!session.data) return null;
  return (
    <SessionProvider value={session.data}>
      <RouterProvider key={language} router={router} />
    </SessionProvider>
  );
}

/** Language and session are asked for at the same time; the stream of changes is open before the first query. */
async function start() {
  const asked = document.documentElement.lang;
  const guess = isLanguage(asked) ? asked : "en";
  const [session, , read] = await Promise.all([queries.fetchQuery(SESSION), speak(guess), loadPreferences()]);
  keepFor(session.user);
  setTimeZone(session.timeZone);
  if (isLanguage(session.language) && session.language !== guess) await speak(session.language);
  if (!read) said(t("shell.preferencesKept"), "refused");
  const levels = Object.values(session.levels);
  listen(refresh);
  listen(forgetErased);
  followDay(session.timeZone, reset);
  if (levels.some(level => level !== "none")) follow();
  // A page whose thing is not there is no fault: the page "Not found" says it.
  const onCaughtError = (thrown: unknown) => {
    if (!(thrown instanceof Problem)) console.error(thrown);
  };
  createRoot(document.getElementById("root")!, { onCaughtError }).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

start().catch(failure => {
  if (failure instanceof Problem && failure.status === 401) {
    location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  // Without texts and session there is no page to say it on.
  document.getElementById("root")!.textContent = `InCharge could not start: ${failure}`;
  throw failure;
});
