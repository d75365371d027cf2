package incharge.reporting.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.feed.Fact;
import incharge.feed.FactReader;
import incharge.local.RealMongo;
import incharge.local.RealParts;
import incharge.reporting.facts.ReportingFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds while the served generation or the database does not keep up. */
@Timeout(120)
class RebuildTest {

    private static final String TOPIC = "incharge.waiting";
    private static final int FACTS = 5 * FreshGeneration.RECORDS;
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());

    @Test
    void facts_behind_the_served_generation_wait_in_kafka() throws Exception {
        publish();
        var pending = new ArrayList<Fact>();
        var consumed = new ArrayList<Long>();
        try (KafkaConsumer<byte[], byte[]> consumer = FreshGeneration.consumer(KAFKA)) {
            var partition = new TopicPartition(TOPIC, 0);
            var reader = new FactReader(TOPIC, null);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                FreshGeneration.poll(consumer, reader, 0, pending);
                return consumer.paused().contains(partition);
            });
            for (int i = 0; i < 5; i++) {
                FreshGeneration.poll(consumer, reader, 0, pending);
            }
            assertThat(pending).hasSizeLessThanOrEqualTo(2 * FreshGeneration.RECORDS);

            await().atMost(Duration.ofSeconds(60)).until(() -> {
                pending.forEach(fact -> consumed.add(fact.sequence()));
                pending.clear();
                FreshGeneration.poll(consumer, reader, consumed.getLast(), pending);
                return consumed.size() + pending.size() == FACTS;
            });
        }
        pending.forEach(fact -> consumed.add(fact.sequence()));
        assertThat(consumed).isEqualTo(LongStream.rangeClosed(1, FACTS).boxed().toList());
    }

    @Test
    void a_rebuild_waits_for_a_database_that_is_away(@TempDir Path directory) {
        var mongo = RealMongo.start(directory, 0);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                // shorter than a database needs to come back
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(100, TimeUnit.MILLISECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            var sources = new Sources(client.getDatabase("reporting"), null);
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                sources.prepare();
                return true;
            });
            var runs = new Runs(client.getDatabase("reporting"));
            var rebuild = new Rebuild(sources, runs, client, new ReportingFacts(new SimpleMeterRegistry()), KAFKA);
            // nothing is published, so the rebuild does not end before this is taken back
            serve(client, 1);
            assertThat(rebuild.progress()).isEqualTo(1);
            assertThat(rebuild.begin(Source.CUSTOMERS)).isTrue();
            assertThat(rebuild.progress()).isZero();
            assertThat(rebuild.begin(Source.CUSTOMERS)).as("while one goes on").isFalse();
            mongo.kill();
            mongo.restart();

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                serve(client, 0);
                return sources.state(Source.CUSTOMERS).orElseThrow().generation() > 1;
            });
            await().until(() -> rebuild.progress() == 1);
            assertThat(rebuild.last(Source.CUSTOMERS).orElseThrow().state()).isEqualTo(Runs.State.FINISHED);
            rebuild.close();
        } finally {
            mongo.kill();
        }
    }

    private static void serve(MongoClient client, long sequence) {
        Checkpoints.in(client.getDatabase("reporting"))
                .updateOne(Filters.eq(Checkpoints.id(Source.CUSTOMERS)), Updates.set(Checkpoints.SEQUENCE, sequence));
    }

    private static void publish() throws Exception {
        try (var admin = Admin.create(KAFKA);
                var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            for (int sequence = 1; sequence <= FACTS; sequence++) {
                producer.send(record(sequence));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(long sequence) {
        var record = new ProducerRecord<byte[], byte[]>(TOPIC, 0, null, "{}".getBytes(UTF_8));
        var headers = Map.of(
                "ce_id", new java.util.UUID(7, sequence).toString(),
                "ce_source", "urn:incharge:waiting",
                "ce_type", TOPIC + ".Happened.v1",
                "ce_subject", "subject",
                "ce_time", "2026-03-01T08:00:00Z",
                "ce_sequence", Long.toString(sequence),
                "ce_actor", "anna",
                "ce_commandid", "command");
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
