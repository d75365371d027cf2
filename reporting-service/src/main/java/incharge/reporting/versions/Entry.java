package incharge.reporting.versions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What one event left behind: who did what, when and why, whom it concerns, and the version it made, if any.
 *
 * @param sequence the event's position in its log; an event leaves at most one entry, so this identifies it for ever
 * @param type the event's name, such as {@code CustomerRegistered}
 * @param customer the customer concerned, also where a project of it is; null for none
 * @param version null when the event changed nothing that a view shows
 */
public record Entry(
        long sequence,
        Instant time,
        String type,
        String actor,
        String commandId,
        String reason,
        UUID customer,
        UUID project,
        UUID employee,
        Details details,
        Version version) {

    /**
     * One version of one thing, known from this entry's event until that at {@code until}.
     *
     * @param key names the thing within its source
     * @param content what it is, or what it last was when it is {@code gone}
     * @param until {@link #OPEN} while it is the newest
     */
    public record Version(Kind kind, String key, Content content, boolean gone, long until) {
        public static final long OPEN = Long.MAX_VALUE;

        Version until(long sequence) {
            return new Version(kind, key, content, gone, sequence);
        }
    }

    /** What a reader of the history wants to know of the event beyond whom it concerns; unused fields are null. */
    public record Details(
            String name,
            String number,
            String previousNumber,
            String status,
            UUID role,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo,
            UUID category,
            UUID movedFrom,
            UUID tag,
            String code) {

        static final Details NONE = new Details(null, null, null, null, null, null, null, null, null, null, null, null);

        static Details named(String name, String number, String previousNumber) {
            return new Details(name, number, previousNumber, null, null, null, null, null, null, null, null, null);
        }

        static Details status(String status) {
            return new Details(null, null, null, status, null, null, null, null, null, null, null, null);
        }

        static Details interval(UUID role, LocalDate from, LocalDate to, LocalDate previousTo) {
            return new Details(null, null, null, null, role, from, to, previousTo, null, null, null, null);
        }

        static Details category(UUID category, UUID movedFrom, String code) {
            return new Details(null, null, null, null, null, null, null, null, category, movedFrom, null, code);
        }

        static Details tag(UUID tag) {
            return new Details(null, null, null, null, null, null, null, null, null, null, tag, null);
        }

        static Details code(String code) {
            return new Details(null, null, null, null, null, null, null, null, null, null, null, code);
        }
    }

    /** What an entry is about: {@code type} is customer, project, team, role, employee, category or tag. */
    public record Subject(String type, UUID id) {}

    /** Null when it is about nothing that a view shows. */
    public Subject subject() {
        if (project != null) {
            return new Subject("project", project);
        }
        if (customer != null) {
            return new Subject("customer", customer);
        }
        return version == null
                ? null
                : switch (version.content()) {
                    case Content.Team of -> new Subject("team", of.id());
                    case Content.Role of -> new Subject("role", of.id());
                    case Content.Employee of -> new Subject("employee", of.id());
                    case Content.Category of -> new Subject("category", of.id());
                    case Content.Tag of -> new Subject("tag", of.id());
                    case Content.Customer _, Content.Project _, Content.Responsibility _, Content.Grouping _ -> null;
                };
    }

    Entry until(long later) {
        return new Entry(
                sequence,
                time,
                type,
                actor,
                commandId,
                reason,
                customer,
                project,
                employee,
                details,
                version.until(later));
    }
}
