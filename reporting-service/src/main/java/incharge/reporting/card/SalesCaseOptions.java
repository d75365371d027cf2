package incharge.reporting.card;

import incharge.reporting.versions.ThingFilter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The parameters that lists of sales cases have beside {@link Parameters}. */
record SalesCaseOptions(List<State> state, List<UUID> owner) {

    enum State {
        OPEN,
        WON,
        LOST;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ThingFilter choose(ThingFilter salesCases) {
        return salesCases
                .with(
                        "state",
                        state == null
                                ? List.of()
                                : state.stream().map(State::text).toList())
                .with(
                        "ownerId",
                        owner == null
                                ? List.of()
                                : owner.stream().map(UUID::toString).toList());
    }
}
