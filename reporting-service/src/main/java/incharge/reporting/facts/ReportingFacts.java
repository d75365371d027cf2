package incharge.reporting.facts;

import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/** Reads the facts of the three topics; skips and counts those of an unknown type or version. */
public final class ReportingFacts {

    private static final FactVocabulary<ReportingFact> VOCABULARY = new FactVocabulary<>(Map.of(
            "incharge.customers", CustomersFact.class,
            "incharge.responsibilities", ResponsibilitiesFact.class,
            "incharge.groupings", GroupingsFact.class));

    private final MeterRegistry metrics;

    public ReportingFacts(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Fails if the type is known and the fact cannot be read. */
    public void check(Fact fact) {
        VOCABULARY.read(fact);
    }

    /** Returns the facts of known types, in order; fails when one of them cannot be read. */
    public List<TypedFact<ReportingFact>> read(List<Fact> batch) {
        for (Fact fact : batch) {
            if (!VOCABULARY.includes(fact)) {
                metrics.counter("incharge.reporting.skipped", "topic", fact.topic(), "type", fact.type())
                        .increment();
            }
        }
        return VOCABULARY.read(batch);
    }
}
