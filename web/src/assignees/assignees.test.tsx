import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { open, person, serve } from "../../test/page";
import { useAssignees } from "../ui/Card";
import { Assignees } from "./page";

const ID = "01a2292d-9973-7ed8-a1ae-1c3d26f941b3";
const ROW = {
  customer: { id: ID, name: "Langworth Group", archived: false },
  project: null,
  category: null,
  employee: { id: "e", name: "Mikkel Sand" },
  email: null,
  sellerInfo: null,
  role: null,
  from: null,
  to: null,
};

/** A card knows the same customers as the list, in another shape. */
function AfterCard() {
  const { data } = useAssignees(ID);
  return data ? <Assignees /> : null;
}

it("shows the people of a customer whose card was open before", async () => {
  serve({ "GET /api/assignees": () => ({ items: [ROW], total: 1, next: null }) });
  open(AfterCard, `/customers/assignees?customer=${ID}&projects=true&archived=true`, person("view"));
  expect(await screen.findByText("Mikkel Sand")).toBeTruthy();
});
