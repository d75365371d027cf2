package incharge.reporting.history;

import incharge.http.Caller;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the filter by users. */
final class Users {

    /** Stands for the caller. */
    private static final String ME = "me";

    private Users() {}

    /** @param given users or {@code me}, null for none */
    static Set<String> of(List<String> given, Caller caller) {
        return given == null
                ? Set.of()
                : given.stream()
                        .map(user -> user.equals(ME) ? caller.actor() : user)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
