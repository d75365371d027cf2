package incharge.local.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.RealMongo;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaSetTest {
    @TempDir
    private static Path data;

    @Test
    void a_log_without_an_event_is_no_data() {
        var databases = List.of("incharge-customers", "incharge-groupings");
        try (RealMongo mongo = RealMongo.start(data, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(ReplicaSet.hasEvents(client, databases)).isFalse();
            client.getDatabase("incharge-groupings").createCollection("log");
            assertThat(ReplicaSet.hasEvents(client, databases)).isFalse();
            client.getDatabase("incharge-groupings").getCollection("log").insertOne(new Document("_id", 1));
            assertThat(ReplicaSet.hasEvents(client, databases)).isTrue();
        }
    }
}
