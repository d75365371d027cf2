package incharge.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Holds a producer to its contract: each event is stored, and so published, as its golden sample shows. */
public final class GoldenSamples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenSamples() {}

    /**
     * Reads each sample, stores it through the vocabulary and compares what then lies in the log.
     *
     * @param sample the JSON text by the name of an event such as {@code CustomerRegistered.v1}
     */
    public static <E> void check(Vocabulary<E> vocabulary, Function<String, String> sample) {
        List<String> types = vocabulary.types().keySet().stream().sorted().toList();
        Criteria nothing = Criteria.tagged(Tag.of("golden", "sample"));
        var recording =
                new Decider<E, Long, E>(() -> 0L, (event, _) -> List.of(event), (state, _) -> state, _ -> nothing);
        try (EventLog log = EventLog.open(RealParts.freshDatabase());
                var store = new EventStore<E>(vocabulary, log, JSON)) {
            List<E> events = types.stream()
                    .<E>map(type -> JSON.readValue(
                            sample.apply(type + ".v1"), vocabulary.types().get(type)))
                    .toList();
            store.decideAll(recording, events, Origin.of("test", UUID.randomUUID()));

            List<Recorded> recorded = log.read(1, types.size());
            assertThat(recorded).extracting(Recorded::type).containsExactlyElementsOf(types);
            for (Recorded event : recorded) {
                assertThat(JSON.readTree(event.payload()))
                        .as(event.type())
                        .isEqualTo(JSON.readTree(sample.apply(event.type() + ".v" + event.version())));
            }
        }
    }
}
