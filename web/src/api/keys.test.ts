import { InfiniteQueryObserver, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries, refresh, touched } from "./keys";

const change = (type: string) => refresh({ kind: "changes", changes: [{ type, subject: null }] });

describe("changes of others", () => {
  let stop = () => {};

  beforeEach(() => vi.useFakeTimers());
  afterEach(async () => {
    stop();
    await vi.advanceTimersByTimeAsync(20_000);
    queries.clear();
    vi.useRealTimers();
  });

  it("that come in a storm are read once a second, the first at once and the last for sure", async () => {
    let reads = 0;
    const observer = new QueryObserver(queries, { queryKey: ["customers", "list"], queryFn: async () => ++reads });
    stop = observer.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    change("CustomerRenamed");
    await vi.advanceTimersByTimeAsync(0);
    expect(reads).toBe(2);
    for (let at = 0; at < 15; at++) {
      change("CustomerRenamed");
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(reads).toBe(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(reads).toBe(4);
    await vi.advanceTimersByTimeAsync(5000);
    expect(reads).toBe(4);
  });

  it("that come while something is read for the first time are read after it", async () => {
    let reads = 0;
    const observer = new QueryObserver(queries, {
      queryKey: ["tags", "list"],
      queryFn: async () => {
        await new Promise(resolve => setTimeout(resolve, 300));
        return ++reads;
      },
    });
    stop = observer.subscribe(() => {});
    change("TagRenamed");
    await vi.advanceTimersByTimeAsync(300);
    expect(reads).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(reads).toBe(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(reads).toBe(2);
  });

  it("do not begin a long list anew before it is read to its end", async () => {
    const pages: number[] = [];
    const observer = new InfiniteQueryObserver(queries, {
      queryKey: ["projects", "list"],
      queryFn: async ({ pageParam }) => {
        await new Promise(resolve => setTimeout(resolve, 800));
        pages.push(pageParam);
        return pageParam;
      },
      initialPageParam: 0,
      getNextPageParam: page => page + 1,
    });
    stop = observer.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(800);
    void observer.fetchNextPage();
    await vi.advanceTimersByTimeAsync(800);
    expect(pages).toEqual([0, 1]);
    for (let at = 0; at < 16; at++) {
      change("CustomerRenamed");
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(pages).toEqual([0, 1, 0, 1]);
  });
});

it("the name of a customer stands in the list of projects", () => {
  expect(touched("CustomerRenamed")).toContain("projects");
});
