package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact.ActivityMoved;
import incharge.reporting.facts.CustomersFact.SalesCaseClosed;
import incharge.reporting.facts.CustomersFact.SalesCaseOpened;
import incharge.reporting.facts.CustomersFact.SalesCaseReopened;
import incharge.reporting.facts.CustomersFact.ThingAdded;
import incharge.reporting.facts.CustomersFact.ThingChanged;
import incharge.reporting.facts.CustomersFact.ThingFact;
import incharge.reporting.facts.CustomersFact.ThingPartChanged;
import incharge.reporting.facts.CustomersFact.ThingRemoved;
import incharge.reporting.facts.CustomersFact.ThingSet;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content.Touch;
import incharge.reporting.versions.Entry.Version;
import incharge.sealing.Sealed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;

/** Makes the entries of things on customers' cards. */
final class ThingVersions {

    /** The fields of a payload that a thing has outside of its own, or that have its state before. */
    private static final Set<String> NOT_OWN =
            Set.of("customerId", "projectId", "salesCaseId", "personId", "previousStatus", "previousName");

    private static final String STATE = "state";
    private static final String CLOSED_ON = "closedOn";
    private static final String PROBABILITY = "probability";

    private ThingVersions() {}

    static Entry entry(Fact event, ThingFact fact, Content before) {
        return switch (fact) {
            case ThingAdded added -> made(event, fact, added(event, added));
            case ThingChanged changed ->
                made(event, fact, changed(event, changed, Versioning.existing(event, before, Content.Thing.class)));
            case ThingPartChanged part ->
                made(event, fact, partChanged(event, part, Versioning.existing(event, before, Content.Thing.class)));
            case ThingSet _ when before == null -> made(event, fact, whole(event, fact, touch(event), null));
            case ThingSet _ -> {
                var known = Versioning.existing(event, before, Content.Thing.class);
                yield made(event, fact, whole(event, fact, known.created(), touch(event)));
            }
            case ThingRemoved _ -> {
                var known = Versioning.existing(event, before, Content.Thing.class);
                yield entry(event, fact).withVersion(Version.gone(known));
            }
        };
    }

    private static Entry made(Fact event, ThingFact fact, Content.Thing thing) {
        return entry(event, fact).withVersion(Version.of(thing));
    }

    private static Entry entry(Fact event, ThingFact fact) {
        // a sales case stays with its customer, wherever the project goes that it has a link to
        return fact.projectId() == null || fact.type() == ThingType.SALES_CASE
                ? Entry.of(event).withCustomer(fact.customerId())
                : Entry.of(event).withProject(fact.customerId(), fact.projectId());
    }

    private static Content.Thing added(Fact event, ThingAdded fact) {
        Content.Thing thing = whole(event, fact, touch(event), null);
        if (fact instanceof SalesCaseOpened) {
            thing.fields().append(STATE, "open");
        }
        return thing;
    }

    /** Makes a thing of which the fact has all fields. */
    private static Content.Thing whole(Fact event, ThingFact fact, Touch created, Touch changed) {
        return thing(
                fact,
                created,
                changed,
                fields(event, fact),
                event.sealed().map(List::of).orElse(List.of()));
    }

    /** Takes the fields and texts that other types of facts give from the thing before. */
    private static Content.Thing changed(Fact event, ThingChanged fact, Content.Thing before) {
        Document fields = fields(event, fact);
        for (String name : fact.kept()) {
            if (before.fields().containsKey(name)) {
                fields.append(name, before.fields().get(name));
            }
        }
        Stream<Sealed> kept = before.sealed().stream().filter(ThingVersions::closes);
        List<Sealed> sealed = Stream.concat(event.sealed().stream(), kept).toList();
        return thing(fact, before.created(), touch(event), fields, sealed);
    }

    private static Content.Thing partChanged(Fact event, ThingPartChanged fact, Content.Thing before) {
        var fields = new Document(before.fields());
        switch (fact) {
            case ActivityMoved moved -> fields.append("status", moved.status()).append("rank", moved.rank());
            case SalesCaseClosed closed ->
                fields.append(STATE, closed.outcome())
                        .append(CLOSED_ON, closed.closedOn().toString())
                        .append(PROBABILITY, closed.outcome().equals("won") ? 100 : 0);
            case SalesCaseReopened reopened -> {
                fields.append(STATE, "open").remove(CLOSED_ON);
                fields.remove(PROBABILITY);
                if (reopened.probability() != null) {
                    fields.append(PROBABILITY, reopened.probability());
                }
            }
        }
        // why a sales case is lost is sealed apart from its other texts, and only while it is
        Stream<Sealed> kept = before.sealed().stream().filter(Predicate.not(ThingVersions::closes));
        List<Sealed> sealed = Stream.concat(kept, event.sealed().stream()).toList();
        return thing(fact, before.created(), touch(event), fields, sealed);
    }

    /** Returns whether the texts are those of a fact that closed a sales case. */
    private static boolean closes(Sealed texts) {
        return texts.type().contains("." + SalesCaseClosed.class.getSimpleName() + ".");
    }

    private static Content.Thing thing(
            ThingFact fact, Touch created, Touch changed, Document fields, List<Sealed> sealed) {
        boolean activity = fact.type() == ThingType.ACTIVITY;
        return new Content.Thing(
                fact.thingId(),
                fact.type(),
                fact.customerId(),
                fact.projectId(),
                fact.owningSalesCaseId(),
                created,
                changed,
                activity ? begin(fields) : created.sequence(),
                activity ? over(fields) : Content.Thing.NEVER,
                fields,
                sealed,
                null);
    }

    /** Returns the payload without ids and sealed texts. */
    private static Document fields(Fact event, ThingFact fact) {
        Document fields = Document.parse(event.clear().toString());
        NOT_OWN.forEach(fields::remove);
        fields.remove(idOf(fact.type()));
        return fields;
    }

    /** Returns the property of a payload that has the id of the thing. */
    private static String idOf(ThingType type) {
        return switch (type) {
            case ADDRESS -> "addressId";
            case CONTACT -> "contactId";
            case NOTE -> "noteId";
            case COMMENT -> "commentId";
            case ACTIVITY -> "activityId";
            case SALES_CASE -> "salesCaseId";
            case FILE -> "fileId";
            case LINK -> "linkId";
            case CUSTOM_FIELD -> "customFieldId";
            case BILLING, FIELDS, AVATAR -> "customerId";
        };
    }

    private static Touch touch(Fact event) {
        return new Touch(event.sequence(), Entry.of(event).time(), event.actor());
    }

    private static long begin(Document fields) {
        String due = fields.getString("due");
        return due == null
                ? millis(fields.getString("start"))
                : LocalDate.parse(due).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static long over(Document fields) {
        String end = fields.getString("end");
        return millis(end == null ? fields.getString("start") : end);
    }

    private static long millis(String instant) {
        return instant == null ? Content.Thing.NEVER : Instant.parse(instant).toEpochMilli();
    }
}
