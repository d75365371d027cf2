package incharge.eventstore.http;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.Expected;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.Tag;
import incharge.http.BodyHash;
import incharge.http.Caller;
import incharge.http.ETags;
import incharge.http.Fields;
import incharge.http.IdempotencyKeys;
import incharge.http.InvalidInput;
import incharge.http.Traceparent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.MDC;

/**
 * Makes the origin of a command from its request: caller, {@code Idempotency-Key}, {@code If-Match},
 * {@code Command-Source}. A parameter of controllers.
 */
public final class Origins {
    private static final String SOURCE = "Command-Source";

    private final HttpServletRequest request;
    private final Caller caller;
    private final CommandSource source;
    private final UUID commandId = UuidCreator.getTimeOrderedEpoch();

    /**
     * Refuses a malformed {@code Idempotency-Key}, {@code If-Match} or {@code Command-Source} before anything else is
     * done.
     */
    Origins(HttpServletRequest request, Caller caller) {
        this.request = request;
        this.caller = caller;
        idempotencyKey();
        ETags.expected(request.getHeaders("If-Match"));
        this.source = source(request);
        // cleared at the end of the request
        MDC.put("commandId", commandId.toString());
    }

    private static CommandSource source(HttpServletRequest request) {
        ArrayList<String> words = Collections.list(request.getHeaders(SOURCE));
        if (words.isEmpty()) {
            return CommandSource.API;
        }
        Optional<CommandSource> source = words.size() == 1 ? CommandSource.ofWord(words.getFirst()) : Optional.empty();
        return source.orElseThrow(() -> InvalidInput.request(
                SOURCE,
                "command-source-unknown",
                SOURCE + " takes one of "
                        + Arrays.stream(CommandSource.values())
                                .map(CommandSource::word)
                                .collect(Collectors.joining(", "))
                        + ", once."));
    }

    public Caller caller() {
        return caller;
    }

    /** Returns an id that is unique for the request. */
    public UUID commandId() {
        return commandId;
    }

    /**
     * Returns the origin of a command that makes something or that has no version to match.
     *
     * @param reason from the body, or null; 422 when longer than 500 characters
     */
    public Origin of(String reason) {
        var fields = new Fields();
        String why = fields.reason(reason);
        fields.check();
        Origin origin = Origin.of(caller.actor(), commandId)
                .withSource(source)
                .withTraceparent(Traceparent.current())
                .withReason(why);
        return idempotencyKey()
                .map(key -> origin.withIdempotency(new Idempotency(key, bodyHash())))
                .orElse(origin);
    }

    /**
     * Returns the origin of a command that changes a resource, known by its tag, at one of the versions that
     * {@code If-Match} may name.
     */
    public Origin changing(Tag resource, String reason) {
        Origin origin = of(reason);
        return ETags.expected(request.getHeaders("If-Match"))
                .map(version -> origin.withExpected(new Expected(resource, version.any(), version.positions())))
                .orElse(origin);
    }

    /**
     * Returns the request's {@code Idempotency-Key}, made unique by caller, method and path; empty without the header.
     */
    public Optional<String> idempotencyKey() {
        return IdempotencyKeys.of(request, caller);
    }

    private String bodyHash() {
        try {
            return BodyHash.of(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
