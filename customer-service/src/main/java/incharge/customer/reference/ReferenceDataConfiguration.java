package incharge.customer.reference;

import com.mongodb.client.MongoDatabase;
import incharge.feed.CatchUp;
import incharge.visibility.VisibilityProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReferenceDataConfiguration {

    @Bean
    VisibilityProjection visibilityProjection(MongoDatabase database) {
        return new VisibilityProjection(database);
    }

    @Bean
    ReferenceProjection referenceProjection(MongoDatabase database) {
        return new ReferenceProjection(database);
    }

    @Bean
    ReferenceData referenceData(ReferenceProjection projection, CatchUp catchUp) {
        return new ReferenceData(projection, catchUp);
    }
}
