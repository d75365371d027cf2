package incharge.customer.file;

import com.mongodb.client.MongoDatabase;
import incharge.customer.event.CustomersEvent;
import incharge.eventstore.decider.EventStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    FileStore fileStore(EventStore<CustomersEvent> store, MongoDatabase database) {
        return new FileStore(database, store.keys());
    }

    @Bean
    Scanner scanner(@Value("${INCHARGE_CLAMD:}") String clamd) {
        return Scanner.of(clamd);
    }

    @Bean(destroyMethod = "close")
    FileSweep fileSweep(FileStore store, FileController files, AvatarController avatars) {
        return new FileSweep(store, id -> files.has(id) || avatars.has(id)).start();
    }
}
