package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotArray;

/** What belongs to a customer or a project, by its slot. */
record Relations(
        SlotArray<Grouping> groupings,
        SlotArray<Project[]> projectsOf,
        SlotArray<Responsibility[]> ofCustomer,
        SlotArray<Responsibility[]> ofProject) {

    static final Relations NONE =
            new Relations(SlotArray.empty(), SlotArray.empty(), SlotArray.empty(), SlotArray.empty());
}
