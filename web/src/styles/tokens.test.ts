import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
type Theme = 0 | 1;

function token(name: string, theme: Theme): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`, "i").exec(css);
  if (!found) throw new Error(`There is no token ${name}`);
  return found[theme + 1]!;
}

const channels = (hex: string) => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16));

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function mix(colour: string, share: number, ground: string): string {
  const [top, bottom] = [channels(colour), channels(ground)];
  return `#${top
    .map((value, at) =>
      Math.round(value * share + bottom[at]! * (1 - share))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const SURFACES = ["bg", "subtle", "hover", "raised"];
const TINTED = ["accent", "good", "warn", "bad", "coming"];

describe.each([
  ["light", 0],
  ["dark", 1],
] as [string, Theme][])("in the %s theme", (_name, theme) => {
  it.each(SURFACES)("texts are readable on %s", surface => {
    for (const text of ["text", "muted", ...TINTED]) {
      expect(contrast(token(text, theme), token(surface, theme)), text).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(TINTED)("%s is readable on its own tint", name => {
    expect(contrast(token(name, theme), token(`${name}-bg`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("muted texts are readable where something is selected", () => {
    expect(contrast(token("muted", theme), token("accent-bg", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("a filled button is readable", () => {
    expect(contrast(token("on-accent", theme), token("accent", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("borders of controls and the focus are seen", () => {
    for (const surface of SURFACES) {
      expect(contrast(token("control", theme), token(surface, theme))).toBeGreaterThanOrEqual(3);
      expect(contrast(token("accent", theme), token(surface, theme))).toBeGreaterThanOrEqual(3);
    }
  });

  it("initials and letters of roles are readable on their tint", () => {
    for (let at = 0; at < 12; at++) {
      const colour = token(`p${at}`, theme);
      const tint = mix(colour, theme === 0 ? 0.13 : 0.2, token("bg", theme));
      expect(contrast(colour, tint), `p${at}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it("no style sheet but the tokens sets a colour", () => {
  for (const file of [
    "src/styles/base.css",
    "src/matrix/matrix.css",
    "src/customer/customer.css",
    "src/imports/imports.css",
  ]) {
    expect(readFileSync(file, "utf8"), file).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i);
  }
});
