package incharge.local.backup;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/**
 * What a backup holds.
 *
 * @param time the cluster time at which everything was read
 */
record Manifest(BsonTimestamp time, List<Copied> collections) {
    private static final int FORMAT = 1;

    /**
     * A collection in a file of its own: its documents in the order of their ids, as BSON.
     *
     * @param sha256 the digest of the file
     */
    record Copied(Collection collection, long documents, long bytes, String sha256) {}

    Set<String> databases() {
        return collections.stream()
                .map(copied -> copied.collection().database())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws Failed if the backup does not hold the database */
    Manifest only(String database) {
        if (!databases().contains(database)) {
            throw new Failed("The backup does not hold " + database + ", but " + String.join(", ", databases()) + ".");
        }
        return new Manifest(
                time,
                collections.stream()
                        .filter(copied -> copied.collection().database().equals(database))
                        .toList());
    }

    String toJson() {
        var copies = new BsonArray();
        for (Copied copied : collections) {
            copies.add(new BsonDocument(
                            "database", new BsonString(copied.collection().database()))
                    .append("collection", new BsonString(copied.collection().name()))
                    .append("documents", new BsonInt64(copied.documents()))
                    .append("bytes", new BsonInt64(copied.bytes()))
                    .append("sha256", new BsonString(copied.sha256()))
                    .append("options", copied.collection().options())
                    .append("indexes", new BsonArray(copied.collection().indexes())));
        }
        return new BsonDocument("format", new BsonInt32(FORMAT))
                .append("clusterTime", time)
                .append("collections", copies)
                .toJson(JsonWriterSettings.builder()
                        .outputMode(JsonMode.EXTENDED)
                        .indent(true)
                        .build());
    }

    /** @throws Failed if it is no manifest of this format */
    static Manifest parse(String json) {
        try {
            BsonDocument manifest = BsonDocument.parse(json);
            if (manifest.getInt32("format").getValue() != FORMAT) {
                throw new Failed("The backup has format "
                        + manifest.getInt32("format").getValue() + ", and this version of InCharge reads " + FORMAT
                        + ". Restore it with the version that made it.");
            }
            return new Manifest(
                    manifest.getTimestamp("clusterTime"),
                    manifest.getArray("collections").stream()
                            .map(each -> copied(each.asDocument()))
                            .toList());
        } catch (JsonParseException | BsonInvalidOperationException e) {
            throw new Failed("The manifest of the backup cannot be read: " + e.getMessage(), e);
        }
    }

    private static Copied copied(BsonDocument json) {
        return new Copied(
                new Collection(
                        json.getString("database").getValue(),
                        json.getString("collection").getValue(),
                        json.getDocument("options"),
                        json.getArray("indexes").stream()
                                .map(index -> index.asDocument())
                                .toList()),
                json.getInt64("documents").getValue(),
                json.getInt64("bytes").getValue(),
                json.getString("sha256").getValue());
    }
}
