import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { redo, undo } from "../ui/toasts";
import type { Layer } from "./Shell";

const PLACES: Record<string, string> = {
  c: "/customers",
  r: "/customers/responsibilities",
  a: "/customers/assignees",
  p: "/projects",
  t: "/tasks",
  s: "/settings",
};
const SINGLE = "incharge-single-keys";

export const singleKeys = () => localStorage.getItem(SINGLE) !== "off";
export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SINGLE, on ? "on" : "off");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    ? !(target instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(target.type))
    : false;
}

/** The keys that hold on every page. */
export function useKeys(onLayer: (layer: Layer) => void): void {
  const navigate = useNavigate();
  const went = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (control && key === "k") {
        event.preventDefault();
        onLayer("palette");
        return;
      }
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (control && key === "z") {
        event.preventDefault();
        void (event.shiftKey ? redo() : undo());
        return;
      }
      if (control || event.altKey || !singleKeys()) return;
      if (key === "/") {
        const field = document.querySelector<HTMLElement>("[data-page-search]");
        if (field) {
          event.preventDefault();
          field.focus();
        }
      } else if (event.key === "?") onLayer("shortcuts");
      else if (key === "g") went.current = Date.now();
      else if (Date.now() - went.current < 1500 && PLACES[key]) {
        went.current = 0;
        void navigate({ to: PLACES[key] });
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate, onLayer]);
}
