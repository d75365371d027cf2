package incharge.reporting.card;

import incharge.http.NameKey;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The parameters that lists of contacts have beside {@link Parameters}. Texts compare without regard to case. */
record ContactOptions(List<String> role, List<String> keyword, List<String> email, List<Boolean> inactive) {

    static final String ROLES = "roles";
    static final String KEYWORDS = "keywords";

    /** Chooses what the list is about, without regard to role and keyword. */
    ThingFilter choose(ThingFilter contacts) {
        return RowParameters.any(inactive) ? contacts : contacts.without("active", false);
    }

    static boolean isActive(Content.Thing contact) {
        return !Boolean.FALSE.equals(contact.get("active"));
    }

    /** Returns whether the list has a contact, by its roles and keywords. */
    Predicate<Content.Thing> listed() {
        Set<String> roles = keys(role);
        Set<String> keywords = keys(keyword);
        return contact -> bears(contact, ROLES, roles) && bears(contact, KEYWORDS, keywords);
    }

    private static boolean bears(Content.Thing contact, String field, Set<String> wanted) {
        return wanted.isEmpty()
                || texts(contact, field).stream().map(NameKey::of).anyMatch(wanted::contains);
    }

    /** Returns the texts of a field that holds a list. */
    static List<String> texts(Content.Thing contact, String field) {
        return contact.get(field) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    Predicate<Content.Thing> opened() {
        Set<String> emails = keys(email);
        return emails.isEmpty()
                ? ThingScope.ANY
                : contact -> contact.text("email") != null && emails.contains(NameKey.of(contact.text("email")));
    }

    private static Set<String> keys(List<String> given) {
        return given == null ? Set.of() : given.stream().map(NameKey::of).collect(Collectors.toUnmodifiableSet());
    }
}
