package incharge.reporting.versions;

import incharge.reporting.facts.CustomersFact.ThingType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The kinds of entities that have versions, each from one source only. */
public enum Kind {
    CUSTOMER(Source.CUSTOMERS, Content.Customer.class),
    PROJECT(Source.CUSTOMERS, Content.Project.class),
    TEAM(Source.RESPONSIBILITIES, Content.Team.class),
    ROLE(Source.RESPONSIBILITIES, Content.Role.class),
    EMPLOYEE(Source.RESPONSIBILITIES, Content.Employee.class),
    RESPONSIBILITY(Source.RESPONSIBILITIES, Content.Responsibility.class),
    CATEGORY(Source.GROUPINGS, Content.Category.class),
    TAG(Source.GROUPINGS, Content.Tag.class),
    GROUPING(Source.GROUPINGS, Content.Grouping.class),
    SETTINGS(Source.GROUPINGS, Content.Settings.class),
    ACCOUNT(Source.GROUPINGS, Content.Account.class),
    THING(Source.CUSTOMERS, Content.Thing.class);

    /** Those whose own entries a history shows although they concern no customer and no project. */
    static final Set<Kind> ALONE = EnumSet.of(TEAM, ROLE, EMPLOYEE, CATEGORY, TAG, SETTINGS, ACCOUNT);

    /** Those whose versions are in memory, as a part of snapshots; things on cards are not. */
    static final Set<Kind> IN_SNAPSHOTS = EnumSet.complementOf(EnumSet.of(THING));

    private final Source source;
    private final Class<? extends Content> content;
    private final String stored = name().toLowerCase(Locale.ROOT);

    Kind(Source source, Class<? extends Content> content) {
        this.source = source;
        this.content = content;
    }

    public Source source() {
        return source;
    }

    Class<? extends Content> content() {
        return content;
    }

    /**
     * Identifies the entity of that id within its source. A responsibility has no id and another key, and what a
     * customer has once has the customer's id.
     */
    public String key(UUID id) {
        return stored + ":" + id;
    }

    /** Identifies a thing on a customer's card within its source. */
    public static String key(ThingType type, UUID id) {
        return THING.stored + ":" + type.word() + ":" + id;
    }

    static Kind of(Content content) {
        return switch (content) {
            case Content.Customer _ -> CUSTOMER;
            case Content.Project _ -> PROJECT;
            case Content.Thing _ -> THING;
            case Content.Team _ -> TEAM;
            case Content.Role _ -> ROLE;
            case Content.Employee _ -> EMPLOYEE;
            case Content.Responsibility _ -> RESPONSIBILITY;
            case Content.Category _ -> CATEGORY;
            case Content.Tag _ -> TAG;
            case Content.Grouping _ -> GROUPING;
            case Content.Settings _ -> SETTINGS;
            case Content.Account _ -> ACCOUNT;
        };
    }

    /** Identifies the entity of that content within its source. */
    static String key(Content content) {
        return switch (content) {
            case Content.Customer of -> CUSTOMER.key(of.id());
            case Content.Project of -> PROJECT.key(of.id());
            case Content.Thing of -> key(of.type(), of.id());
            case Content.Team of -> TEAM.key(of.id());
            case Content.Role of -> ROLE.key(of.id());
            case Content.Employee of -> EMPLOYEE.key(of.id());
            case Content.Responsibility of -> responsibilityKey(of);
            case Content.Category of -> CATEGORY.key(of.id());
            case Content.Tag of -> TAG.key(of.id());
            case Content.Grouping of -> GROUPING.key(of.customer());
            case Content.Settings of -> SETTINGS.key(of.id());
            case Content.Account of -> ACCOUNT.key(of.id());
        };
    }

    /** Returns the key: subject, employee, role and the first day identify a responsibility. */
    private static String responsibilityKey(Content.Responsibility of) {
        return "responsibility:" + (of.project() == null ? of.customer() : of.project()) + ":" + of.employee() + ":"
                + (of.role() == null ? "" : of.role()) + ":" + (of.from() == null ? "" : of.from());
    }

    String stored() {
        return stored;
    }

    static Kind ofStored(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
