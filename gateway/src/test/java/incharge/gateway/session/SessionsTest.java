package incharge.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import incharge.local.RealParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.session.MapSession;

@Timeout(60)
class SessionsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Sessions sessions = new Sessions(database, LONG, LONG);

    private static SignedIn signedIn(Instant since) {
        return new SignedIn("access", since.plusSeconds(600), "refresh", "id", since);
    }

    private static String sessionOf(Sessions sessions, SignedIn signedIn) {
        MapSession session = sessions.createSession();
        session.setAttribute(Sessions.SIGNED_IN, signedIn);
        sessions.save(session);
        return session.getId();
    }

    @Test
    void ends_when_nobody_is_there() {
        var brief = new Sessions(database, Duration.ofSeconds(2), LONG);
        String id = sessionOf(brief, signedIn(Instant.now()));
        assertThat(brief.live(id)).isPresent();

        await().until(() -> brief.live(id).isEmpty());
        assertThat(brief.findById(id)).isNull();
    }

    @Test
    void goes_on_while_somebody_is_there_but_not_for_ever() {
        var brief = new Sessions(database, Duration.ofMinutes(1), Duration.ofSeconds(1));
        String id = sessionOf(brief, signedIn(Instant.now()));

        await().until(() -> {
            brief.live(id).ifPresent(brief::seen);
            return brief.live(id).isEmpty();
        });
    }

    @Test
    void a_request_puts_the_idle_end_off() {
        String id = sessionOf(sessions, signedIn(Instant.now()));
        MongoCollection<Document> stored = database.getCollection("sessions");
        Date soon = Date.from(Instant.now().plusSeconds(5));
        Date before = Date.from(Instant.now().minus(Duration.ofMinutes(50)));
        stored.updateMany(new Document(), new Document("$set", new Document("seenAt", before).append("endsAt", soon)));

        sessions.seen(sessions.live(id).orElseThrow());

        assertThat(stored.find().first().getDate("endsAt")).isAfter(soon);
    }

    @Test
    void a_new_id_keeps_what_was_there_and_forgets_the_old_one() {
        MapSession made = sessions.createSession();
        made.setAttribute("a", "b");
        sessions.save(made);
        MapSession session = sessions.findById(made.getId());

        session.changeSessionId();
        sessions.save(session);
        sessions.save(session);

        assertThat(sessions.findById(made.getId())).isNull();
        assertThat(sessions.findById(session.getId()).<String>getAttribute("a")).isEqualTo("b");
    }

    @Test
    void a_request_that_is_still_on_its_way_does_not_bring_a_session_back() {
        MapSession session = sessions.createSession();
        MapSession other = sessions.findById(session.getId());
        sessions.deleteById(session.getId());

        sessions.save(session);
        other.changeSessionId();
        sessions.save(other);

        assertThat(database.getCollection("sessions").countDocuments()).isZero();
    }

    @Test
    void what_spring_keeps_never_undoes_a_new_token() {
        String id = sessionOf(sessions, signedIn(Instant.now()));
        MapSession read = sessions.findById(id);
        Sessions.Live live = sessions.live(id).orElseThrow();
        sessions.refreshed(
                live.with(live.signedIn().refreshed("new", Instant.now().plusSeconds(60), "next")));

        sessions.save(read);

        assertThat(sessions.live(id).orElseThrow().signedIn().accessToken()).isEqualTo("new");
    }

    @Test
    void of_all_gateways_one_renews_a_token() {
        Sessions.Live live =
                sessions.live(sessionOf(sessions, signedIn(Instant.now()))).orElseThrow();

        assertThat(sessions.claimRefresh(live)).isTrue();
        assertThat(new Sessions(database, LONG, LONG).claimRefresh(live)).isFalse();
        sessions.refreshFailed(live.key());
        assertThat(sessions.claimRefresh(live)).isTrue();
    }

    @Test
    void the_database_has_no_id_and_forgets_what_is_over() {
        String id = sessionOf(sessions, signedIn(Instant.now()));
        MongoCollection<Document> stored = database.getCollection("sessions");

        assertThat(stored.find().first().toJson()).doesNotContain(id);
        assertThat(stored.listIndexes())
                .anySatisfy(index -> assertThat(index.get("expireAfterSeconds")).isNotNull());
    }

    @Test
    void who_reads_the_database_finds_no_token_and_nothing_of_a_sign_in_under_way() {
        MapSession session = sessions.createSession();
        session.setAttribute("verifier", "secret-verifier");
        session.setAttribute(
                Sessions.SIGNED_IN,
                new SignedIn(
                        "secret-access", Instant.now().plusSeconds(60), "secret-refresh", "secret-id", Instant.now()));
        sessions.save(session);

        ByteBuf raw = database.getCollection("sessions", RawBsonDocument.class)
                .find()
                .first()
                .getByteBuffer();
        assertThat(new String(raw.array(), StandardCharsets.ISO_8859_1))
                .contains("signedIn", "attributes")
                .doesNotContain("secret");
        assertThat(sessions.findById(session.getId()).<String>getAttribute("verifier"))
                .isEqualTo("secret-verifier");
        SignedIn signedIn = sessions.live(session.getId()).orElseThrow().signedIn();
        assertThat(signedIn.accessToken()).isEqualTo("secret-access");
        assertThat(signedIn.refreshToken()).isEqualTo("secret-refresh");
        assertThat(signedIn.idToken()).isEqualTo("secret-id");
    }

    @Test
    void who_writes_to_the_database_gives_nobody_another_one_s_session() {
        String mine = sessionOf(sessions, signedIn(Instant.now()));
        MongoCollection<Document> stored = database.getCollection("sessions");
        Object person = stored.find().first().get("signedIn");
        String other = sessionOf(sessions, signedIn(Instant.now()));

        stored.updateMany(new Document(), new Document("$set", new Document("signedIn", person)));

        assertThat(sessions.live(mine)).isPresent();
        assertThat(sessions.live(other)).isEmpty();
    }

    @Test
    void what_another_version_kept_of_a_sign_in_under_way_is_gone_without_an_error() {
        String id = sessionOf(sessions, signedIn(Instant.now()));
        MapSession session = sessions.findById(id);
        session.setAttribute("a", "b");
        sessions.save(session);
        byte[] serialized = {(byte) 0xAC, (byte) 0xED, 0, 5, 's', 'r'};
        Binary attributes = SessionCipher.of(id).encrypt("attributes", serialized);
        database.getCollection("sessions")
                .updateMany(new Document(), new Document("$set", new Document("attributes", attributes)));

        assertThat(sessions.findById(id).getAttributeNames()).isEmpty();
        assertThat(sessions.live(id)).as("the tokens are a field of their own").isPresent();
    }

    @Test
    void who_was_signed_in_still_is_under_a_new_id() {
        String id = sessionOf(sessions, signedIn(Instant.now()));
        MapSession session = sessions.findById(id);

        session.changeSessionId();
        sessions.save(session);

        assertThat(sessions.live(id)).isEmpty();
        Sessions.Live live = sessions.live(session.getId()).orElseThrow();
        assertThat(live.signedIn().accessToken()).isEqualTo("access");
        assertThat(sessions.claimRefresh(live)).isTrue();
    }

    @Test
    void a_live_one_is_distinguished_from_one_that_ended() {
        String stays = sessions.live(sessionOf(sessions, signedIn(Instant.now())))
                .orElseThrow()
                .key();
        String ends = sessions.live(sessionOf(sessions, signedIn(Instant.now())))
                .orElseThrow()
                .key();
        sessions.end(ends);

        assertThat(sessions.living(List.of(stays, ends))).containsExactly(stays);
    }
}
