package incharge.reporting.card;

import incharge.http.PublicRegistry;
import incharge.reporting.answers.AsOf;
import incharge.reporting.snapshot.Snapshots;
import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CardConfiguration {

    /** The setting of a registry that is switched off. */
    private static final String OFF = "none";

    @Bean
    CardThings cardThings(Snapshots snapshots) {
        return new CardThings(snapshots);
    }

    @Bean
    ThingListViews thingLists(AsOf asOf, CardThings things) {
        return new ThingListViews(asOf, things);
    }

    /** The settings are those of customer-service, which asks the registries. */
    @Bean
    PublicRegistries publicRegistries(
            @Value("${INCHARGE_REGISTRY_FI_URL:}") String finland,
            @Value("${INCHARGE_REGISTRY_NO_URL:}") String norway) {
        var off = EnumSet.noneOf(PublicRegistry.class);
        if (finland.strip().equals(OFF)) {
            off.add(PublicRegistry.FINLAND);
        }
        if (norway.strip().equals(OFF)) {
            off.add(PublicRegistry.NORWAY);
        }
        return new PublicRegistries(off);
    }

    @Bean
    ThingFiles thingFiles(CardThings things) {
        return new ThingFiles(things);
    }
}
