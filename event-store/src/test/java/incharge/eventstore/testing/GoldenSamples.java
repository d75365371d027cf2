package incharge.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.ErasesPerson;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.local.RealParts;
import incharge.sealing.Sealed;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a producer to its contract: each event is stored, and so published, as its golden sample shows, with the texts
 * about a person sealed.
 */
public final class GoldenSamples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenSamples() {}

    /**
     * Reads each sample, stores it through the vocabulary and compares what then lies in the log.
     *
     * @param sample the JSON text by the name of an event such as {@code CustomerRegistered.v1}
     */
    public static <E> void check(Vocabulary<E> vocabulary, Function<String, String> sample) {
        Criteria nothing = Criteria.tagged(Tag.of("golden", "sample"));
        var recording =
                new Decider<E, Long, E>(() -> 0L, (event, _) -> List.of(event), (state, _) -> state, _ -> nothing);
        KeyStore keys = vocabulary.hasPersons() ? TestKeys.fresh() : null;
        try (EventLog log = EventLog.open(RealParts.freshDatabase());
                var store = new EventStore<E>(vocabulary, log, keys, JSON)) {
            for (Class<? extends E> type : erasingLast(vocabulary.types().values())) {
                String name = type.getSimpleName();
                E event = JSON.readValue(sample.apply(name + ".v1"), type);
                long position = store.decide(recording, event, Origin.of("test", UUID.randomUUID()))
                        .position();

                Recorded recorded = log.at(position).orElseThrow();
                assertThat(recorded.type()).isEqualTo(name);
                assertThat(opened(vocabulary.name(), recorded, keys))
                        .as(name)
                        .isEqualTo(JSON.readTree(sample.apply(name + ".v" + recorded.version())));
            }
        }
    }

    /** After the last ones the texts of the others cannot be opened. */
    private static <E> List<Class<? extends E>> erasingLast(Collection<Class<? extends E>> types) {
        return types.stream()
                .sorted(Comparator.comparing((Class<? extends E> type) -> ErasesPerson.class.isAssignableFrom(type))
                        .thenComparing(Class::getSimpleName))
                .toList();
    }

    private static JsonNode opened(String log, Recorded event, KeyStore keys) {
        JsonNode payload = JSON.readTree(event.payload());
        String type = log + '.' + event.type() + ".v" + event.version();
        Sealed.take(payload, event.id(), type)
                .ifPresent(member -> ((ObjectNode) payload)
                        .setAll(member.open(keys.find(Set.of(member.key())).get(member.key()))));
        return payload;
    }
}
