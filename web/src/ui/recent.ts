export const OWNER = "incharge-user";
export const RECENT = "incharge-recent";
const MOST = 6;

interface Recent {
  path: string;
  title: string;
}

/** Another tab may have been signed in as somebody else since: neither reads what the other one opened. */
const isOwn = () => localStorage.getItem(OWNER) === sessionStorage.getItem(OWNER);

/** The customers, categories and other single things that the person opened last in this browser, newest first. */
export const recentPages = (): Recent[] => (isOwn() ? JSON.parse(localStorage.getItem(RECENT) ?? "[]") : []);

export function visited(page: Recent): void {
  if (!isOwn()) return;
  const others = recentPages().filter(each => each.path !== page.path);
  localStorage.setItem(RECENT, JSON.stringify([page, ...others].slice(0, MOST)));
}
