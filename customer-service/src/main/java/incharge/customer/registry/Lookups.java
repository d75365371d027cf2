package incharge.customer.registry;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import incharge.http.CompanyId;
import incharge.http.PublicRegistry;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

/**
 * The look-ups that users may take over, for all replicas. MongoDB deletes them when their time is over. They hold what
 * a public registry publishes and nothing of the customer.
 */
final class Lookups {
    private static final String AT = "at";

    /** Reads any text; what is stored was not checked as input is. */
    private static final JsonMapper JSON = new JsonMapper();

    private final MongoCollection<Document> lookups;
    private final InstantSource clock;

    Lookups(MongoDatabase database, InstantSource clock) {
        this.lookups = database.getCollection("registry.lookups");
        this.clock = clock;
        lookups.createIndex(
                Indexes.ascending(AT), new IndexOptions().expireAfter(Lookup.VALID.toSeconds(), TimeUnit.SECONDS));
    }

    void add(Lookup lookup) {
        lookups.insertOne(new Document("_id", lookup.id().toString())
                .append("customer", lookup.customerId().toString())
                .append("actor", lookup.actor())
                .append("version", lookup.version())
                .append("registry", lookup.company().registry().name())
                .append("companyId", lookup.company().id())
                .append("found", JSON.writeValueAsString(lookup.found()))
                .append(AT, Date.from(lookup.at())));
    }

    /** Finds a look-up that a user made for a customer and that is not too old. */
    Optional<Lookup> find(UUID id, UUID customerId, String actor) {
        return Optional.ofNullable(lookups.find(Filters.eq(id.toString())).first())
                .map(Lookups::read)
                .filter(lookup -> lookup.isFor(customerId, actor, clock.instant()));
    }

    private static Lookup read(Document stored) {
        return new Lookup(
                UUID.fromString(stored.getString("_id")),
                UUID.fromString(stored.getString("customer")),
                stored.getString("actor"),
                stored.getLong("version"),
                new CompanyId(PublicRegistry.valueOf(stored.getString("registry")), stored.getString("companyId")),
                JSON.readValue(stored.getString("found"), Particulars.class),
                stored.getDate(AT).toInstant());
    }
}
