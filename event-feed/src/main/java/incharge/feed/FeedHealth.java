package incharge.feed;

import incharge.http.HealthPart;
import incharge.http.Progress;
import java.util.List;
import java.util.function.Function;

/** Answers how far this service is in each of its topics. */
public final class FeedHealth {
    private final FeedLag lag;

    FeedHealth(FeedLag lag) {
        this.lag = lag;
    }

    /** Returns the part {@code readers}, of one line for each topic. */
    public HealthPart part(Function<Progress, ?> line) {
        return new HealthPart() {
            @Override
            public String name() {
                return "readers";
            }

            @Override
            public List<?> content() {
                return lag.now().stream().map(FeedHealth::progress).map(line).toList();
            }
        };
    }

    private static Progress progress(FeedLag.Lag lag) {
        Progress.State stalled = switch (lag.failure()) {
            case null -> null;
            case Failure.Transient _ -> Progress.State.RETRYING;
            case Failure.Permanent _ -> Progress.State.STOPPED;
        };
        return Progress.of(
                lag.topic(),
                lag.applied(),
                lag.end(),
                lag.oldest(),
                stalled,
                lag.failure() == null ? null : lag.failure().reason());
    }
}
