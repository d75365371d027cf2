package incharge.eventstore.axon;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Adds to the Axon configuration that dispatches commands, for example an interceptor; a bean of a service. */
@FunctionalInterface
public interface AxonCustomizer {
    void customize(EventSourcingConfigurer configurer);
}
