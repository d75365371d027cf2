package incharge.reporting.changes;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.QueryParameters;
import incharge.http.RequiresLevelInAnyArea;
import incharge.reporting.answers.AsOf;
import incharge.reporting.changes.SseStream.Subscriber;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/changes}: server-sent events, each stream on the virtual thread of its request. */
@RestController
class ChangesController {

    private static final Logger LOG = LoggerFactory.getLogger(ChangesController.class);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    /** For browsers, which send the header only when they connect again by themselves. */
    private static final String LAST_EVENT_ID_PARAMETER = "lastEventId";

    private final Snapshots snapshots;
    private final AsOf asOf;
    private final SseStream.Timing timing;
    private volatile boolean closed;

    ChangesController(
            Snapshots snapshots,
            AsOf asOf,
            @Value("${incharge.changes.heartbeat:15s}") Duration heartbeat,
            @Value("${incharge.changes.patience-ahead:5s}") Duration patienceAhead) {
        this.snapshots = snapshots;
        this.asOf = asOf;
        this.timing = new SseStream.Timing(Clock.systemUTC(), heartbeat, patienceAhead);
    }

    /** Ends the streams before the server waits for its open requests. */
    @EventListener
    void end(ContextClosedEvent event) {
        closed = true;
    }

    @RequiresLevelInAnyArea
    @GetMapping("/api/changes")
    @QueryParameters(LAST_EVENT_ID_PARAMETER)
    void changes(
            Caller caller, @AuthenticationPrincipal Jwt token, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Positions from = from(request);
        Snapshot now = asOf.now();
        AsOf.employee(now, caller);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // a proxy in between must not buffer
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        var subscriber = new Subscriber(caller.employee(), sources(caller), expiry(token));
        try {
            new SseStream(snapshots, now, from, subscriber, () -> closed, timing, response.getOutputStream()).run();
        } catch (IOException e) {
            LOG.debug("The client of a change stream closed it or was too slow", e);
        }
    }

    private static EnumSet<Source> sources(Caller caller) {
        return Arrays.stream(Source.values())
                .filter(source -> caller.can(area(source), Level.VIEW))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Source.class)));
    }

    private static Area area(Source source) {
        return switch (source) {
            case CUSTOMERS -> Area.CUSTOMERS;
            case RESPONSIBILITIES -> Area.RESPONSIBILITIES;
            case GROUPINGS -> Area.GROUPS;
        };
    }

    private static Instant expiry(Jwt token) {
        Instant expiry = token.getExpiresAt();
        return expiry == null ? Instant.MAX : expiry;
    }

    /** Returns the positions that the caller received last, or null for a new stream. The header wins. */
    private static Positions from(HttpServletRequest request) {
        ArrayList<String> given = Collections.list(request.getHeaders(LAST_EVENT_ID));
        if (given.size() > 1) {
            throw malformed(LAST_EVENT_ID);
        }
        if (!given.isEmpty()) {
            return positions(LAST_EVENT_ID, given.getFirst());
        }
        String parameter = request.getParameter(LAST_EVENT_ID_PARAMETER);
        return parameter == null ? null : positions(LAST_EVENT_ID_PARAMETER, parameter);
    }

    private static Positions positions(String field, String id) {
        EventPositions read = read(field, id);
        var positions = Positions.NONE;
        for (Source source : Source.values()) {
            Long position = read.bySource().get(source.shortName());
            if (position == null || read.bySource().size() > Source.values().length) {
                throw malformed(field);
            }
            positions = positions.with(source, position);
        }
        return positions;
    }

    private static EventPositions read(String field, String id) {
        try {
            return EventPositions.parse(id);
        } catch (InvalidInput _) {
            throw malformed(field);
        }
    }

    private static InvalidInput malformed(String field) {
        return InvalidInput.request(
                field,
                "position-malformed",
                field + " is the id of an event, such as customers=1042, groupings=7, responsibilities=77.");
    }
}
