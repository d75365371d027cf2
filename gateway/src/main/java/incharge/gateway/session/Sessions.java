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
import jakarta.servlet.http.HttpServletRequest;
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
 * <p>A session's id is only in its cookie. The database has a digest of the id and the contents encrypted by the
 * {@link SessionCipher} of the id, so a reader of the database gets neither a session nor a token. Spring's attributes
 * and the {@link SignedIn} are two fields, so that a request that writes the first back never undoes a token refresh.
 * Only {@link #createSession} inserts a document, so that a late request cannot bring back a session that was signed
 * out.
 */
public final class Sessions implements SessionRepository<MapSession> {

    /** The attribute with a {@link SignedIn}, which makes a web session a signed-in one. */
    public static final String SIGNED_IN = "incharge.signed-in";

    private static final String ATTRIBUTES = "attributes";
    private static final String PERSON = "signedIn";
    private static final String REQUEST_ATTRIBUTE = Live.class.getName();

    /** Digest of the encrypted access token, to distinguish a new token from the one that was read. */
    private static final String TOKEN = "accessToken";

    /** Time that one gateway has for a refresh before another one may try. */
    private static final Duration REFRESH_CLAIM = Duration.ofSeconds(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MongoCollection<Document> sessions;
    private final Duration idle;
    private final Duration end;
    private volatile boolean indexed;

    /**
     * @param idle time without a request after which a session ends
     * @param end time after which it ends in any case
     */
    public Sessions(MongoDatabase database, Duration idle, Duration end) {
        this.sessions = database.getCollection("sessions").withWriteConcern(WriteConcern.MAJORITY);
        this.idle = idle;
        this.end = end;
    }

    /**
     * A session of a person who is signed in.
     *
     * @param key digest of the id
     * @param seen time of the last request that was recorded
     */
    public record Live(String key, SessionCipher cipher, SignedIn signedIn, Instant seen) {

        /** Finds the session that {@link #attachTo} made the one of this request. */
        public static Optional<Live> of(HttpServletRequest request) {
            return Optional.ofNullable((Live) request.getAttribute(REQUEST_ATTRIBUTE));
        }

        public void attachTo(HttpServletRequest request) {
            request.setAttribute(REQUEST_ATTRIBUTE, this);
        }

        Live with(SignedIn other) {
            return new Live(key, cipher, other, seen);
        }
    }

    @Override
    public MapSession createSession() {
        ensureIndex();
        var session = new MapSession(Sessions::newId);
        session.setMaxInactiveInterval(idle);
        Instant now = session.getCreationTime();
        sessions.insertOne(new Document("_id", Digests.sha256(session.getId()))
                .append("createdAt", Date.from(now))
                .append("seenAt", Date.from(now))
                .append("endsAt", Date.from(ends(now, now)))
                .append(ATTRIBUTES, encrypted(SessionCipher.of(session.getId()), Map.of())));
        return session;
    }

    @Override
    public MapSession findById(String id) {
        Document stored = sessions.find(alive(Digests.sha256(id))).first();
        if (stored == null) {
            return null;
        }
        var session = new MapSession(id);
        session.setSessionIdGenerator(Sessions::newId);
        session.setCreationTime(stored.getDate("createdAt").toInstant());
        session.setLastAccessedTime(stored.getDate("seenAt").toInstant());
        session.setMaxInactiveInterval(idle);
        Map<?, ?> attributes = SessionCipher.of(id)
                .decrypt(ATTRIBUTES, stored.get(ATTRIBUTES))
                .flatMap(json -> SecurityJson.read(json, HashMap.class))
                .orElseGet(HashMap::new);
        attributes.forEach((name, value) -> session.setAttribute((String) name, value));
        return session;
    }

    @Override
    public void save(MapSession session) {
        String key = Digests.sha256(session.getId());
        SessionCipher cipher = SessionCipher.of(session.getId());
        if (!session.getId().equals(session.getOriginalId())) {
            Document old = sessions.findOneAndDelete(eq(Digests.sha256(session.getOriginalId())));
            if (old != null) {
                Optional<byte[]> person =
                        SessionCipher.of(session.getOriginalId()).decrypt(PERSON, old.remove(PERSON));
                person.ifPresent(contents -> old.append(PERSON, cipher.encrypt(PERSON, contents)));
                sessions.insertOne(old.append("_id", key));
            }
        }
        var attributes = new HashMap<String, Object>();
        session.getAttributeNames().forEach(name -> attributes.put(name, session.getAttribute(name)));
        List<Bson> changes = new ArrayList<>();
        Instant since = session.getCreationTime();
        if (attributes.remove(SIGNED_IN) instanceof SignedIn signedIn) {
            changes.add(person(cipher, signedIn));
            since = signedIn.since();
        }
        changes.add(set(ATTRIBUTES, encrypted(cipher, attributes)));
        changes.add(set("seenAt", Date.from(session.getLastAccessedTime())));
        changes.add(set("endsAt", Date.from(ends(session.getLastAccessedTime(), since))));
        sessions.updateOne(eq(key), combine(changes));
    }

    @Override
    public void deleteById(String id) {
        end(Digests.sha256(id));
    }

    /** Finds the session with this id if a person is signed in with it. */
    public Optional<Live> live(String id) {
        return live(Digests.sha256(id), SessionCipher.of(id));
    }

    /** Reads the session again. */
    Optional<Live> reread(Live live) {
        return live(live.key(), live.cipher());
    }

    private Optional<Live> live(String key, SessionCipher cipher) {
        return Optional.ofNullable(sessions.find(and(alive(key), exists(PERSON)))
                        .projection(include(PERSON, "seenAt"))
                        .first())
                .flatMap(stored -> cipher.decrypt(PERSON, stored.get(PERSON))
                        .map(contents -> new Live(
                                key,
                                cipher,
                                SignedIn.of(contents),
                                stored.getDate("seenAt").toInstant())))
                .filter(live -> Instant.now().isBefore(live.signedIn().since().plus(end)));
    }

    /** Returns when the session ends in any case. */
    public Instant end(SignedIn signedIn) {
        return signedIn.since().plus(end);
    }

    /** Puts the idle end off. Not every request writes, because the database would have one more write for each. */
    public void seen(Live live) {
        Instant now = Instant.now();
        Duration precision = idle.dividedBy(30);
        if (Duration.between(live.seen(), now).compareTo(precision) > 0) {
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

    /** Filters the keys of sessions that have not ended. */
    public Set<String> living(Collection<String> keys) {
        return sessions.find(and(in("_id", keys), gt("endsAt", new Date()), exists(PERSON)))
                .projection(include("_id"))
                .map(stored -> stored.getString("_id"))
                .into(new HashSet<>());
    }

    /** Returns true if the caller is to refresh the access token: only one caller of all gateways is at a time. */
    boolean claimRefresh(Live live) {
        Instant now = Instant.now();
        return sessions.findOneAndUpdate(
                        and(
                                eq(live.key()),
                                eq(TOKEN, Digests.sha256(live.signedIn().accessToken())),
                                or(exists("refreshing", false), lt("refreshing", Date.from(now.minus(REFRESH_CLAIM))))),
                        set("refreshing", Date.from(now)))
                != null;
    }

    void refreshed(Live live) {
        sessions.updateOne(eq(live.key()), combine(person(live.cipher(), live.signedIn()), unset("refreshing")));
    }

    void refreshFailed(String key) {
        sessions.updateOne(eq(key), unset("refreshing"));
    }

    private static Bson person(SessionCipher cipher, SignedIn signedIn) {
        return combine(
                set(PERSON, cipher.encrypt(PERSON, signedIn.bytes())),
                set(TOKEN, Digests.sha256(signedIn.accessToken())));
    }

    private static Binary encrypted(SessionCipher cipher, Map<String, Object> attributes) {
        return cipher.encrypt(ATTRIBUTES, SecurityJson.write(new HashMap<>(attributes)));
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

    private void ensureIndex() {
        if (!indexed) {
            sessions.createIndex(Indexes.ascending("endsAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
            indexed = true;
        }
    }
}
