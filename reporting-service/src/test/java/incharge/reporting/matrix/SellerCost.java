package incharge.reporting.matrix;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.testing.FactScript;
import incharge.reporting.versions.InMemoryTimeline;
import incharge.reporting.versions.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Measures what a page of the matrix costs for a seller and for a caller who sees all. It is run by hand and prints.
 */
final class SellerCost {

    private static final int CUSTOMERS = 50_000;
    private static final int EMPLOYEES = 300;
    private static final int CATEGORIES = 200;
    private static final int ROUNDS = 60;
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final MatrixQuery QUERY = new MatrixQuery(
            false,
            true,
            CustomerFilter.NONE,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Period.of(null, null, TODAY));

    private SellerCost() {}

    public static void main(String[] arguments) {
        for (int closed : List.of(1, CATEGORIES / 10, CATEGORIES / 2)) {
            compare(closed);
        }
    }

    private static void compare(int closed) {
        FactScript script = company(closed);
        Snapshot snapshot =
                new InMemoryTimeline().applyAtOnce(script.facts()).now().orElseThrow();
        for (String path : List.of("remembered", "after a change")) {
            boolean fresh = path.equals("after a change");
            var everybody = new ArrayList<Long>();
            var seller = new ArrayList<Long>();
            for (int round = 0; round < 2 * ROUNDS; round++) {
                for (String who : List.of("anna", "sam")) {
                    long nanos = page(fresh ? changed(snapshot, round) : snapshot, who);
                    if (round >= ROUNDS) {
                        (who.equals("sam") ? seller : everybody).add(nanos);
                    }
                }
            }
            System.out.printf(
                    "%d of %d categories closed, %s: everybody %.3f ms, seller %.3f ms, ratio %.2f%n",
                    closed,
                    CATEGORIES,
                    path,
                    median(everybody) / 1e6,
                    median(seller) / 1e6,
                    median(seller) / median(everybody));
        }
    }

    /** Returns an equal snapshot with empty caches, as each event leaves it. */
    private static Snapshot changed(Snapshot snapshot, int round) {
        return snapshot.with(Source.CUSTOMERS, List.of(), snapshot.positions().customers() + round + 1);
    }

    private static long page(Snapshot now, String who) {
        long began = System.nanoTime();
        var visibility = Visibility.of(now, now.employeeOf(who));
        var matrix = Matrix.of(new SnapshotView(now, visibility, TODAY), QUERY);
        byte[] bytes = Json.bytes(json -> matrix.write(json, 50, null, last -> last));
        long took = System.nanoTime() - began;
        if (bytes.length < 1000) {
            throw new AssertionError("no page");
        }
        return took;
    }

    private static double median(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static FactScript company(int closed) {
        var random = new Random(1);
        FactScript script = new FactScript()
                .signingIn("anna", false, true)
                .signingIn("sam", true, true)
                .role("Accountant", "customer");
        for (int i = 0; i < EMPLOYEES; i++) {
            script.employee("Employee " + i, null, i % 3 == 0, true);
        }
        for (int i = 0; i < CATEGORIES; i++) {
            script.category("Category " + i);
            if (i < closed) {
                script.sellers("Category " + i, "Employee 0", "Employee 3");
            }
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = "Customer " + random.nextInt(1_000_000) + "-" + i;
            script.customer(customer, "C" + i).categorised(customer, "Category " + random.nextInt(CATEGORIES), null);
            for (int j = 0; j < 3; j++) {
                script.assigned(
                        customer,
                        "Employee " + (random.nextInt(EMPLOYEES / 3) * 3 + j),
                        j == 0 ? "Accountant" : null,
                        null,
                        null);
            }
        }
        return script;
    }
}
