package incharge.eventstore.decider;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.Desks.Command.Add;
import incharge.eventstore.decider.Desks.Event;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A log with events that an older vocabulary tagged. */
class TagRenewalTest {

    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final List<EventStore<?>> stores = new ArrayList<>();
    private final AtomicInteger tagged = new AtomicInteger();

    @AfterEach
    void close() {
        stores.forEach(EventStore::close);
        log.close();
    }

    private EventStore<Event> store(Vocabulary<Event> vocabulary) {
        var store = new EventStore<>(vocabulary, log, JsonMapper.builder().build());
        stores.add(store);
        return store;
    }

    /** Returns a vocabulary that finds desks by their name in small letters too. */
    private Vocabulary<Event> newer(int version) {
        return new Vocabulary<>(Desks.VOCABULARY.name(), Event.class, this::tags, version, Event::desk);
    }

    private Set<Tag> tags(Event event) {
        tagged.incrementAndGet();
        Set<Tag> tags = new HashSet<>(Desks.VOCABULARY.tags().apply(event));
        if (event instanceof Event.DeskAdded added) {
            tags.add(key(added.name()));
        }
        return tags;
    }

    private static Tag key(String name) {
        return Tag.of("key", name.toLowerCase(Locale.ROOT));
    }

    private List<Recorded> named(String name) {
        var found = new ArrayList<Recorded>();
        log.source(Criteria.tagged(key(name))).events().forEach(found::add);
        return found;
    }

    @Test
    void stored_events_are_found_by_the_tags_of_a_newer_vocabulary_and_stay_as_they_are() {
        EventStore<Event> old = store(Desks.VOCABULARY);
        Origin anna = Origin.of("anna", UUID.randomUUID());
        old.decide(Desks.DECIDER, new Add("1", "North"), anna);
        old.decideAll(
                Desks.DECIDER,
                IntStream.range(2, 500)
                        .<Desks.Command>mapToObj(desk -> new Add("" + desk, "Desk" + desk))
                        .toList(),
                anna);
        List<Recorded> before = log.read(1, 1_000);
        assertThat(named("north")).isEmpty();

        store(newer(2)).renewTags();

        assertThat(named("north")).extracting(Recorded::position).containsExactly(1L);
        assertThat(named("desk321")).extracting(Recorded::position).containsExactly(321L);
        assertThat(log.source(Criteria.tagged(Tag.of("name", "Desk321"))).events())
                .hasSize(1);
        List<Recorded> after = log.read(1, 1_000);
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*tags")
                .isEqualTo(before);
        assertThat(after).allSatisfy(event -> assertThat(event.tags()).hasSize(3));
    }

    @Test
    void a_log_is_read_once_for_each_version_of_the_tags() {
        store(Desks.VOCABULARY).decide(Desks.DECIDER, new Add("1", "North"), Origin.of("anna", UUID.randomUUID()));

        store(newer(2)).renewTags();
        assertThat(tagged).hasValue(1);
        store(newer(2)).renewTags();
        store(Desks.VOCABULARY).renewTags();
        assertThat(tagged).hasValue(1);
        store(newer(3)).renewTags();
        assertThat(tagged).hasValue(2);
    }
}
