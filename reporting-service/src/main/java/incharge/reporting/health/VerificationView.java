package incharge.reporting.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.versions.Digest;
import incharge.reporting.versions.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The verification that began last.
 *
 * @param positions up to which all is compared
 * @param events how many are built anew
 * @param digests empty before the end
 * @param reason why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerificationView(
        State state,
        Instant startedAt,
        double seconds,
        Positions positions,
        long events,
        List<Digest> digests,
        String reason) {

    /** What became of it. */
    enum State {
        RUNNING,
        EQUAL,
        DIFFERENT,
        FAILED;

        /** Returns the name in JSON. */
        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static VerificationView of(Runs.Last run) {
        List<Digest> digests = VerificationOutcome.digests(run.details());
        return new VerificationView(
                state(run.state(), digests),
                run.startedAt(),
                run.seconds(),
                VerificationOutcome.positions(run.details()),
                VerificationOutcome.events(run.details()),
                digests,
                run.state() == Runs.State.INTERRUPTED
                        ? "The process that ran it has ended."
                        : VerificationOutcome.reason(run.details()));
    }

    private static State state(Runs.State state, List<Digest> digests) {
        return switch (state) {
            case RUNNING -> State.RUNNING;
            case FAILED, INTERRUPTED -> State.FAILED;
            case FINISHED ->
                digests.stream().allMatch(digest -> digest.differences().different() == 0)
                        ? State.EQUAL
                        : State.DIFFERENT;
        };
    }
}
