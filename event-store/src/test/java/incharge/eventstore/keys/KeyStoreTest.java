package incharge.eventstore.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.keys.KeyStore.StoredKey;
import incharge.local.RealParts;
import incharge.sealing.SealingKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

class KeyStoreTest {
    private static final String ANNA = "01890a5d-ac96-774b-bcce-b302099a8059";
    private static final String BERT = "01890a5d-ac96-774b-bcce-b302099a8060";

    private final MongoDatabase database = RealParts.freshDatabase();
    private final MongoDatabase data = RealParts.freshDatabase();
    private final SealingKey master = SealingKey.random();
    private final KeyStore keys = open(master, null);

    private KeyStore open(SealingKey current, SealingKey previous) {
        return KeyStore.open(database, data, new MasterKey(current, previous));
    }

    private static byte[] key(KeyStore of, String id) {
        return of.findOrMake(List.of(id)).get(id).bytes();
    }

    @Test
    void a_key_is_made_once_and_found_by_every_process() {
        assertThat(keys.find(List.of(ANNA))).isEmpty();
        byte[] anna = key(keys, ANNA);

        assertThat(key(keys, ANNA)).isEqualTo(anna);
        assertThat(open(master, null).find(List.of(ANNA, BERT))).containsOnlyKeys(ANNA);
        assertThat(key(open(master, null), ANNA)).isEqualTo(anna).isNotEqualTo(key(keys, BERT));
    }

    @Test
    void processes_that_make_keys_at_the_same_time_get_the_same() throws Exception {
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> "person-" + i).toList();
        List<Callable<Map<String, SealingKey>>> processes = IntStream.range(0, 4)
                .mapToObj(_ -> open(master, null))
                .<Callable<Map<String, SealingKey>>>map(one -> () -> one.findOrMake(ids))
                .toList();
        var seen = new HashSet<String>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Map<String, SealingKey>> made : threads.invokeAll(processes)) {
                made.get().forEach((id, key) -> seen.add(id + new Binary(key.bytes())));
            }
        }

        assertThat(seen).hasSize(300);
        assertThat(open(master, null).find(ids)).hasSize(300);
    }

    @Test
    void an_erased_key_is_gone_and_never_made_again() {
        key(keys, ANNA);
        key(keys, BERT);
        Instant before = Instant.now().minusSeconds(1);
        keys.erase(ANNA);
        keys.erase(ANNA);
        keys.erase("never-made");

        assertThat(keys.find(List.of(ANNA, BERT))).containsOnlyKeys(BERT);
        for (String id : List.of(ANNA, "never-made")) {
            assertThatThrownBy(() -> keys.findOrMake(List.of(BERT, id))).isInstanceOf(KeyErased.class);
            assertThatThrownBy(() -> open(master, null).findOrMake(List.of(id))).isInstanceOf(KeyErased.class);
        }
        assertThat(keys.erasedSince(before)).containsExactlyInAnyOrder(ANNA, "never-made");
        assertThat(keys.erasedSince(Instant.now().plusSeconds(60))).isEmpty();
        List<StoredKey> all = keys.next("", 9);
        assertThat(all)
                .containsExactlyInAnyOrder(
                        new StoredKey(ANNA, true), new StoredKey(BERT, false), new StoredKey("never-made", true));
        assertThat(keys.next("", 2)).isEqualTo(all.subList(0, 2));
        assertThat(keys.next(all.get(1).id(), 2)).isEqualTo(all.subList(2, 3));
        assertThat(database.getCollection("keys")
                        .find(new Document("_id", ANNA))
                        .first()
                        .keySet())
                .containsExactlyInAnyOrder("_id", "erasedAt");
    }

    @Test
    void no_key_is_stored_as_it_is() {
        byte[] anna = key(keys, ANNA);

        List<Document> stored = database.getCollection("keys").find().into(new ArrayList<>());
        byte[] wrapped = stored.getFirst().get("key", Binary.class).getData();
        assertThat(wrapped).hasSize(12 + 32 + 16);
        assertThat(new String(wrapped, ISO_8859_1)).doesNotContain(new String(anna, ISO_8859_1));
        assertThat(master.open(wrapped, ANNA.getBytes(UTF_8))).isEqualTo(anna);
    }

    @Test
    void another_master_key_does_not_open_the_store() {
        key(keys, ANNA);

        assertThatThrownBy(() -> open(SealingKey.random(), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Another master key than that of INCHARGE_MASTER_KEY")
                .hasMessageContaining(database.getName());
        assertThatThrownBy(() -> open(SealingKey.random(), SealingKey.random()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_changed_master_key_wraps_the_same_keys() {
        byte[] anna = key(keys, ANNA);
        String hash = keys.hash("E-17");
        SealingKey next = SealingKey.random();

        // a process that begins to accept the next one, then one that uses it, then one without the former
        KeyStore first = open(master, next);
        KeyStore second = open(next, master);
        byte[] bert = key(first, BERT);
        assertThat(key(second, BERT)).isEqualTo(bert);
        open(next, master);
        KeyStore last = open(next, null);

        assertThat(key(last, ANNA)).isEqualTo(anna);
        assertThat(key(last, BERT)).isEqualTo(bert);
        assertThat(last.hash("E-17")).isEqualTo(hash);
        assertThatThrownBy(() -> open(master, null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_process_forgets_what_another_one_has_erased() {
        KeyStore other = open(master, null);
        key(keys, ANNA);
        key(other, ANNA);
        other.erase(ANNA);

        keys.forget(ANNA);

        assertThat(keys.find(List.of(ANNA))).isEmpty();
        assertThatThrownBy(() -> keys.findOrMake(List.of(ANNA))).isInstanceOf(KeyErased.class);
    }

    @Test
    void the_secret_of_the_hashes_outlives_the_keys() {
        String hash = keys.hash("E-17");
        database.drop();

        assertThat(open(master, null).hash("E-17")).isEqualTo(hash);
    }

    @Test
    void hashes_are_those_of_one_workspace() {
        assertThat(keys.hash("E-17"))
                .hasSize(43)
                .isEqualTo(open(master, null).hash("E-17"))
                .isNotEqualTo(keys.hash("E-18"))
                .isNotEqualTo(
                        KeyStore.open(RealParts.freshDatabase(), RealParts.freshDatabase(), new MasterKey(master, null))
                                .hash("E-17"));
    }
}
