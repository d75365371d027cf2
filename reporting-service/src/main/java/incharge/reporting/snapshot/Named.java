package incharge.reporting.snapshot;

import java.util.Comparator;
import java.util.UUID;

/** A thing of the snapshot with a name that it is ordered and found by. */
public sealed interface Named permits Customer, Project, Employee, Role, Team, Category, Tag {

    /** By folded name, then by id as text; so the order depends on nothing but what is shown. */
    Comparator<Named> ORDER = Comparator.comparing(Named::text).thenComparing(Named::id, Named::compareIds);

    /** Where the thing stands in arrays of its kind; has no meaning outside this process. */
    int slot();

    UUID id();

    /** The name as people wrote it; null when it was erased. */
    String name();

    /** What it is ordered by and found by, folded. */
    String text();

    /** As the texts of the ids compare. */
    static int compareIds(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
