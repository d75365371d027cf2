package incharge.feed;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Holds up the start of a service until MongoDB has a primary, so that everything may start in any order. */
final class DatabaseWait implements BeanPostProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof MongoClient client) {
            await(client);
        }
        return bean;
    }

    private static void await(MongoClient client) {
        // in a thread of its own, since Spring interrupts a start that has to end only while it waits without limit
        Thread waiting = Thread.ofVirtual().name("database-wait").start(() -> repeat(client));
        try {
            waiting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.interrupt();
            throw new IllegalStateException("The start ended before MongoDB answered", e);
        }
    }

    private static void repeat(MongoClient client) {
        try {
            while (!answers(client)) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(MongoClient client) {
        try {
            client.getDatabase("admin").runCommand(new Document("hello", 1));
            return true;
        } catch (MongoException e) {
            LOG.warn("The start waits for MongoDB: {}", e.getMessage());
            return false;
        }
    }
}
