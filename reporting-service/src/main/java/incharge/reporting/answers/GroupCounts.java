package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.CustomerIndex;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Visibility;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/** The numbers of customers by category and by tag. */
public final class GroupCounts {

    private GroupCounts() {}

    private record CountsCacheKey(Visibility visibility) {}

    /** Counts the customers of each category and each tag that the caller sees and that are not archived. */
    public static Map<Named, Integer> of(SnapshotView view) {
        Snapshot snapshot = view.snapshot();
        return snapshot.remember(new CountsCacheKey(view.visibility()), () -> {
            CustomerIndex index = snapshot.customerIndex();
            SlotSet shown = CustomerFilter.NONE.of(snapshot, view.visibility()).slots();
            var counts = new IdentityHashMap<Named, Integer>();
            for (Category category : snapshot.categories().inOrder()) {
                counts.put(category, shown.countAnd(index.byCategory().of(category.slot())));
            }
            for (Tag tag : snapshot.tags().inOrder()) {
                counts.put(tag, shown.countAnd(index.byTag().of(tag.slot())));
            }
            shown.and(index.awaiting()).forEach(slot -> countRequested(snapshot, slot, counts));
            return Collections.unmodifiableMap(counts);
        });
    }

    /** Counts a category and tags that a customer is shown with and not given yet. */
    private static void countRequested(Snapshot snapshot, int slot, Map<Named, Integer> counts) {
        CustomerIndex index = snapshot.customerIndex();
        Customer customer = snapshot.customers().at(slot);
        Category category = snapshot.categoryOf(customer);
        if (category != null && !index.byCategory().of(category.slot()).contains(slot)) {
            counts.merge(category, 1, Integer::sum);
        }
        for (Tag tag : snapshot.tagsOf(customer)) {
            if (!index.byTag().of(tag.slot()).contains(slot)) {
                counts.merge(tag, 1, Integer::sum);
            }
        }
    }
}
