package incharge.eventstore.erasure;

import java.util.UUID;

/** Texts of persons that a service keeps unsealed beside its log, such as the files that it imports. */
@FunctionalInterface
public interface PersonTexts {

    /** Deletes those of a person; deleting them again changes nothing. */
    void deleteOf(UUID personId);
}
