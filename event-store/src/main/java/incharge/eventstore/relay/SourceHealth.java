package incharge.eventstore.relay;

import incharge.http.HealthPart;
import incharge.http.Progress;
import java.util.List;

/** Answers how far the log of this service is published. */
record SourceHealth(Relay relay, String topic) implements HealthPart {

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public List<Progress> content() {
        Relay.Published published = relay.progress();
        return List.of(Progress.of(
                topic,
                published.position(),
                published.head(),
                published.oldest(),
                stalled(published.state()),
                reason(published)));
    }

    /** Returns null while events are published. */
    private static Progress.State stalled(Relay.State state) {
        return switch (state) {
            case PUBLISHING, STANDBY -> null;
            case RETRYING, IDLE -> Progress.State.RETRYING;
            case REFUSING -> Progress.State.STOPPED;
        };
    }

    private static String reason(Relay.Published published) {
        return published.state() == Relay.State.IDLE
                ? "The process that publishes starts or ends."
                : published.reason();
    }
}
