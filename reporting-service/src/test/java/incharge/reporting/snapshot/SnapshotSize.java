package incharge.reporting.snapshot;

import incharge.feed.Fact;
import incharge.reporting.testing.FactScript;
import incharge.reporting.versions.InMemoryTimeline;
import java.util.ArrayList;
import java.util.List;

/** Prints the bytes that a snapshot takes, in a process of its own: elsewhere other objects come and go meanwhile. */
final class SnapshotSize {

    static final int CUSTOMERS = 10_000;

    private static final int MORE = 3;

    private SnapshotSize() {}

    public static void main(String[] arguments) {
        List<Fact> facts = facts();
        var kept = new ArrayList<Snapshot>();
        // the first one also loads what is loaded once
        kept.add(snapshot(facts));
        long before = usedHeap();
        for (int i = 0; i < MORE; i++) {
            kept.add(snapshot(facts));
        }
        long taken = (usedHeap() - before) / MORE;
        if (kept.stream().anyMatch(snapshot -> snapshot.customers().size() != CUSTOMERS)) {
            throw new AssertionError("no snapshot");
        }
        System.out.println(taken);
    }

    private static Snapshot snapshot(List<Fact> facts) {
        return new InMemoryTimeline().applyAtOnce(facts).now().orElseThrow();
    }

    private static List<Fact> facts() {
        FactScript script = new FactScript()
                .employee("Anna", null, false, true)
                .category("Retail")
                .tag("Gold");
        for (int i = 0; i < CUSTOMERS; i++) {
            String name = "Langworth and Sons Company " + i;
            script.customers(
                    "CustomerRegistered",
                    FactScript.id(name),
                    "customerId",
                    FactScript.id(name),
                    "number",
                    "C" + i,
                    "name",
                    name,
                    "vatNumber",
                    "FI%08d".formatted(i * 7919 % 100_000_000),
                    "ean",
                    "%013d".formatted(i * 104_729L),
                    "email",
                    "office" + i + "@langworth" + i % 97 + ".example");
            script.categorised(name, "Retail", null).tagged(name, "Gold");
            script.assigned(name, "Anna", null, null, null);
        }
        return script.facts();
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
