import { beforeEach, describe, expect, it } from "vitest";
import { forget, forgetErased, keepFor } from "./kept";
import { recentPages, visited } from "./recent";
import { done, lastStep } from "./toasts";

const PAGE = { path: "/customers/c", title: "Hidden Customer" };
const DRAFT = "incharge-form new";

describe("what is kept for a person", () => {
  beforeEach(() => {
    forget();
    keepFor("admin");
    visited(PAGE);
    sessionStorage.setItem(DRAFT, "{}");
    done("Archived", { what: "Archived", path: "/api/x", redo: "/api/y", touches: "Customer" });
  });

  it("is there for him again", () => {
    keepFor("admin");
    expect(recentPages()).toEqual([PAGE]);
    expect(sessionStorage.getItem(DRAFT)).toBe("{}");
    expect(lastStep()?.what).toBe("Archived");
  });

  it("is gone when he has signed out", () => {
    forget();
    expect(localStorage.getItem("incharge-recent")).toBeNull();
    expect(sessionStorage).toHaveLength(1);
    expect(sessionStorage.getItem("incharge-steps")).toBe("[]");
    expect(lastStep()).toBeUndefined();
  });

  it("is gone when somebody else is signed in in the tab", () => {
    keepFor("seller");
    expect(recentPages()).toEqual([]);
    expect(sessionStorage.getItem(DRAFT)).toBeNull();
    expect(lastStep()).toBeUndefined();
  });

  it("loses the steps when somebody is erased, or may have been meanwhile", () => {
    forgetErased({ kind: "live", live: false });
    forgetErased({ kind: "changes", changes: [{ type: "CustomerRenamed", subject: null }] });
    expect(lastStep()?.what).toBe("Archived");
    forgetErased({ kind: "changes", changes: [{ type: "PersonErased", subject: null }] });
    expect(lastStep()).toBeUndefined();
    done("Archived", { what: "Archived", path: "/api/x", redo: "/api/y", touches: "Customer" });
    forgetErased({ kind: "reset" });
    expect(lastStep()).toBeUndefined();
  });

  it("is not mixed with that of somebody who signed in in another tab", () => {
    localStorage.setItem("incharge-user", "seller");
    localStorage.setItem("incharge-recent", JSON.stringify([{ path: "/customers/d", title: "Theirs" }]));
    visited(PAGE);
    expect(recentPages()).toEqual([]);
    expect(localStorage.getItem("incharge-recent")).not.toContain("Hidden");
  });
});
