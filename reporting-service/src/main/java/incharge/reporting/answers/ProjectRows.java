package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.util.function.IntConsumer;

/** Finds the projects of the customers that a filter and the caller's visibility show. */
public record ProjectRows(CustomerFilter filter, Visibility visibility) implements Derivation<SlotSet> {

    /** Returns the slots of the projects. */
    public static SlotSet of(SnapshotView view, CustomerFilter filter) {
        var rows = new ProjectRows(filter, view.visibility());
        return filter.of(view.snapshot(), view.visibility()).size() <= Tally.COUNTED_EACH_TIME
                ? rows.of(view.snapshot())
                : view.snapshot().derive(rows, rows);
    }

    @Override
    public SlotSet of(Snapshot snapshot) {
        SlotSet.Editor projects = SlotSet.EMPTY.edit();
        filter.of(snapshot, visibility)
                .slots()
                .forEach(slot -> forEach(snapshot, snapshot.customers().at(slot), projects::add));
        return projects.done();
    }

    private void forEach(Snapshot snapshot, Customer customer, IntConsumer slot) {
        for (Project project : snapshot.projectsOf(customer)) {
            if (filter.shows(project)) {
                slot.accept(project.slot());
            }
        }
    }

    @Override
    public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
        return filter.dependsOnCustomersAlone(visibility, then, now);
    }

    @Override
    public SlotSet next(SlotSet value, Snapshot then, Snapshot now, int[] touched) {
        SlotSet.Editor projects = value.edit();
        for (int slot : touched) {
            forEachShown(then, slot, projects::remove);
        }
        for (int slot : touched) {
            forEachShown(now, slot, projects::add);
        }
        return projects.done();
    }

    private void forEachShown(Snapshot snapshot, int slot, IntConsumer project) {
        Customer customer = snapshot.customers().at(slot);
        if (customer != null && filter.shows(snapshot, visibility, customer)) {
            forEach(snapshot, customer, project);
        }
    }
}
