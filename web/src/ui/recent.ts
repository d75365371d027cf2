const KEPT = "incharge-recent";
const MOST = 6;

interface Recent {
  path: string;
  title: string;
}

/** The customers, categories and other single things that this browser opened last, newest first. */
export const recentPages = (): Recent[] => JSON.parse(localStorage.getItem(KEPT) ?? "[]");

export function visited(page: Recent): void {
  const others = recentPages().filter(each => each.path !== page.path);
  localStorage.setItem(KEPT, JSON.stringify([page, ...others].slice(0, MOST)));
}
