package incharge.eventstore.erasure;

import java.util.UUID;

/** Texts of persons that a service keeps unsealed beside its log, such as the files that it imports. */
public interface PersonTexts {

    /**
     * Deletes those of a person, except texts that are still needed, which are deleted as soon as they are not;
     * deleting them again changes nothing.
     */
    void deleteOf(UUID personId);

    /** Returns whether texts may be left that {@link #deleteOf} could not delete yet. */
    boolean mayRemain(UUID personId);
}
