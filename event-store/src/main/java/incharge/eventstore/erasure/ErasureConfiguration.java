package incharge.eventstore.erasure;

import incharge.eventstore.boot.EventStoreConfiguration;
import incharge.eventstore.decider.EventStore;
import incharge.feed.FeedConfiguration;
import incharge.feed.KeyRing;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Applies to programs that consume topics beside their log. */
@AutoConfiguration(after = {EventStoreConfiguration.class, FeedConfiguration.class})
@ConditionalOnClass(KeyRing.class)
@ConditionalOnBean({EventStore.class, KeyRing.class})
public class ErasureConfiguration {

    /** What one replica erases, the others forget at once. */
    @Bean
    SmartInitializingSingleton forgettingOfKeys(EventStore<?> store, KeyRing ring) {
        return () -> {
            if (store.keys() != null) {
                ring.onErased(store.keys()::forget);
            }
        };
    }
}
