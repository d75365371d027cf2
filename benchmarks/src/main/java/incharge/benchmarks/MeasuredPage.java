package incharge.benchmarks;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;

/**
 * A page that notes what a person would notice: the time of each frame, and the time from each key and click to the
 * frame that shows what it did.
 */
final class MeasuredPage implements AutoCloseable {
    /** A wheel turns about once in each frame. */
    private static final int BETWEEN_TURNS = 16;

    private static final int BETWEEN_KEYS = 60;
    private static final int BEFORE_A_CLICK = 100;
    private static final int AFTER_ALL = 500;
    private static final int MIDDLE_X = 800;
    private static final int MIDDLE_Y = 600;

    /** The browser reports only what takes as long as that; what it does not report counts as that long. */
    private static final double LEAST = 16;

    /** Runs before anything of the page does. */
    private static final String NOTES = """
            const measured = {frames: [], keydown: [], click: [], clicked: 0, confirmed: [], answered: [], seen: 0};
            window.measured = measured;
            const watch = (type, note, more) => new PerformanceObserver(list => {
              for (const entry of list.getEntries()) note(entry);
            }).observe({type, ...more});
            watch("event", entry => measured[entry.name]?.push(entry.duration), {durationThreshold: 16});
            watch("mark", entry => {
              if (entry.name === "matrix:confirmed") measured.confirmed.push(entry.startTime - measured.clicked);
            });
            watch("resource", entry => {
              if (entry.name.endsWith("/api/responsibilities")) measured.answered.push(entry.duration);
            });
            addEventListener("click", event => { measured.clicked = event.timeStamp; }, true);
            measured.roll = on => {
              measured.rolling = on;
              let last = 0;
              const frame = now => {
                if (last) measured.frames.push(now - last);
                last = now;
                if (measured.rolling) requestAnimationFrame(frame);
              };
              if (on) requestAnimationFrame(frame);
            };
            """;

    /** Where to press. */
    record Point(double x, double y) {}

    private final BrowserContext context;
    private final Page page;
    private final CDPSession tools;

    private MeasuredPage(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
        this.tools = context.newCDPSession(page);
    }

    static MeasuredPage open(BrowserContext context, String address) {
        context.addInitScript(NOTES);
        Page page = context.newPage();
        page.navigate(address);
        return new MeasuredPage(context, page);
    }

    Page page() {
        return page;
    }

    /** Turns the wheel for that time. Returns the times between the frames. */
    Samples wheel(int across, int down, Duration time) {
        page.mouse().move(MIDDLE_X, MIDDLE_Y);
        page.evaluate("() => { measured.frames = []; measured.roll(true); }");
        turn(across, down, time);
        page.evaluate("() => measured.roll(false)");
        return samples("frames");
    }

    /** Turns the wheel and measures nothing. */
    void turn(int across, int down, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            page.mouse().wheel(across, down);
            page.waitForTimeout(BETWEEN_TURNS);
        }
    }

    /** Presses keys by turns. Returns the time from each to the frame after it. */
    Samples press(List<String> keys, int times) {
        page.evaluate("() => { measured.keydown = []; }");
        for (int i = 0; i < times; i++) {
            page.keyboard().press(keys.get(i % keys.size()));
            page.waitForTimeout(BETWEEN_KEYS);
        }
        page.waitForTimeout(AFTER_ALL);
        return latencies("keydown", times);
    }

    /** Clicks and waits each time. Returns the time from each click to the frame after it. */
    Samples click(List<Point> points, Runnable wait) {
        page.evaluate("() => { measured.click = []; }");
        for (Point point : points) {
            page.mouse().move(point.x, point.y);
            page.waitForTimeout(BEFORE_A_CLICK);
            page.mouse().down();
            page.mouse().up();
            wait.run();
        }
        page.waitForTimeout(AFTER_ALL);
        return latencies("click", points.size());
    }

    /** The milliseconds that the page has noted under that name. */
    Samples samples(String name) {
        var samples = new Samples();
        for (Object millis : (List<?>) page.evaluate("name => measured[name]", name)) {
            samples.addMillis(((Number) millis).doubleValue());
        }
        return samples;
    }

    private Samples latencies(String name, int acts) {
        Samples samples = samples(name);
        while (samples.size() < acts) {
            samples.addMillis(LEAST);
        }
        return samples;
    }

    double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    /** Returns the heap of the page's script after a collection, in bytes. */
    long heap() {
        tools.send("HeapProfiler.collectGarbage");
        tools.send("HeapProfiler.collectGarbage");
        return (long) number("() => performance.memory.usedJSHeapSize");
    }

    @Override
    public void close() {
        context.close();
    }
}
