package incharge.feed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import incharge.local.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service that consumes topics and counts how often each fact takes effect. */
final class ConsumingApplication implements AutoCloseable {
    private final MongoDatabase database;
    private final ConfigurableApplicationContext context;
    final Feeds feeds;

    private ConsumingApplication(MongoDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
        this.feeds = context.getBean(Feeds.class);
    }

    static ConsumingApplication of(MongoDatabase database, Publisher... publishers) {
        return of("consumer", database, _ -> {}, publishers);
    }

    /** @param fault is called with each batch, inside the transaction, after everything is written */
    static ConsumingApplication of(
            String name, MongoDatabase database, Consumer<List<Fact>> fault, Publisher... publishers) {
        return of(
                name,
                RealParts.kafkaBootstrap(),
                database,
                fault,
                Stream.of(publishers).map(publisher -> publisher.topic).toList());
    }

    static ConsumingApplication of(
            String name, String kafka, MongoDatabase database, Consumer<List<Fact>> fault, List<String> topics) {
        return of(name, kafka, database, new Counting(database, fault, 1), topics);
    }

    /** Returns a later version of the application, which keeps something else of the facts. */
    static ConsumingApplication later(MongoDatabase database, Publisher publisher) {
        return of(
                "consumer",
                RealParts.kafkaBootstrap(),
                database,
                new Counting(database, _ -> {}, 2),
                List.of(publisher.topic));
    }

    private static ConsumingApplication of(
            String name, String kafka, MongoDatabase database, FactHandler handler, List<String> topics) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(TestConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.application.name",
                        name,
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "WARN",
                        "incharge.feed.longest-pause",
                        "500ms",
                        "incharge.feed.lag-interval",
                        "100ms",
                        "incharge.feed.topics",
                        String.join(",", topics),
                        "INCHARGE_KAFKA_BOOTSTRAP",
                        kafka))
                .initializers(starting -> {
                    ConfigurableListableBeanFactory beans = starting.getBeanFactory();
                    beans.registerSingleton("database", database);
                    beans.registerSingleton("handler", handler);
                })
                .run();
        return new ConsumingApplication(database, context);
    }

    /** Returns how often each sequence of the topic took effect, by sequence. */
    Map<Long, Integer> effects(Publisher publisher) {
        return database
                .getCollection("effects")
                .find(Filters.eq("topic", publisher.topic))
                .into(new ArrayList<>())
                .stream()
                .collect(Collectors.toMap(found -> found.getLong("sequence"), found -> found.getInteger("times")));
    }

    /** Returns the stored checkpoint of the topic. */
    Document checkpoint(Publisher publisher) {
        return database.getCollection("feeds").find(Filters.eq(publisher.topic)).first();
    }

    /** Returns the value of a gauge of the topic. */
    double gauge(String name, Publisher publisher) {
        return context.getBean(MeterRegistry.class)
                .get(name)
                .tag("topic", publisher.topic)
                .gauge()
                .value();
    }

    /** Returns how many records of the topic were skipped, since they are no events. */
    double foreign(Publisher publisher) {
        return context.getBean(MeterRegistry.class)
                .get("incharge.feed.foreign")
                .tag("topic", publisher.topic)
                .counter()
                .count();
    }

    /** Returns how far the topic is by a look that begins now. */
    FeedLag.Lag lag(Publisher publisher) {
        return context.getBean(FeedLag.class).now().stream()
                .filter(lag -> lag.topic().equals(publisher.topic))
                .findFirst()
                .orElseThrow();
    }

    Health health() {
        return context.getBean("feedHealthIndicator", HealthIndicator.class).health();
    }

    @Override
    public void close() {
        context.close();
    }

    private record Counting(MongoDatabase database, Consumer<List<Fact>> fault, int schemaVersion)
            implements FactHandler {
        @Override
        public boolean concerns(Fact fact) {
            return !fact.type().equals("Ignored");
        }

        @Override
        public void apply(ClientSession transaction, List<Fact> batch) {
            MongoCollection<Document> effects = database.getCollection("effects");
            for (Fact fact : batch) {
                Document one = new Document("topic", fact.topic()).append("sequence", fact.sequence());
                effects.updateOne(
                        transaction,
                        Filters.eq("_id", fact.topic() + "/" + fact.sequence()),
                        Updates.combine(
                                Updates.inc("times", 1),
                                Updates.set("topic", one.getString("topic")),
                                Updates.set("sequence", one.getLong("sequence"))),
                        new UpdateOptions().upsert(true));
            }
            fault.accept(batch);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TestConfiguration {
        @Bean(destroyMethod = "")
        MongoClient client() {
            return RealParts.mongoClient();
        }
    }
}
