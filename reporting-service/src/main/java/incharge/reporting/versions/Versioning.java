package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact;
import incharge.reporting.facts.GroupingsFact;
import incharge.reporting.facts.ReportingFact;
import incharge.reporting.facts.ResponsibilitiesFact;
import java.util.Optional;

/**
 * Makes the entry of a fact. Pure: the same fact after the same version gives the same entry, so a second delivery or a
 * rebuild changes nothing. A fact depends only on entities of its own topic.
 */
final class Versioning {

    private Versioning() {}

    /** Identifies the entity that the fact makes a version of; empty when it makes none. */
    static Optional<String> key(ReportingFact fact) {
        return Optional.ofNullable(
                switch (fact) {
                    case CustomersFact of -> CustomerVersions.key(of);
                    case ResponsibilitiesFact of -> ResponsibilityVersions.key(of);
                    case GroupingsFact of -> GroupingVersions.key(of);
                });
    }

    /**
     * Returns whether the fact makes the first version of an entity, or the first one after it was deleted; its entry
     * needs no version before.
     */
    static boolean begins(ReportingFact fact) {
        return switch (fact) {
            case CustomersFact of -> CustomerVersions.begins(of);
            case ResponsibilitiesFact of -> ResponsibilityVersions.begins(of);
            case GroupingsFact of -> GroupingVersions.begins(of);
        };
    }

    /**
     * @param before the entity's newest version, null when there is none
     * @throws IllegalStateException when the fact changes an entity that does not exist
     */
    static Entry entry(Fact event, ReportingFact fact, Entry.Version before) {
        Entry entry = switch (fact) {
            case CustomersFact of -> CustomerVersions.entry(event, of, content(before));
            case ResponsibilitiesFact of -> ResponsibilityVersions.entry(event, of, before);
            case GroupingsFact of -> GroupingVersions.entry(event, of, content(before));
        };
        String kind = entry.command().source() == null ? kind(fact) : null;
        return kind == null ? entry : entry.withCommand(entry.command().known(kind));
    }

    /** Returns the content of an entity that exists; else null. */
    static Content content(Entry.Version newest) {
        return newest == null || newest.gone() ? null : newest.content();
    }

    /** Returns the kind of a command of an older log, as far as its event shows it; else null. */
    private static String kind(ReportingFact fact) {
        boolean answers = fact instanceof GroupingsFact.CategoryRequestKept
                || fact instanceof ResponsibilitiesFact.AssigneeRequestDeclined
                || fact instanceof ResponsibilitiesFact.AssigneeRequestKept
                || (fact instanceof GroupingsFact.CustomerCategorised of && of.answering() != null)
                || (fact instanceof GroupingsFact.CustomerTagged tagged && tagged.answering() != null);
        boolean undoes = fact instanceof CustomersFact.CustomerGroupingWithdrawn
                || fact instanceof CustomersFact.ProjectAssigneeWithdrawn;
        if (answers) {
            return Entry.Command.BY_REQUEST;
        }
        return undoes ? Entry.Command.BY_UNDO : null;
    }

    /** Returns the content that the event changes. */
    static <T extends Content> T existing(Fact event, Content before, Class<T> type) {
        if (before == null) {
            throw new IllegalStateException("%s at %d of %s changes an entity that does not exist"
                    .formatted(event.type(), event.sequence(), event.topic()));
        }
        return type.cast(before);
    }
}
