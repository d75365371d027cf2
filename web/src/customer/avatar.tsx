import { IconPhoto, IconPhotoOff } from "@tabler/icons-react";
import { type ChangeEvent, type ReactNode, useRef } from "react";
import { changed, Problem, put, remove, useCan } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import type { MenuItem } from "../ui/Menu";
import { acting, done, refused } from "../ui/toasts";
import type { Card } from "./page";

const MOST = 1024 * 1024;

interface PictureMenu {
  items: MenuItem[];
  /** Takes the file that the menu asks for. */
  input: ReactNode;
}

/** Changes and removes the picture of a customer, where the card allows that. */
export function useAvatar({ customer, may }: Card): PictureMenu {
  const can = useCan();
  const command = useCommand();
  const file = useRef<HTMLInputElement>(null);
  const path = `/api/customers/${customer.id}/avatar`;

  function told(key: "avatar.changed" | "avatar.removed") {
    done(rich(key, { customer: customer.name }));
    changed("Customer");
  }

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const [chosen] = event.target.files ?? [];
    // The same file can be chosen again.
    event.target.value = "";
    if (!chosen) return;
    if (chosen.size > MOST) {
      refused(new Problem({ status: 413, code: "picture-too-large" }));
      return;
    }
    void acting(async () => {
      const form = new FormData();
      form.append("file", chosen);
      const what = [path, chosen.name, chosen.size, chosen.lastModified];
      if (await command.run(what, key => put(path, form, { key }))) told("avatar.changed");
    });
  }

  const takeAway = () =>
    acting(async () => {
      if (await command.run([path], key => remove(path, { key }))) told("avatar.removed");
    });

  const mayChange = may.edit && !customer.archived && !customer.erased && can("putAvatar");
  const mayRemove = may.edit && customer.avatar && can("deleteAvatar");
  const change: MenuItem = { label: t("avatar.change"), icon: IconPhoto, act: () => file.current?.click() };
  const away: MenuItem = { label: t("avatar.remove"), icon: IconPhotoOff, act: () => void takeAway() };
  return {
    items: [...(mayChange ? [change] : []), ...(mayRemove ? [away] : [])],
    input: mayChange && (
      <input
        ref={file}
        type="file"
        className="sr"
        accept="image/png,image/jpeg"
        tabIndex={-1}
        aria-label={t("avatar.file")}
        onChange={choose}
      />
    ),
  };
}
