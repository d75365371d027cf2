package incharge.eventstore.keys;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import incharge.sealing.SealBroken;
import incharge.sealing.SealingKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The keys of persons, each under the person's id, in a database of their own and wrapped by the master key. A key that
 * is erased leaves a document without it, so it is never made again. A key is on the disks of a majority before it is
 * used, and is erased there before that is acknowledged.
 *
 * <p>All methods fail with {@link KeysUnavailable} while the database cannot be reached.
 */
public final class KeyStore {
    private static final Logger LOGGER = System.getLogger(KeyStore.class.getName());

    private static final String ID = "_id";
    private static final String KEY = "key";
    private static final String MASTER = "master";
    private static final String ERASED_AT = "erasedAt";
    private static final String TAGS = "tags";

    /** For so long an erased key may stay in the memory of a process that did not erase it. */
    private static final Duration CACHED = Duration.ofMinutes(10);

    private static final int MOST_CACHED = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final String database;
    private final MongoCollection<Document> keys;
    private final MasterKey master;
    private final SealingKey secret;
    private final Cache<String, SealingKey> cache = Caffeine.newBuilder()
            .expireAfterWrite(CACHED)
            .maximumSize(MOST_CACHED)
            .build();

    /** The ids of keys that are erased as this process has found out; what it still reads of them does not count. */
    private final Set<String> erased = ConcurrentHashMap.newKeySet();

    private KeyStore(MongoDatabase ofKeys, MongoDatabase ofData, MasterKey master) {
        this.database = ofKeys.getName();
        this.keys = durable(ofKeys).getCollection("keys");
        this.master = master;
        MongoCollection<Document> secrets = durable(ofData).getCollection("secrets");
        rewrap(keys);
        rewrap(secrets);
        keys.createIndex(Indexes.ascending(ERASED_AT));
        this.secret = secret(secrets);
    }

    private static MongoDatabase durable(MongoDatabase given) {
        return given.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    /**
     * Opens the keys in a database. What the previous master key wraps is wrapped by the current one.
     *
     * @param data has the secret of the hashes, since the log's tags are worth nothing without it
     * @throws WrongMasterKey if another master key wraps them
     */
    public static KeyStore open(MongoDatabase keys, MongoDatabase data, MasterKey master) {
        return reaching(() -> new KeyStore(keys, data, master));
    }

    private void rewrap(MongoCollection<Document> collection) {
        int changed = 0;
        for (Document stored : collection.find(and(exists(KEY), ne(MASTER, master.name())))) {
            String id = stored.getString(ID);
            Binary wrapped = stored.get(KEY, Binary.class);
            collection.updateOne(
                    and(eq(ID, id), eq(KEY, wrapped)),
                    Updates.combine(
                            Updates.set(KEY, wrapped(id, unwrapped(stored))), Updates.set(MASTER, master.name())));
            changed++;
        }
        if (changed > 0) {
            LOGGER.log(Level.INFO, "{0} keys of {1} are wrapped by the current master key now", changed, database);
        }
    }

    /** Returns the secret of the hashes, which is made at the first start. */
    private SealingKey secret(MongoCollection<Document> secrets) {
        return unwrapped(secrets.findOneAndUpdate(
                eq(ID, TAGS),
                Updates.combine(
                        Updates.setOnInsert(KEY, wrapped(TAGS, SealingKey.random())),
                        Updates.setOnInsert(MASTER, master.name())),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
    }

    private Binary wrapped(String id, SealingKey key) {
        return new Binary(master.current().seal(key.bytes(), id.getBytes(UTF_8)));
    }

    private SealingKey unwrapped(Document stored) {
        String id = stored.getString(ID);
        SealingKey wrapping = master.named(stored.getString(MASTER))
                .orElseThrow(() -> new WrongMasterKey(
                        "Another master key than that of " + MasterKey.VARIABLE + " wraps the keys of persons in the"
                                + " database " + database + ". Without it their texts cannot be read."));
        try {
            return SealingKey.of(wrapping.open(stored.get(KEY, Binary.class).getData(), id.getBytes(UTF_8)));
        } catch (SealBroken e) {
            throw new IllegalStateException("The key " + id + " in the database " + database + " is damaged.", e);
        }
    }

    /** Returns the keys with these ids; those that were never made or are erased are missing. */
    public Map<String, SealingKey> find(Collection<String> ids) {
        var found = new HashMap<String, SealingKey>(cache.getAllPresent(ids));
        Set<String> missing = without(ids, found);
        if (!missing.isEmpty()) {
            reaching(() -> keys.find(and(in(ID, missing), exists(KEY))).into(new ArrayList<>()))
                    .forEach(stored -> remember(stored.getString(ID), unwrapped(stored), found));
        }
        found.keySet().removeAll(erased);
        return found;
    }

    /**
     * Returns the keys with these ids, made where there are none.
     *
     * @throws KeyErased if one of them is erased
     */
    public Map<String, SealingKey> findOrMake(Collection<String> ids) {
        Map<String, SealingKey> found = find(ids);
        Set<String> missing = without(ids, found);
        missing.stream().filter(erased::contains).findFirst().ifPresent(id -> {
            throw new KeyErased(id);
        });
        if (!missing.isEmpty()) {
            Map<String, SealingKey> made = new HashMap<>();
            missing.forEach(id -> made.put(id, SealingKey.random()));
            Set<String> present = reaching(() -> insert(made));
            made.forEach((id, key) -> {
                if (!present.contains(id)) {
                    remember(id, key, found);
                }
            });
            awaitOthers(present, found);
        }
        return found;
    }

    /** Returns those ids under which there is a document already. */
    private Set<String> insert(Map<String, SealingKey> made) {
        List<Document> documents = made.entrySet().stream()
                .map(entry -> new Document(ID, entry.getKey())
                        .append(KEY, wrapped(entry.getKey(), entry.getValue()))
                        .append(MASTER, master.name()))
                .toList();
        var present = new HashSet<String>();
        try {
            keys.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                throw e;
            }
            for (BulkWriteError error : e.getWriteErrors()) {
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                present.add(documents.get(error.getIndex()).getString(ID));
            }
        }
        return present;
    }

    /** Another process made these keys meanwhile, or they are erased: that counts as soon as a majority has it. */
    private void awaitOthers(Set<String> present, Map<String, SealingKey> found) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> awaited = new HashSet<>(present);
        while (!awaited.isEmpty()) {
            for (Document stored : reaching(() -> keys.find(in(ID, awaited)).into(new ArrayList<>()))) {
                String id = stored.getString(ID);
                if (!stored.containsKey(KEY)) {
                    throw new KeyErased(id);
                }
                remember(id, unwrapped(stored), found);
                awaited.remove(id);
            }
            if (!awaited.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new KeysUnavailable("the keys that another process made cannot be read yet", null);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void remember(String id, SealingKey key, Map<String, SealingKey> found) {
        found.put(id, key);
        cache.put(id, key);
    }

    private static Set<String> without(Collection<String> ids, Map<String, SealingKey> found) {
        var missing = new HashSet<>(ids);
        missing.removeAll(found.keySet());
        return missing;
    }

    /** Forgets a key that another process has erased. */
    public void forget(String id) {
        erased.add(id);
        cache.invalidate(id);
    }

    /** Erases a key for ever, also one that was never made; again has no effect. */
    public void erase(String id) {
        reaching(() -> {
            long erased = keys.updateOne(
                            and(eq(ID, id), exists(KEY)),
                            Updates.combine(Updates.unset(KEY), Updates.unset(MASTER), Updates.currentDate(ERASED_AT)))
                    .getMatchedCount();
            if (erased == 0) {
                keys.updateOne(
                        eq(ID, id),
                        Updates.setOnInsert(ERASED_AT, Date.from(Instant.now())),
                        new UpdateOptions().upsert(true));
            }
            return null;
        });
        forget(id);
    }

    /** Returns the ids of the keys that were erased at that time or later. */
    public Set<String> erasedSince(Instant time) {
        return reaching(() -> keys.find(gte(ERASED_AT, Date.from(time)))
                .projection(Projections.include(ID))
                .map(stored -> stored.getString(ID))
                .into(new HashSet<>()));
    }

    /** The document of a key, which stays when the key is erased. */
    public record StoredKey(String id, boolean erased) {}

    /** Returns the first keys behind an id in the order of ids, at most {@code most}; the empty text is before all. */
    public List<StoredKey> next(String after, int most) {
        return reaching(() -> keys.find(gt(ID, after))
                .projection(Projections.include(ERASED_AT))
                .sort(Sorts.ascending(ID))
                .limit(most)
                .map(stored -> new StoredKey(stored.getString(ID), stored.containsKey(ERASED_AT)))
                .into(new ArrayList<>()));
    }

    /** Returns a hash of a text that only this workspace can compute, 43 characters in base64url. */
    public String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.hash(text.getBytes(UTF_8)));
    }

    private static <T> T reaching(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException e) {
            throw new KeysUnavailable("the database of the keys cannot be reached: " + e.getMessage(), e);
        }
    }
}
