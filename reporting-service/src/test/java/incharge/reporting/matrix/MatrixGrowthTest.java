package incharge.reporting.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.EmployeeFilter;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowFilter;
import incharge.reporting.answers.Search;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * An event, and the page after it, cost the same in a company of any size. The bytes that they allocate are counted:
 * whatever is copied, chosen or ordered anew for all customers needs memory for each of them.
 */
class MatrixGrowthTest {

    private static final int FEW = 1_000;
    private static final int MANY = 20 * FEW;
    private static final int EMPLOYEES = 20;
    private static final int ROUNDS = 40;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void what_an_event_and_the_page_after_it_allocate_does_not_grow() {
        Company few = new Company(FEW);
        Company many = new Company(MANY);
        for (Tally.Query query : queries()) {
            long small = allocated(few, query);
            long large = allocated(many, query);

            assertThat(large)
                    .as("%s, %d bytes in the small company", query, small)
                    .isLessThan(2 * small);
        }
    }

    /** Returns the median of the bytes allocated by an assignment and the page after it. */
    private long allocated(Company company, Tally.Query query) {
        var bytes = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            company.assign();
            page(company.timeline.now().orElseThrow(), query, company.customers / 3);
            bytes[round] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(bytes);
        return bytes[ROUNDS / 2];
    }

    private static void page(Snapshot now, Tally.Query query, int offset) {
        var matrix = Matrix.of(
                new SnapshotView(now, Visibility.EVERYTHING, Views.TODAY),
                new MatrixQuery(false, query, MatrixQuery.Rows.ALL, Collation.SV));
        var page = new Matrix.Page(50, null, offset, true);
        assertThat(Json.bytes(json -> matrix.write(json, page, last -> last))).hasSizeGreaterThan(5_000);
    }

    private static List<Tally.Query> queries() {
        CustomerFilter tag = new CustomerFilter(
                Set.of(), Set.of(), false, Set.of(FactScript.id("Key")), Search.ANYTHING, true, false);
        UUID employee = FactScript.id("Employee 1");
        return List.of(
                query(CustomerFilter.NONE, EmployeeFilter.ANYBODY),
                query(tag, EmployeeFilter.ANYBODY),
                query(tag, new EmployeeFilter(Set.of(employee), Set.of(), Set.of())));
    }

    private static Tally.Query query(CustomerFilter rows, EmployeeFilter employees) {
        return new Tally.Query(
                new RowFilter(rows, true), Period.of(null, null, Views.TODAY), Set.of(), Set.of(), employees);
    }

    private static final class Company {
        private final FactScript script = new FactScript().category("Retail").tag("Key");
        private final InMemoryTimeline timeline = new InMemoryTimeline();
        private final int customers;
        private int assigned;

        Company(int customers) {
            this.customers = customers;
            for (int employee = 0; employee < EMPLOYEES; employee++) {
                script.employee("Employee " + employee, null, false, true);
            }
            for (int customer = 0; customer < customers; customer++) {
                script.customer("Customer " + customer, Integer.toString(customer))
                        .categorised("Customer " + customer, "Retail", null);
                if (customer % 3 > 0) {
                    script.tagged("Customer " + customer, "Key");
                }
                script.assigned("Customer " + customer, "Employee " + customer % EMPLOYEES, null, null, null);
            }
            timeline.applyAtOnce(script.facts());
        }

        void assign() {
            script.assigned("Customer " + assigned, "Employee " + (assigned + 1) % EMPLOYEES, null, Views.TODAY, null);
            assigned++;
            timeline.apply(script.last());
        }
    }
}
