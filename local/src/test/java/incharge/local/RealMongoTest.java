package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMongoTest {
    @TempDir
    Path directory;

    @Test
    void keeps_what_it_acknowledged_when_it_is_killed() {
        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> notes = client.getDatabase("test").getCollection("notes");
            List<Integer> acknowledged = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                notes.insertOne(new Document("_id", i));
                acknowledged.add(i);
            }

            mongo.kill();
            mongo.restart();

            assertThat(notes.distinct("_id", Integer.class).into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    @Test
    void has_transactions() {
        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri());
                ClientSession session = client.startSession()) {
            MongoCollection<Document> notes = client.getDatabase("test").getCollection("notes");

            session.startTransaction();
            notes.insertOne(session, new Document("_id", 1));
            session.abortTransaction();

            assertThat(notes.countDocuments()).isZero();
        }
    }

    @Test
    void takes_another_port_on_the_same_data() {
        int firstPort;
        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            firstPort = mongo.port();
            client.getDatabase("test").getCollection("notes").insertOne(new Document("_id", 1));
        }

        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(mongo.port()).isNotEqualTo(firstPort);
            assertThat(client.getDatabase("test").getCollection("notes").countDocuments())
                    .isEqualTo(1);
        }
    }
}
