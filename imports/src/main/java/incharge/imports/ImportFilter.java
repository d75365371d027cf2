package incharge.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import incharge.imports.Import.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.conversions.Bson;

/**
 * Selects imports.
 *
 * @param all the kinds of which all imports are selected
 * @param own the kinds of which only those of {@code viewer} are selected
 * @param states empty for all
 * @param actors who sent the file; empty for all
 */
record ImportFilter(
        Collection<String> all,
        Collection<String> own,
        String viewer,
        Collection<State> states,
        Collection<String> actors) {

    /** The place of an import in the order of the list. */
    record Place(Instant startedAt, UUID id) {

        /** Selects the imports behind it, since newer ones come first. */
        Bson selection() {
            Date time = Date.from(startedAt);
            return or(lt("startedAt", time), and(eq("startedAt", time), lt("_id", id.toString())));
        }
    }

    ImportFilter ofKinds(Collection<String> kinds) {
        return new ImportFilter(
                all.stream().filter(kinds::contains).toList(),
                own.stream().filter(kinds::contains).toList(),
                viewer,
                states,
                actors);
    }

    ImportFilter inStates(Collection<State> wanted) {
        return new ImportFilter(all, own, viewer, wanted, actors);
    }

    ImportFilter by(Collection<String> wanted) {
        return new ImportFilter(all, own, viewer, states, wanted);
    }

    Bson selection() {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(or(in("kind", all), and(in("kind", own), eq("actor", viewer))));
        if (!states.isEmpty()) {
            conditions.add(in("state", states.stream().map(State::name).toList()));
        }
        if (!actors.isEmpty()) {
            conditions.add(in("actor", actors));
        }
        return and(conditions);
    }
}
