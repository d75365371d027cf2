import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Dialog } from "./Dialog";
import { FaultSummary, TextField } from "./Form";
import { MenuButton } from "./Menu";
import { Picker } from "./Picker";

const FRUIT = [
  { value: "a", label: "Äpple", name: "Äpple, fruit" },
  { value: "b", label: "Banana", name: "Banana, fruit" },
  { value: "c", label: "Cherry", name: "Cherry, fruit" },
];

interface ChosenProps {
  multiple?: boolean;
  none?: string;
  required?: boolean;
  first?: string[];
}

function Chosen({ first = [], ...props }: ChosenProps) {
  const [value, setValue] = useState<string[]>(first);
  return <Picker label="Fruit" options={FRUIT} value={value} onChange={setValue} {...props} />;
}

describe("Picker", () => {
  it("finds by letters without accents and takes with Enter", async () => {
    render(<Chosen />);
    await userEvent.type(screen.getByRole("combobox", { name: "Fruit" }), "app");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(screen.queryByRole("option")).toBeNull();
    expect(screen.getByRole("button", { name: "Remove Äpple" })).toBeTruthy();
  });

  it("keeps several, each with its own way out", async () => {
    render(<Chosen multiple />);
    await userEvent.click(screen.getByRole("combobox", { name: "Fruit" }));
    await userEvent.click(screen.getByRole("option", { name: "Banana, fruit" }));
    await userEvent.click(screen.getByRole("option", { name: "Cherry, fruit" }));
    expect(screen.getByRole("option", { name: "Banana, fruit" }).ariaSelected).toBe("true");
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Remove Banana" }));
    expect(screen.queryByRole("button", { name: "Remove Banana" })).toBeNull();
    expect(screen.getByRole("button", { name: "Remove Cherry" })).toBeTruthy();
  });

  it("moves with the arrows and says which option is active", async () => {
    render(<Chosen none="Nothing" />);
    const box = screen.getByRole("combobox", { name: "Fruit" });
    box.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    const active = document.getElementById(box.getAttribute("aria-activedescendant")!);
    expect(active?.textContent).toContain("Äpple");
  });

  it("has the text of the chosen one as its value", async () => {
    render(<Chosen />);
    const box = screen.getByRole<HTMLInputElement>("combobox", { name: "Fruit" });
    expect(box.value).toBe("");
    await userEvent.click(box);
    await userEvent.click(screen.getByRole("option", { name: "Banana, fruit" }));
    expect(box.value).toBe("Banana");
    expect(document.activeElement).toBe(box);
    await userEvent.keyboard("ch");
    expect(box.value).toBe("ch");
    await userEvent.keyboard("{Enter}");
    expect(box.value).toBe("Cherry");
  });

  it("has the text for no value where there is one", async () => {
    render(<Chosen none="Nothing" />);
    const box = screen.getByRole<HTMLInputElement>("combobox", { name: "Fruit" });
    expect(box.value).toBe("Nothing");
    await userEvent.type(box, "ban{Enter}");
    expect(box.value).toBe("Banana");
    await userEvent.clear(box);
    await userEvent.tab();
    expect(box.value).toBe("Nothing");
  });

  it.each(["{Escape}", "{Tab}"])("puts the text back with %s", async key => {
    render(<Chosen first={["b"]} />);
    const box = screen.getByRole<HTMLInputElement>("combobox", { name: "Fruit" });
    await userEvent.type(box, "che");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await userEvent.keyboard(key);
    expect(box.value).toBe("Banana");
    expect(box.ariaExpanded).toBe("false");
    expect(screen.queryByRole("option")).toBeNull();
  });

  it.each([
    [false, ""],
    [true, "Banana"],
  ])("lets go of the choice when it is emptied and left, needed: %s", async (required, left) => {
    render(<Chosen first={["b"]} required={required} />);
    const box = screen.getByRole<HTMLInputElement>("combobox", { name: "Fruit" });
    await userEvent.clear(box);
    expect(screen.getAllByRole("option")).toHaveLength(3);
    await userEvent.tab();
    expect(box.value).toBe(left);
  });

  it("closes with a press elsewhere, which still acts, even where the focus stays", async () => {
    const act = vi.fn();
    render(
      <>
        <Chosen multiple />
        <button type="button" onPointerDown={event => event.preventDefault()} onClick={act}>
          Elsewhere
        </button>
      </>,
    );
    await userEvent.click(screen.getByRole("combobox", { name: "Fruit" }));
    await userEvent.click(screen.getByRole("option", { name: "Banana, fruit" }));
    await userEvent.click(screen.getByRole("option", { name: "Cherry, fruit" }));
    expect(screen.getAllByRole("option")).toHaveLength(3);
    await userEvent.click(screen.getByRole("button", { name: "Elsewhere" }));
    expect(screen.queryByRole("option")).toBeNull();
    expect(act).toHaveBeenCalledOnce();
  });

  it("closes with Tab", async () => {
    render(<Chosen multiple />);
    await userEvent.click(screen.getByRole("combobox", { name: "Fruit" }));
    await userEvent.click(screen.getByRole("option", { name: "Banana, fruit" }));
    await userEvent.tab();
    expect(screen.queryByRole("option")).toBeNull();
    expect(screen.getByRole("button", { name: "Remove Banana" })).toBeTruthy();
  });

  it("says when nothing is found", async () => {
    render(<Chosen />);
    await userEvent.type(screen.getByRole("combobox"), "zzz");
    expect(screen.getByText("Nothing found.")).toBeTruthy();
  });
});

describe("Menu", () => {
  it("opens, moves by keys, acts, and gives the focus back", async () => {
    const act = vi.fn();
    const items = () => [
      { label: "One", act: () => {} },
      { label: "Two", act },
      { label: "Theme", sub: [{ label: "Dark", kind: "radio" as const, checked: true, act }] },
    ];
    render(
      <MenuButton label="More" items={items}>
        More
      </MenuButton>,
    );
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(act).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" }));
  });

  it("has menus inside", async () => {
    const items = () => [
      { label: "Theme", sub: [{ label: "Dark", kind: "radio" as const, checked: true, act: () => {} }] },
    ];
    render(
      <MenuButton label="More" items={items}>
        More
      </MenuButton>,
    );
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Theme" }));
    expect(screen.getByRole("menuitemradio", { name: "Dark" }).ariaChecked).toBe("true");
  });
});

describe("Dialog", () => {
  it("has the name of its title and a way out", async () => {
    const close = vi.fn();
    render(
      <Dialog title="Legend" onClose={close}>
        <p>Text</p>
      </Dialog>,
    );
    await userEvent.click(
      within(screen.getByRole("dialog", { name: "Legend" })).getByRole("button", { name: "Close" }),
    );
    expect(close).toHaveBeenCalledOnce();
  });

  it("closes by a click outside, and not by a selection that ends there", () => {
    const close = vi.fn();
    render(
      <Dialog title="Legend" onClose={close}>
        <p>Text</p>
      </Dialog>,
    );
    const dialog = screen.getByRole("dialog", { name: "Legend" });
    dialog.getBoundingClientRect = () => ({ left: 100, right: 300, top: 100, bottom: 300 }) as DOMRect;
    const inside = { clientX: 150, clientY: 150 };
    const outside = { clientX: 50, clientY: 50 };
    press(screen.getByText("Text"), inside);
    fireEvent.click(dialog, outside);
    press(dialog, outside);
    fireEvent.click(dialog, inside);
    expect(close).not.toHaveBeenCalled();
    press(dialog, outside);
    fireEvent.click(dialog, outside);
    expect(close).toHaveBeenCalledOnce();
  });
});

/** jsdom has no pointers; a pointer event is a mouse event with more. */
function press(element: HTMLElement, where: { clientX: number; clientY: number }) {
  fireEvent(element, new MouseEvent("pointerdown", { bubbles: true, ...where }));
}

describe("Form", () => {
  it("ties a fault to its field", () => {
    render(<TextField label="Name" value="" onChange={() => {}} fault="This is needed." />);
    const field = screen.getByRole("textbox", { name: "Name" });
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(field.getAttribute("aria-describedby")!)?.textContent).toBe("This is needed.");
  });

  it("leads from the summary to the field", async () => {
    render(
      <>
        <FaultSummary faults={[{ id: "name", text: "Name: This is needed." }]} />
        <TextField id="name" label="Name" value="" onChange={() => {}} />
      </>,
    );
    expect(document.activeElement).toBe(screen.getByRole("alert", { name: "Check these fields" }));
    await userEvent.click(screen.getByRole("link", { name: "Name: This is needed." }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  });
});
