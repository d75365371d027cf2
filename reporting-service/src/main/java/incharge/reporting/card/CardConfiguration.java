package incharge.reporting.card;

import incharge.reporting.answers.AsOf;
import incharge.reporting.snapshot.Snapshots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CardConfiguration {

    @Bean
    CardThings cardThings(Snapshots snapshots) {
        return new CardThings(snapshots);
    }

    @Bean
    ThingLists thingLists(AsOf asOf, CardThings things) {
        return new ThingLists(asOf, things);
    }

    @Bean
    ThingFiles thingFiles(CardThings things) {
        return new ThingFiles(things);
    }
}
