package incharge.gateway.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.session.MapSession;
import org.springframework.session.SessionRepository;

/**
 * The sessions of browsers, in the database.
 *
 * <p>A session's id is only in its cookie. The database has a digest of it to find the session by, and what is in the
 * session under a {@link Seal} that only the id opens: who reads the database gets neither a session nor a token. What Spring keeps on the way through a sign-in is one field, who is signed in another: a request that reads
 * the first and writes it back never undoes a token that was refreshed meanwhile. Nothing but {@link #createSession} makes a
 * session, so that a request which is still on its way cannot bring back one that was signed out.
 */
public final class Sessions implements SessionRepository<MapSession> {

    /** The attribute of a web session that makes it a signed-in one, with a {@link SignedIn}. */
    public static final String SIGNED_IN = "incharge.signed-in";

    private static final String ATTRIBUTES = "attributes";
    private static final String PERSON = "signedIn";

    /** Digest of the access token under the seal, to tell a new one from the one that was read. */
    private static final String TOKEN = "accessToken";

    /** So long one gateway may take to refresh a token before another one may try. */
    private static final Duration REFRESHING = Duration.ofSeconds(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MongoCollection<Document> sessions;
    private final Duration idle;
    private final Duration end;
    private volatile boolean indexed;

    /**
     * @param idle after so long without a request a session ends
     * @param end after so long it ends in any case
     */
    public Sessions(MongoDatabase database, Duration idle, Duration end) {
        this.sessions = database.getCollection("sessions").withWriteConcern(WriteConcern.MAJORITY);
        this.idle = idle;
        this.end = end;
    }

    /**
     * A session in which somebody is signed in.
     *
     * @param key names it without opening it
     * @param seal opens it
     * @param seen the last request that was noted
     */
    public record Live(String key, Seal seal, SignedIn signedIn, Instant seen) {
        Live renewed(SignedIn with) {
            return new Live(key, seal, with, seen);
        }
    }

    @Override
    public MapSession createSession() {
        ensureIndex();
        MapSession session = new MapSession(Sessions::newId);
        session.setMaxInactiveInterval(idle);
        Instant now = session.getCreationTime();
        sessions.insertOne(new Document("_id", key(session.getId()))
                .append("createdAt", Date.from(now))
                .append("seenAt", Date.from(now))
                .append("endsAt", Date.from(ends(now, now)))
                .append(ATTRIBUTES, closed(Seal.of(session.getId()), new HashMap<>())));
        return session;
    }

    @Override
    public MapSession findById(String id) {
        Document stored = sessions.find(alive(key(id))).first();
        if (stored == null) {
            return null;
        }
        MapSession session = new MapSession(id);
        session.setSessionIdGenerator(Sessions::newId);
        session.setCreationTime(stored.getDate("createdAt").toInstant());
        session.setLastAccessedTime(stored.getDate("seenAt").toInstant());
        session.setMaxInactiveInterval(idle);
        Map<?, ?> attributes = Seal.of(id)
                .open(ATTRIBUTES, stored.get(ATTRIBUTES))
                .flatMap(opened -> Frozen.thaw(new Binary(opened), HashMap.class))
                .orElseGet(HashMap::new);
        attributes.forEach((name, value) -> session.setAttribute((String) name, value));
        return session;
    }

    @Override
    public void save(MapSession session) {
        String key = key(session.getId());
        Seal seal = Seal.of(session.getId());
        if (!session.getId().equals(session.getOriginalId())) {
            Document old = sessions.findOneAndDelete(eq(key(session.getOriginalId())));
            if (old != null) {
                Optional<byte[]> person = Seal.of(session.getOriginalId()).open(PERSON, old.remove(PERSON));
                person.ifPresent(opened -> old.append(PERSON, seal.close(PERSON, opened)));
                sessions.insertOne(old.append("_id", key));
            }
        }
        var attributes = new HashMap<String, Object>();
        session.getAttributeNames().forEach(name -> attributes.put(name, session.getAttribute(name)));
        List<Bson> changes = new ArrayList<>();
        Instant since = session.getCreationTime();
        if (attributes.remove(SIGNED_IN) instanceof SignedIn signedIn) {
            changes.add(person(seal, signedIn));
            since = signedIn.since();
        }
        changes.add(set(ATTRIBUTES, closed(seal, attributes)));
        changes.add(set("seenAt", Date.from(session.getLastAccessedTime())));
        changes.add(set("endsAt", Date.from(ends(session.getLastAccessedTime(), since))));
        sessions.updateOne(eq(key), combine(changes));
    }

    @Override
    public void deleteById(String id) {
        end(key(id));
    }

    /** Who is signed in with the cookie of this id. */
    public Optional<Live> live(String id) {
        return live(key(id), Seal.of(id));
    }

    /** The same session as it is now. */
    Optional<Live> again(Live live) {
        return live(live.key(), live.seal());
    }

    private Optional<Live> live(String key, Seal seal) {
        return Optional.ofNullable(sessions.find(and(alive(key), exists(PERSON)))
                        .projection(include(PERSON, "seenAt"))
                        .first())
                .flatMap(stored -> seal.open(PERSON, stored.get(PERSON))
                        .map(opened -> new Live(
                                key,
                                seal,
                                SignedIn.of(opened),
                                stored.getDate("seenAt").toInstant())))
                .filter(live -> Instant.now().isBefore(live.signedIn().since().plus(end)));
    }

    /** When the session ends in any case. */
    public Instant end(SignedIn signedIn) {
        return signedIn.since().plus(end);
    }

    /** Notes that the person is there. Not at every request: a write each time would cost more than it tells. */
    public void seen(Live live) {
        Instant now = Instant.now();
        Duration notes = idle.dividedBy(30);
        if (Duration.between(live.seen(), now).compareTo(notes) > 0) {
            sessions.updateOne(
                    eq(live.key()),
                    combine(
                            set("seenAt", Date.from(now)),
                            set("endsAt", Date.from(ends(now, live.signedIn().since())))));
        }
    }

    public void end(String key) {
        sessions.deleteOne(eq(key));
    }

    /** Of these sessions those that have not ended. */
    public Set<String> living(Collection<String> keys) {
        return sessions.find(and(in("_id", keys), gt("endsAt", new Date()), exists(PERSON)))
                .projection(include("_id"))
                .map(stored -> stored.getString("_id"))
                .into(new HashSet<>());
    }

    /** Whether the caller is the one that refreshes the access token; of all gateways only one is at a time. */
    boolean claimRefresh(Live live) {
        Instant now = Instant.now();
        return sessions.findOneAndUpdate(
                        and(
                                eq(live.key()),
                                eq(TOKEN, key(live.signedIn().accessToken())),
                                or(exists("refreshing", false), lt("refreshing", Date.from(now.minus(REFRESHING))))),
                        set("refreshing", Date.from(now)))
                != null;
    }

    void refreshed(Live live) {
        sessions.updateOne(eq(live.key()), combine(person(live.seal(), live.signedIn()), unset("refreshing")));
    }

    void refreshFailed(String key) {
        sessions.updateOne(eq(key), unset("refreshing"));
    }

    private static Bson person(Seal seal, SignedIn signedIn) {
        return combine(set(PERSON, seal.close(PERSON, signedIn.bytes())), set(TOKEN, key(signedIn.accessToken())));
    }

    private static Binary closed(Seal seal, HashMap<String, Object> attributes) {
        return seal.close(ATTRIBUTES, Frozen.of(attributes).getData());
    }

    private Instant ends(Instant seen, Instant since) {
        Instant whenIdle = seen.plus(idle);
        Instant always = since.plus(end);
        return whenIdle.isBefore(always) ? whenIdle : always;
    }

    private static Bson alive(String key) {
        return and(eq(key), gt("endsAt", new Date()));
    }

    private static String newId() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What names a secret without telling it. */
    private static String key(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void ensureIndex() {
        if (!indexed) {
            sessions.createIndex(Indexes.ascending("endsAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
            indexed = true;
        }
    }
}
