package incharge.reporting.facts;

import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the facts of the three topics; skips and counts those of an unknown type or version. */
public final class ReportingFacts {

    private static final Logger LOG = LoggerFactory.getLogger(ReportingFacts.class);

    private static final Map<String, Class<? extends ReportingFact>> TYPES = Map.of(
            "incharge.customers", CustomersFact.class,
            "incharge.responsibilities", ResponsibilitiesFact.class,
            "incharge.groupings", GroupingsFact.class);

    private static final FactVocabulary<ReportingFact> VOCABULARY = new FactVocabulary<>(TYPES);

    private final Map<String, Counter> skipped = new HashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    public ReportingFacts(MeterRegistry metrics) {
        for (String topic : TYPES.keySet()) {
            skipped.put(
                    topic,
                    Counter.builder("incharge.reporting.skipped")
                            .tag("topic", topic)
                            .description("Events of a type or version that this program has no handler for, skipped")
                            .register(metrics));
        }
    }

    /** Fails if the type is known and the fact cannot be read. */
    public void check(Fact fact) {
        VOCABULARY.read(fact);
    }

    /** Returns the facts of known types, in order; fails when one of them cannot be read. */
    public List<TypedFact<ReportingFact>> read(List<Fact> batch) {
        for (Fact fact : batch) {
            if (!VOCABULARY.includes(fact)) {
                skip(fact);
            }
        }
        return VOCABULARY.read(batch);
    }

    private void skip(Fact fact) {
        skipped.get(fact.topic()).increment();
        if (unknown.add(fact.topic() + ' ' + fact.type() + ' ' + fact.version())) {
            LOG.warn(
                    "Events {} of version {} on {} are skipped: this version of the program has no handler for them",
                    fact.type(),
                    fact.version(),
                    fact.topic());
        }
    }
}
