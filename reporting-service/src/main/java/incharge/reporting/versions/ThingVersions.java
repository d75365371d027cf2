package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact.ThingAdded;
import incharge.reporting.facts.CustomersFact.ThingChanged;
import incharge.reporting.facts.CustomersFact.ThingFact;
import incharge.reporting.facts.CustomersFact.ThingRemoved;
import incharge.reporting.versions.Content.Touch;
import incharge.reporting.versions.Entry.Version;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Makes the entries of things on customers' cards. */
final class ThingVersions {

    /** The fields of a payload that a thing has outside of its own. */
    private static final Set<String> IDS = Set.of("customerId", "projectId", "salesCaseId", "personId");

    private ThingVersions() {}

    static Entry entry(Fact event, ThingFact fact, Content before) {
        return switch (fact) {
            case ThingAdded _ -> made(event, fact, thing(event, fact, touch(event), null));
            case ThingChanged _ -> {
                var known = Versioning.existing(event, before, Content.Thing.class);
                yield made(event, fact, thing(event, fact, known.created(), touch(event)));
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
        return fact.projectId() == null
                ? Entry.of(event).withCustomer(fact.customerId())
                : Entry.of(event).withProject(fact.customerId(), fact.projectId());
    }

    private static Content.Thing thing(Fact event, ThingFact fact, Touch created, Touch changed) {
        return new Content.Thing(
                fact.thingId(),
                fact.type(),
                fact.customerId(),
                fact.projectId(),
                fact.salesCaseId(),
                created,
                changed,
                fields(event, fact),
                event.sealed().map(List::of).orElse(List.of()),
                null);
    }

    /** Returns the payload without ids and sealed texts. */
    private static Document fields(Fact event, ThingFact fact) {
        Document fields = Document.parse(event.clear().toString());
        IDS.forEach(fields::remove);
        fields.values().remove(fact.thingId().toString());
        return fields;
    }

    private static Touch touch(Fact event) {
        return new Touch(event.sequence(), Entry.of(event).time(), event.actor());
    }
}
