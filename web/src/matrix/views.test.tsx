import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { useViews } from "./views";

afterEach(() => vi.unstubAllGlobals());

function Page() {
  const views = useViews("/?q=nord");
  const items = views.items().filter(item => typeof item === "object");
  return (
    <>
      {items.map(item => (
        <button key={item.label} type="button" onClick={() => "act" in item && item.act()}>
          {item.label}
        </button>
      ))}
      {views.dialog}
    </>
  );
}

it("a view is saved once, however often that is asked for", async () => {
  let answer = () => {};
  const asked = serve({
    "POST /api/views": () =>
      new Response(
        new ReadableStream({
          start(stream) {
            answer = () => {
              stream.enqueue(new TextEncoder().encode("{}"));
              stream.close();
            };
          },
        }),
        { headers: { "Content-Type": "application/json" } },
      ),
  });
  open(Page, "/", person("edit"));
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Save this view…" }));
  await user.type(screen.getByRole("textbox", { name: "Name" }), "Mine{Enter}{Enter}");
  const posts = () => asked.filter(each => each.method === "POST").map(each => each.body);
  expect(posts()).toEqual([{ name: "Mine", page: "responsibilities", query: "?q=nord", shared: false }]);
  answer();
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Save view" })).toBeNull());
});
