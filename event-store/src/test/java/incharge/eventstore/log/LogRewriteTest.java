package incharge.eventstore.log;

import static incharge.eventstore.log.Sample.append;
import static incharge.eventstore.log.Sample.commit;
import static incharge.eventstore.log.Sample.event;
import static incharge.eventstore.log.Sample.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogRewriteTest {
    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private List<Recorded> before;

    /** Fills the log with small commits and one whose events lie in parts. */
    @BeforeEach
    void fill() {
        append(log, commit(event("Opened", "a:1")));
        append(log, commit(events(350)));
        append(log, commit(event("Opened", "a:2"), event("Closed", "a:2")));
        before = log.read(1, 1_000);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static Recorded changed(Recorded recorded) {
        NewEvent event = recorded.event();
        byte[] payload = ("changed " + recorded.position()).getBytes(UTF_8);
        return new Recorded(
                recorded.position(),
                recorded.time(),
                new NewEvent(
                        event.id(),
                        event.type(),
                        event.version(),
                        event.subject(),
                        payload,
                        Set.of("b:" + recorded.position()),
                        event.cause()));
    }

    @Test
    void payloads_and_tags_change_and_nothing_else_does() {
        assertThat(EventLog.rewrite(database, LogRewriteTest::changed)).isEqualTo(353);

        try (EventLog opened = EventLog.open(database)) {
            List<Recorded> after = opened.read(1, 1_000);
            assertThat(after).hasSize(353);
            for (Recorded one : after) {
                Recorded old = before.get((int) one.position() - 1);
                assertThat(one).usingRecursiveComparison().isEqualTo(changed(old));
            }
            assertThat(opened.source(Criteria.tagged(Tag.of("b", "200"))).events())
                    .extracting(Recorded::position)
                    .containsExactly(200L);
            assertThat(opened.source(Criteria.tagged(Tag.of("a", "2"))).events())
                    .isEmpty();
            append(opened, commit(event("Opened", "a:3")));
            assertThat(opened.head()).isEqualTo(354);
        }
    }

    @Test
    void appends_are_refused_meanwhile_and_lost_by_nobody() {
        var failures = new ArrayList<Throwable>();
        EventLog.rewrite(database, recorded -> {
            if (recorded.position() == 1) {
                try {
                    append(log, commit(event("Meanwhile", "a:4")));
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
            return changed(recorded);
        });

        assertThat(failures).hasSize(1);
        assertThat(failures.getFirst()).isInstanceOf(RuntimeException.class);
        try (EventLog opened = EventLog.open(database)) {
            assertThat(opened.head()).isEqualTo(353);
        }
    }

    @Test
    void a_failure_leaves_the_log_as_it_was() {
        assertThatThrownBy(() -> EventLog.rewrite(database, recorded -> {
                    if (recorded.position() == 353) {
                        throw new IllegalStateException("no change");
                    }
                    return changed(recorded);
                }))
                .hasMessage("no change");

        try (EventLog opened = EventLog.open(database)) {
            assertThat(opened.read(1, 1_000)).usingRecursiveComparison().isEqualTo(before);
            append(opened, commit(event("Opened", "a:3")));
            assertThat(opened.head()).isEqualTo(354);
        }
        assertThat(EventLog.rewrite(database, LogRewriteTest::changed)).isEqualTo(354);
    }
}
