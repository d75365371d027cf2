package incharge.reporting.versions;

import java.util.Locale;

/** The kinds of things that have versions, each told by one source only. */
public enum Kind {
    CUSTOMER(Content.Customer.class),
    PROJECT(Content.Project.class),
    TEAM(Content.Team.class),
    ROLE(Content.Role.class),
    EMPLOYEE(Content.Employee.class),
    RESPONSIBILITY(Content.Responsibility.class),
    CATEGORY(Content.Category.class),
    TAG(Content.Tag.class),
    GROUPING(Content.Grouping.class);

    private final Class<? extends Content> content;
    private final String stored = name().toLowerCase(Locale.ROOT);

    Kind(Class<? extends Content> content) {
        this.content = content;
    }

    Class<? extends Content> content() {
        return content;
    }

    String stored() {
        return stored;
    }

    static Kind ofStored(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
