// What the pages do better where a script runs; every page works without it.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const secret = document.body.dataset.secret;
  const box = one("#q");

  const post = (path, fields) =>
    fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, form_secret: secret }) });

  // On a phone the views are a line to be drawn along: the one that is shown stands in it.
  const views = one(".masthead nav ul");
  const here = one("[aria-current]", views);
  if (here) views.scrollLeft = here.offsetLeft - views.offsetLeft - views.clientWidth / 3;

  // Results while one types.
  const results = () => one("#results");
  let shown = location.pathname + location.search;
  let asking = null;
  let isTyping = false;
  const load = async (address, keep, asked = address) => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(asked, { signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = one("#results", page);
      if (!fresh) return;
      // The way back leads to where one began to type.
      const stays = keep && isTyping;
      isTyping = keep;
      if (results()) results().replaceWith(fresh);
      else one("main").replaceChildren(...one("main", page).childNodes);
      const [old, now] = [one(".filters"), one(".filters", page)];
      if (old && now && !old.contains(document.activeElement)) old.replaceWith(now);
      complete(one(".filters") ?? document.createElement("div"));
      // What narrows the search goes along with what is typed next.
      if (box) {
        all("input[type=hidden]", box.form).forEach((input) => input.remove());
        box.form.append(...all("input[type=hidden]", one("#q", page)?.form ?? page));
      }
      document.title = page.title;
      history[stays ? "replaceState" : "pushState"]({}, "", address);
      shown = location.pathname + location.search;
      brush();
      count();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  const soon = (work, wait) => {
    let timer;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), wait); };
  };
  const asTyped = soon(() => {
    if ((!results() && location.pathname !== "/") || !box.value.trim()) return;
    const fields = new URLSearchParams(new FormData(box.form));
    const address = "/search?" + fields;
    load(address, true, address + "&typing=true");
  }, 180);

  // Completions of names: the words behind the last blank outside of quotes, up to three.
  const KINDS = { person: "person", organization: "org", place: "place", source: "source" };
  const FIELDS = Object.values(KINDS);
  const tail = (text) => {
    if ((text.match(/"/g) ?? []).length % 2) return null;
    const words = text.match(/(?:[\p{L}\p{N}'’.-]+\s+){0,2}[\p{L}\p{N}'’.-]{2,}$/u);
    return words ? words[0] : null;
  };
  let lists = 0;
  const completer = (input) => {
    if (input.dataset.ready) return;
    input.dataset.ready = "yes";
    const whole = "completes" in input.dataset;
    const kind = input.dataset.completes;
    if (whole && kind !== "name" && !FIELDS.includes(kind)) return;
    const list = document.createElement("ul");
    list.className = "completions";
    list.hidden = true;
    list.id = "completions-" + ++lists;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names");
    const holder = whole ? input.parentElement : input.form;
    holder.classList.add("completes");
    holder.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
      input.setAttribute(name, value);
    let typed = "";
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (item) => {
      const name = item.dataset.name.replaceAll('"', " ");
      if (whole) input.value = name;
      else input.value = input.value.slice(0, input.value.length - typed.length) + KINDS[item.dataset.kind] + ':"' + name + '" ';
      close();
      input.focus();
      if (!whole) asTyped();
    };
    const show = (names) => {
      list.replaceChildren(...names.map((name, at) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + at;
        item.setAttribute("role", "option");
        item.dataset.name = name.name;
        item.dataset.kind = name.kind;
        const label = document.createElement("span");
        label.textContent = name.name;
        const count = document.createElement("small");
        count.textContent = name.kind + " · " + name.articles;
        item.append(label, count);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
        return item;
      }));
      list.hidden = names.length === 0;
      input.setAttribute("aria-expanded", String(names.length > 0));
    };
    const look = soon(async () => {
      const text = whole ? input.value.trim() : tail(input.value);
      if (!text || document.activeElement !== input) return close();
      // Of the words before the last those count that belong to the name: fewer are tried until some name has all.
      const words = text.split(/\s+/);
      for (let from = 0; from < words.length; from++) {
        const part = words.slice(from).join(" ");
        const answer = await fetch("/api/v1/suggest?" + new URLSearchParams({ text: part, limit: 8, ...(FIELDS.includes(kind) && { kind }) }));
        if (!answer.ok) return close();
        const { names } = await answer.json();
        if (names.length > 0) { typed = part; return show(names); }
      }
      close();
    }, 120);
    input.addEventListener("input", look);
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const items = [...list.children];
      const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
      const select = (at) => {
        items.forEach((item, other) => item.setAttribute("aria-selected", String(other === at)));
        input.setAttribute("aria-activedescendant", items[at].id);
        items[at].scrollIntoView({ block: "nearest" });
      };
      if (event.key === "ArrowDown") { event.preventDefault(); select((now + 1) % items.length); }
      else if (event.key === "ArrowUp") { event.preventDefault(); select((now - 1 + items.length) % items.length); }
      else if ((event.key === "Enter" || event.key === "Tab") && now >= 0) { event.preventDefault(); choose(items[now]); }
      else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    });
  };
  const complete = (within) => all("[data-completes]", within).forEach(completer);
  complete(document);
  if (box) {
    completer(box);
    box.addEventListener("input", asTyped);
  }

  // The way through the matches of an article.
  const marks = all(".story mark");
  let at = -1;
  const place = document.createElement("span");
  place.setAttribute("role", "status");
  const go = (to) => {
    if (marks.length === 0) return;
    marks[at]?.classList.remove("now");
    at = (to + marks.length) % marks.length;
    marks[at].classList.add("now");
    marks[at].scrollIntoView({ block: "center" });
    place.textContent = at + 1 + " of " + marks.length;
  };
  const toggle = () => {
    const off = document.body.classList.toggle("no-marks");
    one(".matches .switch")?.setAttribute("aria-pressed", String(!off));
  };
  const bar = one(".matches");
  if (bar) {
    const button = (text, label, work) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.title = label;
      made.addEventListener("click", work);
      return made;
    };
    one("#first-match")?.remove();
    bar.append(
      button("↑", "Match before (p)", () => go(at - 1)),
      button("↓", "Next match (n)", () => go(at + 1)),
      place,
      button("Marks", "Marks on and off (h)", toggle),
    );
    bar.lastChild.className = "switch";
    bar.lastChild.setAttribute("aria-pressed", "true");
    const named = location.hash.match(/^#m(\d+)$/);
    if (named) go(Number(named[1]) - 1);
  }

  // A mark is made where one reads, and not at the top of a page that is loaded anew.
  const story = one(".story");
  const mark = async (button) => {
    const { value, textContent } = button;
    const { then, says } = button.dataset;
    const answer = await post("/marks", { id: story.dataset.id, mark: value, quiet: "1" });
    if (!answer.ok) return false;
    button.value = then;
    button.textContent = says;
    button.dataset.then = value;
    button.dataset.says = textContent;
    return true;
  };
  all("form.mark").forEach((form) => form.addEventListener("submit", async (event) => {
    if (form.dataset.failed) return;
    event.preventDefault();
    if (await mark(event.submitter)) return;
    // The page that comes says why.
    form.dataset.failed = "yes";
    form.requestSubmit(event.submitter);
  }));
  // An article that is read is seen.
  const unread = one("form.seen button[value=seen]");
  if (unread) setTimeout(() => { if (unread.value === "seen") mark(unread); }, 1500);

  // A passage with its citation and its own address: that of its paragraph, and its text as browsers look for it there
  // (text fragments), of a long one the first and the last words.
  const inAddress = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const directive = (range) => {
    // Only whole words are found.
    const whole = range.cloneRange();
    const [start, end] = [whole.startContainer, whole.endContainer];
    const isWord = (node, at) => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data[at] ?? " ");
    while (isWord(start, whole.startOffset - 1)) whole.setStart(start, whole.startOffset - 1);
    while (isWord(end, whole.endOffset)) whole.setEnd(end, whole.endOffset + 1);
    const text = whole.toString().replaceAll("¶", " ").trim();
    const words = text.split(/\s+/);
    const paragraphs = new Set([start, end].map((node) => (node.closest ? node : node.parentElement).closest("p")));
    if (words.length <= 12 && paragraphs.size === 1) return inAddress(words.join(" "));
    return inAddress(words.slice(0, 5).join(" ")) + "," + inAddress(words.slice(-5).join(" "));
  };
  let copyPassage = () => {};
  if (story) {
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy with citation";
    copy.title = "The passage with where it stands (c)";
    copy.hidden = true;
    document.body.append(copy);
    let passage = "";
    document.addEventListener("selectionchange", soon(() => {
      const selection = getSelection();
      const text = selection.toString().replaceAll("¶", "").trim();
      const inside = selection.rangeCount && one(".body")?.contains(selection.getRangeAt(0).commonAncestorContainer);
      copy.hidden = !text || !inside;
      if (copy.hidden) return;
      const range = selection.getRangeAt(0);
      const start = range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement;
      const paragraph = start.closest("p[id]")?.id ?? "p1";
      const address = location.origin + "/article/" + story.dataset.id + "#" + paragraph + ":~:text=" + directive(range);
      passage = "“" + text + "”\n" + story.dataset.cite + "\n" + address + "\n";
      const rect = range.getBoundingClientRect();
      // A sheet made by a script is no inline style: the policy allows it.
      copy.style.setProperty("left", Math.max(8, rect.left + scrollX) + "px");
      copy.style.setProperty("top", rect.bottom + scrollY + 6 + "px");
    }, 150));
    copy.addEventListener("mousedown", (event) => event.preventDefault());
    copyPassage = async () => {
      if (copy.hidden) return;
      await navigator.clipboard.writeText(passage);
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy with citation"; copy.hidden = true; }, 900);
    };
    copy.addEventListener("click", copyPassage);
  }

  // A span of the timeline over the results, by drawing over it.
  const brush = () => {
    const figure = one("#results .timeline[data-brush]");
    if (!figure || figure.dataset.ready) return;
    figure.dataset.ready = "yes";
    const svg = one("svg", figure);
    const bars = all("rect.hit", svg);
    let from = null;
    const bar = (event) => {
      const rect = svg.getBoundingClientRect();
      const part = (event.clientX - rect.left) / rect.width;
      return Math.max(0, Math.min(bars.length - 1, Math.floor(part * bars.length)));
    };
    const paint = (to) => {
      const [a, b] = [Math.min(from, to), Math.max(from, to)];
      bars.forEach((rect, number) => rect.classList.toggle("chosen", number >= a && number <= b));
    };
    svg.addEventListener("pointerdown", (event) => { from = bar(event); });
    // A finger that scrolls the page draws nothing.
    svg.addEventListener("pointercancel", () => { from = null; paint(-1); });
    svg.addEventListener("pointermove", (event) => { if (from !== null) paint(bar(event)); });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    addEventListener("pointerup", (event) => {
      if (from === null) return;
      const to = bar(event);
      const [a, b] = [Math.min(from, to), Math.max(from, to)];
      from = null;
      if (a === b) return paint(-1);
      const address = new URL(location.href);
      for (const [name, value] of [["since", bars[a].dataset.since], ["until", bars[b].dataset.until]])
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      address.searchParams.delete("offset");
      load(address.pathname + address.search, false);
    });
  };
  brush();

  // In a large archive the counts come after the results.
  const count = async () => {
    const link = one(".filters a.counts");
    if (!link) return;
    const answer = await fetch("/counts" + new URL(link.href).search);
    if (!answer.ok || !link.isConnected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    link.parentElement.replaceWith(...all("section", page));
    const figure = one(".timeline", page);
    const list = one("#results .hits");
    if (figure && list) list.before(figure);
    brush();
  };
  count();
  // Going to a place of the same page is no other page.
  addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });

  // How a run goes.
  const run = one("#run");
  const watch = async () => {
    const answer = await fetch("/status");
    if (!answer.ok) return;
    const fresh = one("#run", new DOMParser().parseFromString(await answer.text(), "text/html"));
    one("#run").replaceChildren(...fresh.childNodes);
    if (fresh.dataset.goesOn === "true") setTimeout(watch, 500);
    else location.reload();
  };
  if (run?.dataset.goesOn === "true") setTimeout(watch, 300);

  // What is left blank is no part of an address.
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.method !== "get") return;
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });

  // Keys.
  const hits = () => all("#content .hits > .hit");
  const current = () => hits().findIndex((hit) => hit.classList.contains("current"));
  const step = (by) => {
    const list = hits();
    if (list.length === 0) return follow(by > 0 ? "#next" : "#previous");
    const to = Math.max(0, Math.min(list.length - 1, current() + by));
    list.forEach((hit, number) => hit.classList.toggle("current", number === to));
    one("h2 a", list[to]).focus({ preventScroll: true });
    list[to].scrollIntoView({ block: "nearest" });
  };
  const unseen = () => {
    const next = hits().findIndex((hit, number) => number > current() && !hit.classList.contains("seen"));
    if (next < 0) return follow(".pager [rel=next]");
    step(next - current());
  };
  const follow = (selector) => one(selector)?.click();
  const press = (form) => one("." + form + " button")?.click();
  const keys = {
    "/": () => { box?.focus(); box?.select(); },
    "?": () => { location.href = "/help#keys"; },
    j: () => step(1),
    k: () => step(-1),
    n: () => go(at + 1),
    p: () => go(Math.max(at, 0) - 1),
    h: toggle,
    u: () => (hits().length ? unseen() : follow("#next-unseen")),
    c: () => copyPassage(),
    b: () => follow("#back"),
    s: () => press("mark.star"),
    m: () => press("mark.seen"),
  };
  // Whoever comes back from an article goes on from its hit.
  const from = location.hash.match(/^#hit-\d+$/) && one(location.hash);
  if (from) {
    from.classList.add("current");
    one("h2 a", from).focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const work = keys[event.key];
    if (work) { event.preventDefault(); work(); }
  });
})();
