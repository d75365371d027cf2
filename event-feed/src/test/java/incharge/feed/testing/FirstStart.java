package incharge.feed.testing;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.feed.CatchUp;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.feed.FeedConfiguration;
import incharge.feed.KeyRing;
import incharge.feed.NotCaughtUp;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The feed of a service at its first start, which has consumed nothing of its topics to the end. */
public final class FirstStart implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /** @param topics the names of topics that hold events */
    public FirstStart(String... topics) {
        context = new SpringApplicationBuilder(Feed.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=first-start-" + UUID.randomUUID(),
                        "--incharge.feed.topics=" + String.join(",", topics),
                        "--incharge.feed.backlog=300ms",
                        "--INCHARGE_KAFKA_BOOTSTRAP=" + RealParts.kafkaBootstrap());
    }

    /** Returns the database of the service, where a test puts what is consumed so far. */
    public MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    public KeyRing keys() {
        return context.getBean(KeyRing.class);
    }

    public CatchUp catchUp() {
        return context.getBean(CatchUp.class);
    }

    /** Lets the service consume its topics. */
    public void proceed() {
        context.getBean(HeldBack.class).held = false;
    }

    @Override
    public void close() {
        context.close();
    }

    @ImportAutoConfiguration(FeedConfiguration.class)
    static class Feed {

        @Bean(destroyMethod = "") // others use it too
        MongoClient client() {
            return RealParts.mongoClient();
        }

        @Bean
        MongoDatabase database() {
            return RealParts.freshDatabase();
        }

        @Bean
        HeldBack factHandler() {
            return new HeldBack();
        }
    }

    private static final class HeldBack implements FactHandler {

        private volatile boolean held = true;

        @Override
        public void beforeCommit(List<Fact> batch) {
            if (held) {
                throw new NotCaughtUp(batch.getFirst().topic());
            }
        }

        @Override
        public void apply(ClientSession transaction, List<Fact> batch) {}
    }
}
