import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { speak } from "../src/texts";

// jsdom knows neither top layer nor layout.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
HTMLElement.prototype.showPopover = () => {};
HTMLElement.prototype.hidePopover = () => {};
HTMLElement.prototype.scrollIntoView = () => {};
globalThis.scrollTo = () => {};
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
globalThis.matchMedia = query =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;

configure({ asyncUtilTimeout: 15_000 });
beforeAll(() => speak("en"));
afterEach(cleanup);
