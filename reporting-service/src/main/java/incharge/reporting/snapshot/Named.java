package incharge.reporting.snapshot;

import java.util.Comparator;
import java.util.UUID;

/** An entity of the snapshot that is ordered and found by its name. */
public sealed interface Named permits Customer, Project, Employee, Role, Team, Category, Tag {

    /** Compares by folded name, then by id as text; so the order depends only on what is shown. */
    Comparator<Named> ORDER = Comparator.comparing(Named::text).thenComparing(Named::id, Named::compareIds);

    /** Its position in arrays of its kind; has no meaning outside this process. */
    int slot();

    UUID id();

    /** Returns the name as people wrote it, or null when the person is erased. */
    String name();

    /** Returns whether nobody can read any more who the person was. */
    default boolean erased() {
        return name() == null;
    }

    /** Returns the folded text that orders and search use. */
    String text();

    /** Compares ids in the order of their texts. */
    static int compareIds(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
