package incharge.reporting.history;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Moment;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Chronicle;
import incharge.reporting.versions.Chronicle.Concern;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** One history: the entries of three sources as one, by time, newest first. */
final class History {

    /** An entry with where it comes from. */
    record Told(Source source, Entry entry) {}

    /** @param rest up to where each source goes on behind the page; null when nothing follows */
    record Page(List<Told> items, Positions rest, long total) {}

    private final Snapshots snapshots;
    private final Snapshot snapshot;
    private final Visibility visibility;
    private final Concern concern;
    /** For the entries that were told last. */
    private Names names;

    History(Snapshots snapshots, Moment moment, Concern concern) {
        this.snapshots = snapshots;
        this.snapshot = moment.snapshot();
        this.visibility = moment.visibility();
        this.concern = concern;
    }

    Page page(Positions upTo, int limit) {
        return snapshots.read(chronicles -> {
            var items = new ArrayList<Told>(limit);
            try (var merged = new Merged(chronicles, upTo, visibility == Visibility.EVERYTHING ? limit + 1 : 0)) {
                while (items.size() < limit && merged.hasNext()) {
                    items.add(merged.next());
                }
                names = new Names(snapshot, chronicles);
                names.look(items);
                return new Page(items, merged.hasNext() ? merged.rest() : null, total(chronicles));
            }
        });
    }

    /** All entries, read while they are told. */
    void each(Download.Row<Told> reader) throws IOException {
        var chronicles = snapshots.<Map<Source, Chronicle>>read(served -> {
            var all = new EnumMap<Source, Chronicle>(Source.class);
            for (var source : Source.values()) {
                all.put(source, served.apply(source));
            }
            return all;
        });
        names = new Names(snapshot, chronicles::get);
        try (var merged = new Merged(chronicles::get, snapshot.positions(), 0)) {
            while (merged.hasNext()) {
                var told = merged.next();
                names.look(List.of(told));
                reader.write(told);
            }
        }
    }

    private record Counted(Concern concern, Visibility visibility) {}

    private long total(Function<Source, Chronicle> chronicles) {
        return snapshot.<Counted, Long>remember(new Counted(concern, visibility), () -> counted(chronicles));
    }

    private long counted(Function<Source, Chronicle> chronicles) {
        long total = 0;
        for (var source : Source.values()) {
            long upTo = snapshot.positions().of(source);
            if (visibility == Visibility.EVERYTHING) {
                total += chronicles.apply(source).count(concern, upTo);
            } else {
                for (var count :
                        chronicles.apply(source).countByCustomer(concern, upTo).entrySet()) {
                    total += sees(count.getKey()) ? count.getValue() : 0;
                }
            }
        }
        return total;
    }

    private boolean sees(UUID customer) {
        return visibility.sees(snapshot, customer);
    }

    /** Takes from three cursors what is newest; of one time the later source first. */
    private final class Merged implements Iterator<Told>, AutoCloseable {
        private final Map<Source, Chronicle.Reading> cursors = new EnumMap<>(Source.class);
        private final Map<Source, Entry> heads = new EnumMap<>(Source.class);
        private Positions rest;

        Merged(Function<Source, Chronicle> chronicles, Positions upTo, int limit) {
            rest = upTo;
            for (var source : Source.values()) {
                cursors.put(source, chronicles.apply(source).history(concern, upTo.of(source), limit));
                advance(source);
            }
        }

        private void advance(Source source) {
            var cursor = cursors.get(source);
            Entry head = null;
            while (head == null && cursor.hasNext()) {
                var entry = cursor.next();
                head = sees(entry.customer()) ? entry : null;
            }
            if (head == null) {
                heads.remove(source);
            } else {
                heads.put(source, head);
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Told next() {
            Source newest = null;
            for (var source : heads.keySet()) {
                if (newest == null
                        || !heads.get(source).time().isBefore(heads.get(newest).time())) {
                    newest = source;
                }
            }
            if (newest == null) {
                throw new NoSuchElementException();
            }
            var told = new Told(newest, heads.get(newest));
            rest = rest.with(newest, told.entry().sequence() - 1);
            advance(newest);
            return told;
        }

        Positions rest() {
            return rest;
        }

        @Override
        public void close() {
            cursors.values().forEach(Chronicle.Reading::close);
        }
    }

    /** What the subject is called. */
    private record Label(String name, String number) {}

    private Label label(Entry entry) {
        if (entry.project() != null) {
            var project = snapshot.projects().find(entry.project());
            return new Label(name(project), project == null ? null : project.number());
        }
        if (entry.customer() != null) {
            var customer = snapshot.customers().find(entry.customer());
            return new Label(name(customer), customer == null ? null : customer.number());
        }
        return switch (entry.version().content()) {
            case Content.Team of -> new Label(of.name(), null);
            case Content.Role of -> new Label(of.name(), null);
            case Content.Employee of -> new Label(of.name(), of.externalId());
            case Content.Category of -> new Label(of.name(), null);
            case Content.Tag of -> new Label(of.name(), null);
            case Content.Customer _, Content.Project _, Content.Responsibility _, Content.Grouping _ ->
                new Label(null, null);
        };
    }

    private static String name(Named thing) {
        return thing == null ? null : thing.name();
    }

    void write(JsonGenerator json, Told told) {
        var entry = told.entry();
        var details = entry.details();
        json.writeStartObject();
        Json.time(json, "at", entry.time());
        Json.text(json, "actor", entry.actor());
        Json.text(json, "type", entry.type());
        Json.text(json, "reason", entry.reason());
        Json.text(json, "commandId", entry.commandId());
        Json.text(json, "position", told.source().shortName() + "=" + entry.sequence());
        var subject = entry.subject();
        if (subject != null) {
            var label = label(entry);
            json.writeObjectPropertyStart("subject");
            Json.text(json, "type", subject.type());
            Json.id(json, "id", subject.id());
            Json.text(json, "name", label.name());
            Json.text(json, "number", label.number());
            json.writeEndObject();
        }
        reference(json, "customer", Kind.CUSTOMER, entry.customer());
        reference(json, "employee", Kind.EMPLOYEE, entry.employee());
        reference(json, "role", Kind.ROLE, details.role());
        Json.date(json, "from", details.from());
        Json.date(json, "to", details.to());
        json.writeObjectPropertyStart("details");
        given(json, "previousTo", details.previousTo());
        given(json, "name", details.name());
        given(json, "number", details.number());
        given(json, "previousNumber", details.previousNumber());
        given(json, "status", details.status());
        given(json, "code", details.code());
        referenceIfGiven(json, "category", Kind.CATEGORY, details.category());
        referenceIfGiven(json, "movedFrom", Kind.CATEGORY, details.movedFrom());
        referenceIfGiven(json, "tag", Kind.TAG, details.tag());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A thing by its id, with the name of now, or the last it had. */
    private void reference(JsonGenerator json, String property, Kind kind, UUID id) {
        json.writeName(property);
        if (id == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.id(json, "id", id);
        Json.text(json, "name", names.of(kind, id));
        json.writeEndObject();
    }

    private void referenceIfGiven(JsonGenerator json, String property, Kind kind, UUID id) {
        if (id != null) {
            reference(json, property, kind, id);
        }
    }

    private static void given(JsonGenerator json, String property, Object value) {
        if (value != null) {
            Json.text(json, property, value.toString());
        }
    }

    /** Keys of the file's headers, in order. */
    static final String[] HEADERS = {
        "time", "actor", "what", "customer", "project", "assignee", "role", "interval", "reason"
    };

    List<Object> row(Told told) {
        var entry = told.entry();
        var details = entry.details();
        boolean open = details.from() == null && details.to() == null;
        return Arrays.asList(
                entry.time(),
                entry.actor(),
                entry.type(),
                name(snapshot.customers().find(entry.customer())),
                name(snapshot.projects().find(entry.project())),
                names.of(Kind.EMPLOYEE, entry.employee()),
                names.of(Kind.ROLE, details.role()),
                open ? null : text(details.from()) + " \u2013 " + text(details.to()),
                entry.reason());
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
