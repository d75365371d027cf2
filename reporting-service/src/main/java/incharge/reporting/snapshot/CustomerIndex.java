package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.slots.SlotSets;

/**
 * The customers by what filters choose, as sets of their slots. Immutable.
 *
 * @param active those that are not archived
 * @param archived those that are archived
 * @param awaiting those with a requested category or tag that grouping-service has not answered; only their category
 *     and tags depend on more than the sets below
 * @param byCategory by slot of the category; none of a customer whose requested category is not answered
 * @param byTag by slot of the tags that grouping-service gave
 * @param byEmployee by slot of each employee with a responsibility for the customer or one of its projects
 * @param byRole by slot of each role of such a responsibility
 */
public record CustomerIndex(
        SlotSet active,
        SlotSet archived,
        SlotSet awaiting,
        SlotSets byCategory,
        SlotSets byTag,
        SlotSets byEmployee,
        SlotSets byRole) {

    static final CustomerIndex EMPTY = new CustomerIndex(
            SlotSet.EMPTY,
            SlotSet.EMPTY,
            SlotSet.EMPTY,
            SlotSets.EMPTY,
            SlotSets.EMPTY,
            SlotSets.EMPTY,
            SlotSets.EMPTY);

    private static final int[] NONE = {};

    /**
     * What the sets say of one customer.
     *
     * @param category the slot, if any
     * @param employees slots, in any order, some of them more than once; as the roles
     */
    record Facets(boolean archived, boolean awaiting, int[] category, int[] tags, int[] employees, int[] roles) {

        private static final Facets NOTHING = new Facets(false, false, NONE, NONE, NONE, NONE);

        /** @param grouping null for none */
        static Facets of(Customer customer, Grouping grouping, int[] employees, int[] roles) {
            return new Facets(
                    customer.archived(),
                    isAwaiting(customer, grouping),
                    category(customer, grouping),
                    grouping == null ? NONE : grouping.tags(),
                    employees,
                    roles);
        }

        private static int[] category(Customer customer, Grouping grouping) {
            boolean none = grouping == null || grouping.category() < 0 || Snapshot.awaitsCategory(customer, grouping);
            return none ? NONE : new int[] {grouping.category()};
        }

        private static boolean isAwaiting(Customer customer, Grouping grouping) {
            if (Snapshot.awaitsCategory(customer, grouping)) {
                return true;
            }
            for (RequestedTag requested : customer.requestedTags()) {
                if (grouping == null || grouping.answered() < requested.sequence()) {
                    return true;
                }
            }
            return false;
        }
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Makes the next index; used by one thread and once. */
    static final class Editor {
        private final SlotSet.Editor active;
        private final SlotSet.Editor archived;
        private final SlotSet.Editor awaiting;
        private final SlotSets.Editor byCategory;
        private final SlotSets.Editor byTag;
        private final SlotSets.Editor byEmployee;
        private final SlotSets.Editor byRole;

        private Editor(CustomerIndex before) {
            active = before.active.edit();
            archived = before.archived.edit();
            awaiting = before.awaiting.edit();
            byCategory = before.byCategory.edit();
            byTag = before.byTag.edit();
            byEmployee = before.byEmployee.edit();
            byRole = before.byRole.edit();
        }

        /** @param before null when the customer was missing; {@code now} null when it is missing now */
        void change(int customer, Facets before, Facets now) {
            change(active, customer, before != null && !before.archived(), now != null && !now.archived());
            change(archived, customer, before != null && before.archived(), now != null && now.archived());
            change(awaiting, customer, before != null && before.awaiting(), now != null && now.awaiting());
            Facets old = before == null ? Facets.NOTHING : before;
            Facets next = now == null ? Facets.NOTHING : now;
            change(byCategory, customer, old.category(), next.category());
            change(byTag, customer, old.tags(), next.tags());
            change(byEmployee, customer, old.employees(), next.employees());
            change(byRole, customer, old.roles(), next.roles());
        }

        private static void change(SlotSet.Editor set, int customer, boolean before, boolean now) {
            if (before && !now) {
                set.remove(customer);
            } else if (now && !before) {
                set.add(customer);
            }
        }

        private static void change(SlotSets.Editor sets, int customer, int[] before, int[] now) {
            for (int owner : before) {
                if (!Grouping.contains(now, owner)) {
                    sets.remove(owner, customer);
                }
            }
            for (int owner : now) {
                if (!Grouping.contains(before, owner)) {
                    sets.add(owner, customer);
                }
            }
        }

        CustomerIndex done() {
            return new CustomerIndex(
                    active.done(),
                    archived.done(),
                    awaiting.done(),
                    byCategory.done(),
                    byTag.done(),
                    byEmployee.done(),
                    byRole.done());
        }
    }
}
