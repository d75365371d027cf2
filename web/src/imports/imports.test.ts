import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../texts";
import { columnsIn, columnsOf } from "./headers";
import { template } from "./kinds";
import { reasonOf, rowName } from "./reasons";

beforeAll(() => speak("en"));

const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text)).buffer;

describe("the columns of a file that the server does not understand", () => {
  it("are read with their examples, whatever separates them", () => {
    expect(columnsIn(bytesOf('\uFEFF"Who; what";Sum\r\n\r\nA;1\r\nB;1\r\n'))).toEqual([
      { header: "Who; what", field: null, samples: ["A", "B"] },
      { header: "Sum", field: null, samples: ["1"] },
    ]);
    expect(columnsIn(bytesOf("a\tb,c\td")).map(column => column.header)).toEqual(["a", "b,c", "d"]);
  });

  it("are read as Excel of Windows writes them", () => {
    const bytes = new Uint8Array([
      0x4f, 0x72, 0x74, 0x3b, 0x53, 0x74, 0x72, 0x61, 0xdf, 0x65, 0x0a, 0x78, 0x3b, 0x79, 0x31, 0x32,
    ]);
    expect(columnsIn(bytes.buffer).map(column => column.header)).toEqual(["Ort", "Straße"]);
  });

  it("are not guessed in a workbook", async () => {
    expect(await columnsOf(new File(["PK"], "list.xlsx"))).toBeNull();
  });
});

describe("a refused row", () => {
  const columns = [
    { header: "Firma", field: "name", samples: [] },
    { header: "Land", field: "country", samples: [] },
  ];
  const row = { row: 3, outcome: "refused" as const, values: { Firma: "Isar", Land: "Deutschland", Ort: "Ulm" } };

  it("says what the file says and what would be right", () => {
    expect(reasonOf({ ...row, code: "country-unknown", field: "country", message: "no" }, columns)).toBe(
      "“Deutschland” is not a country code. Write two letters, such as FI.",
    );
    expect(reasonOf({ ...row, code: "required", field: "name" }, columns)).toBe("Name is missing.");
  });

  it("says what is known where the file says nothing", () => {
    expect(reasonOf({ ...row, code: "country-unknown", message: "no" }, columns)).toBe("There is no such country.");
    expect(reasonOf({ ...row, code: "quite-new", message: "The server's own words." }, columns)).toBe(
      "The server's own words.",
    );
  });

  it("is told from the others by its name", () => {
    expect(rowName(row, columns)).toEqual({ name: "Isar", more: "Deutschland · Ulm" });
    expect(rowName(row, [])).toEqual({ name: "", more: "Isar · Deutschland · Ulm" });
  });
});

it("a template has the columns in the language of the page, after the mark of UTF-8", () => {
  const text = decodeURIComponent(template("responsibilities").split(",").slice(1).join(","));
  expect(text).toBe("\uFEFFCustomer number,Project number,Employee id,Role,From,To\r\n");
});
