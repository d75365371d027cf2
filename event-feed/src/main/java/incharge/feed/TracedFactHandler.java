package incharge.feed;

import com.mongodb.client.ClientSession;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Continues the traces of facts while another handler applies them. */
record TracedFactHandler(FactHandler handler, Tracer tracer, Propagator propagator) implements FactHandler {
    /** A consumer that is far behind applies the facts of many traces at once; the others have no span for it. */
    private static final int MOST_SPANS = 100;

    private static final Propagator.Getter<String> TRACEPARENT = new Propagator.Getter<>() {
        @Override
        public @Nullable String get(String carrier, String key) {
            return key.equals("traceparent") ? carrier : null;
        }
    };

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        List<Span> spans = spans(batch);
        // null is for no span
        try (Tracer.SpanInScope _ = tracer.withSpan(spans.isEmpty() ? null : spans.getFirst())) {
            handler.apply(transaction, batch);
        } catch (RuntimeException e) {
            spans.forEach(span -> span.error(e));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    private List<Span> spans(List<Fact> batch) {
        return batch.stream()
                .map(Fact::traceparent)
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_SPANS)
                .map(traceparent -> propagator
                        .extract(traceparent, TRACEPARENT)
                        .kind(Span.Kind.CONSUMER)
                        .name("apply " + batch.getFirst().topic())
                        .start())
                .toList();
    }

    @Override
    public int schemaVersion() {
        return handler.schemaVersion();
    }

    @Override
    public boolean concerns(Fact fact) {
        return handler.concerns(fact);
    }

    @Override
    public void check(Fact fact) {
        handler.check(fact);
    }

    @Override
    public void beforeCommit(List<Fact> batch) {
        handler.beforeCommit(batch);
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return handler.isTransient(failure);
    }

    @Override
    public void applied(List<Fact> batch) {
        handler.applied(batch);
    }
}
