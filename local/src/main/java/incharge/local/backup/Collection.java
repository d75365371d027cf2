package incharge.local.backup;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * A collection and how it is made.
 *
 * @param options those of the command that creates it
 * @param indexes all but that of the ids
 */
record Collection(String database, String name, BsonDocument options, List<BsonDocument> indexes) {
    /**
     * Returns the collections of every database that the backup holds.
     *
     * @throws Failed if the database has any that a copy would not be the same as
     */
    static List<Collection> all(MongoClient client, Content content) {
        List<Collection> all = new ArrayList<>();
        databases(client).stream().filter(content::has).sorted().forEach(database -> all.addAll(of(client, database)));
        return all;
    }

    /** Returns the names of all databases. Without the flag, the server leaves out those that the user may not read. */
    static List<String> databases(MongoClient client) {
        return client.listDatabases(BsonDocument.class)
                .nameOnly(true)
                .authorizedDatabasesOnly(false)
                .map(database -> database.getString("name").getValue())
                .into(new ArrayList<>());
    }

    private static List<Collection> of(MongoClient client, String database) {
        return StreamSupport.stream(
                        client.getDatabase(database)
                                .listCollections(BsonDocument.class)
                                .spliterator(),
                        false)
                .sorted((one, other) -> one.getString("name").compareTo(other.getString("name")))
                .map(found -> found(client, database, found))
                .toList();
    }

    private static Collection found(MongoClient client, String database, BsonDocument found) {
        String name = found.getString("name").getValue();
        if (!found.getString("type").getValue().equals("collection")) {
            throw new Failed(database + "." + name + " is no plain collection, which is all that a backup can hold.");
        }
        List<BsonDocument> indexes = client
                .getDatabase(database)
                .getCollection(name)
                .listIndexes(BsonDocument.class)
                .into(new ArrayList<>())
                .stream()
                .filter(index -> !index.get("name").equals(new BsonString("_id_")))
                .toList();
        return new Collection(database, name, found.getDocument("options"), indexes);
    }

    MongoCollection<RawBsonDocument> in(MongoClient client) {
        return client.getDatabase(database).getCollection(name, RawBsonDocument.class);
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
