package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact.SalesCaseClosed;
import incharge.reporting.facts.CustomersFact.SalesCaseFact;
import incharge.reporting.facts.CustomersFact.ThingAdded;
import incharge.reporting.facts.CustomersFact.ThingChanged;
import incharge.reporting.facts.CustomersFact.ThingFact;
import incharge.reporting.facts.CustomersFact.ThingRemoved;
import incharge.reporting.facts.CustomersFact.ThingSet;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.facts.CustomersFact.ThingUpdated;
import incharge.reporting.versions.Content.Thing;
import incharge.reporting.versions.Content.Touch;
import incharge.reporting.versions.Entry.Version;
import incharge.sealing.Sealed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;

/** Makes the entries of things on customers' cards. */
final class ThingVersions {

    /** The fields of a payload that a thing has outside of its own, or that tell how it was before. */
    private static final Set<String> NOT_OWN =
            Set.of("customerId", "projectId", "salesCaseId", "personId", "previousStatus", "previousName", "outcome");

    private static final String STATE = "state";
    private static final String CLOSED_ON = "closedOn";
    private static final String LOST_REASON = "lostReason";

    /** The fields that {@link ThingUpdated} facts change, and no {@link ThingChanged}. */
    private static final Set<String> UPDATED = Set.of("status", "rank", "batchId", STATE, CLOSED_ON, LOST_REASON);

    private ThingVersions() {}

    static Entry entry(Fact event, ThingFact fact, Content before) {
        return switch (fact) {
            case ThingAdded _ -> made(event, fact, thing(event, fact, null));
            case ThingChanged _ -> made(event, fact, thing(event, fact, existing(event, before)));
            case ThingUpdated _ -> made(event, fact, thing(event, fact, existing(event, before)));
            case ThingSet _ -> made(event, fact, thing(event, fact, (Thing) before));
            case ThingRemoved _ -> entry(event, fact).withVersion(Version.gone(existing(event, before)));
        };
    }

    private static Thing existing(Fact event, Content before) {
        return Versioning.existing(event, before, Thing.class);
    }

    private static Entry made(Fact event, ThingFact fact, Thing thing) {
        return entry(event, fact).withVersion(Version.of(thing));
    }

    private static Entry entry(Fact event, ThingFact fact) {
        return fact.projectId() == null
                ? Entry.of(event).withCustomer(fact.customerId())
                : Entry.of(event).withProject(fact.customerId(), fact.projectId());
    }

    /** @param known the thing before; null for none */
    private static Thing thing(Fact event, ThingFact fact, Thing known) {
        var touch = new Touch(event.sequence(), Entry.of(event).time(), event.actor());
        Touch created = known == null ? touch : known.created();
        Document fields = fields(event, fact, known);
        boolean activity = fact.type() == ThingType.ACTIVITY;
        return new Thing(
                fact.thingId(),
                fact.type(),
                fact.customerId(),
                fact.projectId(),
                fact instanceof SalesCaseFact ? null : fact.salesCaseId(),
                created,
                known == null ? null : touch,
                activity ? begin(fields) : created.sequence(),
                activity ? over(fields) : Thing.NEVER,
                fields,
                sealed(event, fact, known),
                null);
    }

    private static Document fields(Fact event, ThingFact fact, Thing known) {
        Document own = Document.parse(event.clear().toString());
        NOT_OWN.forEach(own::remove);
        own.values().remove(fact.thingId().toString());
        Document fields = own;
        if (known != null && fact instanceof ThingUpdated) {
            fields = new Document(known.fields());
            fields.putAll(own);
        } else if (known != null) {
            Document kept = new Document(known.fields());
            kept.keySet().retainAll(UPDATED);
            fields.putAll(kept);
        }
        return fact instanceof SalesCaseFact ? withState(fields, fact) : fields;
    }

    private static Document withState(Document fields, ThingFact fact) {
        if (fact instanceof SalesCaseClosed closed) {
            return fields.append(STATE, closed.outcome());
        }
        if (fact instanceof ThingUpdated) {
            fields.remove(CLOSED_ON);
            fields.remove(LOST_REASON);
            return fields.append(STATE, "open");
        }
        fields.putIfAbsent(STATE, "open");
        return fields;
    }

    /** The first form is that of the last fact with all texts, the second one that of the last update. */
    private static List<Sealed> sealed(Fact event, ThingFact fact, Thing known) {
        List<Sealed> before = known == null ? List.of() : known.sealed();
        Stream<Sealed> given = event.sealed().stream();
        return (fact instanceof ThingUpdated
                        ? Stream.concat(before.stream().limit(1), given)
                        : Stream.concat(given, before.stream().skip(1)))
                .toList();
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
        return instant == null ? Thing.NEVER : Instant.parse(instant).toEpochMilli();
    }
}
