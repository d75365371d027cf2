package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.feed.TypedFact;
import incharge.reporting.facts.ReportingFact;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries of all sources as the version stores keep them, in memory; a second delivery is skipped by its sequence. */
public final class InMemoryTimeline implements Timeline {

    private final ReportingFacts facts = new ReportingFacts(new SimpleMeterRegistry());
    private final Map<Source, List<Entry>> entries = new EnumMap<>(Source.class);
    private final Map<Source, Long> positions = new EnumMap<>(Source.class);
    private final Map<String, Integer> newest = new HashMap<>();
    private Snapshot now = Snapshot.empty();

    public InMemoryTimeline() {
        for (Source source : Source.values()) {
            entries.put(source, new ArrayList<>());
            positions.put(source, 0L);
        }
    }

    public InMemoryTimeline apply(Iterable<Fact> all) {
        all.forEach(this::apply);
        return this;
    }

    public void apply(Fact fact) {
        var source = Source.ofTopic(fact.topic());
        if (fact.sequence() > positions.get(source)) {
            positions.put(source, fact.sequence());
            now = now.with(source, entries(source, List.of(fact)), fact.sequence());
        }
    }

    /** Does what {@link #apply(Iterable)} does with one snapshot for all facts of a topic, which is faster for many. */
    public InMemoryTimeline applyAtOnce(List<Fact> all) {
        for (Source source : Source.values()) {
            List<Fact> ofSource = all.stream()
                    .filter(fact -> fact.topic().equals(source.topic()))
                    .toList();
            if (!ofSource.isEmpty()) {
                positions.put(source, ofSource.getLast().sequence());
                now = now.with(source, entries(source, ofSource), positions.get(source));
            }
        }
        return this;
    }

    private List<Entry> entries(Source source, List<Fact> all) {
        var made = new ArrayList<Entry>();
        facts.read(all).forEach(fact -> made.add(entry(source, fact)));
        return made;
    }

    private Entry entry(Source source, TypedFact<ReportingFact> fact) {
        List<Entry> all = entries.get(source);
        String key = Versioning.key(fact.content()).orElse(null);
        Entry before = key == null || !newest.containsKey(key) ? null : all.get(newest.get(key));
        Entry entry = Versioning.entry(fact.fact(), fact.content(), before == null ? null : before.version());
        if (before != null) {
            all.set(newest.get(key), before.until(entry.sequence()));
        }
        if (key != null) {
            newest.put(key, all.size());
        }
        all.add(entry);
        return entry;
    }

    @Override
    public Optional<Snapshot> now() {
        return Optional.of(now);
    }

    /** Builds the snapshot from the versions valid then, as from the database. */
    @Override
    public Optional<Snapshot> asOf(Instant time) {
        var snapshot = Snapshot.empty();
        for (Source source : Source.values()) {
            long sequence = entries.get(source).stream()
                    .filter(entry -> !entry.time().isAfter(time))
                    .mapToLong(Entry::sequence)
                    .max()
                    .orElse(0);
            List<Entry> valid = entries.get(source).stream()
                    .filter(entry -> entry.version() != null && !entry.version().gone())
                    .filter(entry ->
                            entry.sequence() <= sequence && entry.version().until() > sequence)
                    .toList();
            snapshot = snapshot.with(source, valid, sequence);
        }
        return Optional.of(snapshot);
    }

    @Override
    public boolean await(Map<Source, Long> min, Duration max) {
        return min.entrySet().stream().allMatch(one -> now.positions().of(one.getKey()) >= one.getValue());
    }

    public Positions positions() {
        return now.positions();
    }
}
