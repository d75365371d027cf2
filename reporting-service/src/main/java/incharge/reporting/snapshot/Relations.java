package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotArray;

/** What belongs to a customer or a project, by its slot. */
record Relations(
        SlotArray<Grouping> groupings,
        SlotArray<Project[]> projectsOf,
        SlotArray<Responsibilities> ofCustomer,
        SlotArray<Responsibilities> ofProject) {

    static final Relations NONE =
            new Relations(SlotArray.empty(), SlotArray.empty(), SlotArray.empty(), SlotArray.empty());
}
