package incharge.customer.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.MongoDatabase;
import incharge.http.PublicRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    private static final String FINLAND = "INCHARGE_REGISTRY_FI_URL";
    private static final String NORWAY = "INCHARGE_REGISTRY_NO_URL";

    @Bean
    Registries registries(@Value("${" + FINLAND + ":}") String finland, @Value("${" + NORWAY + ":}") String norway)
            throws IOException {
        var addresses = new EnumMap<PublicRegistry, URI>(PublicRegistry.class);
        RegistryAddress.of(FINLAND, finland, "https://avoindata.prh.fi/opendata-ytj-api/v3")
                .ifPresent(address -> addresses.put(PublicRegistry.FINLAND, address));
        RegistryAddress.of(NORWAY, norway, "https://data.brreg.no/enhetsregisteret/api")
                .ifPresent(address -> addresses.put(PublicRegistry.NORWAY, address));
        var client = new RegistryClient(Duration.ofMillis(3500));
        return new Registries(addresses, client::get, InstantSource.system(), Ticker.systemTicker());
    }

    @Bean
    Lookups lookups(MongoDatabase database) {
        return new Lookups(database, InstantSource.system());
    }
}
