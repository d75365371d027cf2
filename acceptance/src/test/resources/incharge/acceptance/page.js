// Runs in every page that PagesTest looks at, and returns what is there.
window.incharge = (() => {
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const named = element => {
    const classes = typeof element.className === "string" ? element.className.trim().replace(/\s+/g, ".") : "";
    return `${element.localName}${classes && "."}${classes} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
  };

  /** Whether nothing is on its way any more. */
  function settled(before) {
    const heading = [...document.querySelectorAll("h1")].find(shown);
    return Boolean(heading) && heading.textContent !== before && document.fonts.status === "loaded" && still();
  }

  function still() {
    return ![...document.querySelectorAll('[aria-busy="true"], .skeleton, .progress-line.on')].some(shown);
  }

  /** What reaches over the right edge of the window, where nothing scrolls to it. */
  function overflowing() {
    const width = document.documentElement.clientWidth;
    const found = [];
    for (const box of document.querySelectorAll("html, body, main, dialog[open], dialog[open] > .body")) {
      if (box.scrollWidth > box.clientWidth + 1) found.push(`${named(box)} scrolls sideways`);
    }
    for (const element of document.querySelectorAll("body *")) {
      const right = element.getBoundingClientRect().right;
      if (right > width + 1 && shown(element) && !element.closest(".sr, svg") && !clipped(element, width)) {
        found.push(`${named(element)} ends at ${Math.round(right)} of ${width}`);
      }
    }
    return found;
  }

  function clipped(element, width) {
    for (let up = element.parentElement; up && up !== document.body && up.id !== "root"; up = up.parentElement) {
      const inside = up.getBoundingClientRect().right <= width + 1;
      if (inside && getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  }

  /** What the server answered: names that people gave say nothing about the language of the page. */
  const data = new Set();
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    const body = await answer.clone().text();
    for (const [text] of body.matchAll(/"(?:[^"\\]|\\.)*"/g)) data.add(JSON.parse(text));
    return answer;
  };

  const headings = () => [...document.querySelectorAll("h1")].filter(shown).map(each => each.textContent);

  /** All that is read on the page, by eye or ear. */
  function texts() {
    const found = new Set([document.title.replace(/ · InCharge$/, "")]);
    for (const element of document.querySelectorAll("body, body *")) {
      if (element.closest("script, style, kbd") || !shown(element)) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext"]) {
        found.add(element.getAttribute(name) ?? "");
      }
      const parts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
      for (const part of parts) found.add(part.data);
      if (parts.length) found.add(element.textContent);
      for (const id of (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)) {
        found.add(document.getElementById(id)?.textContent ?? "");
      }
    }
    return [...found].map(text => text.replace(/\s+/g, " ").trim()).filter(text => text && !data.has(text));
  }

  /** Nothing outside ends a check that hangs: the browser waits for what a script promises. */
  function limited(check) {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error("axe has not ended in a minute")), 60_000));
    return Promise.race([check, late]);
  }

  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

  /** Violations of WCAG 2.2 A and AA; those of colour alone where only the colours are others. */
  async function violations(colours) {
    const only = colours ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: TAGS };
    const rules = colours ? {} : { "target-size": { enabled: true } };
    const { violations } = await limited(
      axe.run(document, { runOnly: only, rules, resultTypes: ["violations"] }),
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(node => `${id} at ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
    );
  }

  return { settled, overflowing, headings, texts, violations };
})();
