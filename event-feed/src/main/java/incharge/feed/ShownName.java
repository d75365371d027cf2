package incharge.feed;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The name of a customer or an employee in an answer.
 *
 * @param name null for an erased person, and while it cannot be opened
 * @param erased true for an erased person, else null
 */
public record ShownName(
        @JsonInclude(JsonInclude.Include.ALWAYS) String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean erased) {

    static final ShownName ERASED = new ShownName(null, true);
    static final ShownName UNREADABLE = new ShownName(null, null);

    static ShownName of(String name) {
        return new ShownName(name, null);
    }
}
