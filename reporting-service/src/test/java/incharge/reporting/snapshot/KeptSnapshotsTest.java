package incharge.reporting.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.KeptSnapshots.Kept;
import incharge.reporting.snapshot.KeptSnapshots.Key;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptSnapshotsTest {

    private static final long BYTES = 10;

    private final KeptSnapshots kept = new KeptSnapshots();

    private Key key() {
        return new Key(Map.of(), Positions.NONE, kept.erasures());
    }

    private static Kept built(Key key) {
        return new Kept(key, Snapshot.empty(), new SnapshotChain(Snapshot.empty()), BYTES);
    }

    @Test
    void a_snapshot_is_found_until_somebody_is_erased() {
        Key key = key();
        assertThat(kept.reserve(BYTES, BYTES)).isTrue();
        kept.keep(built(key));
        assertThat(kept.find(key())).isPresent();

        kept.erase();

        assertThat(kept.find(key())).isEmpty();
        assertThat(kept.find(key)).isEmpty();
        assertThat(kept.shortlyBefore(key(), 100)).isEmpty();
        assertThat(kept.reserve(BYTES, BYTES)).as("the room is free").isTrue();
    }

    @Test
    void a_snapshot_that_was_being_built_while_somebody_was_erased_is_not_kept() {
        Key key = key();
        assertThat(kept.reserve(BYTES, BYTES)).isTrue();

        kept.erase();
        kept.keep(built(key));

        assertThat(kept.find(key)).isEmpty();
        assertThat(kept.find(key())).isEmpty();
        assertThat(kept.reserve(BYTES, BYTES)).as("the room is free").isTrue();
    }
}
