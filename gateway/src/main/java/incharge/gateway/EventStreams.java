package incharge.gateway;

import incharge.gateway.session.Sessions;
import incharge.http.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.server.ResponseStatusException;

/**
 * Forwards requests for event streams and ends each stream with the token or the session of its request. One query a
 * second checks the sessions of all streams, so that a sign-out at any gateway ends the streams here too.
 *
 * <p>A user has at most 50 requests at once, counted before the service answers. One more ends the user's oldest
 * stream: as a rule its client is gone and the connection has not noticed.
 */
public final class EventStreams implements HttpRequestHandler {

    public static final String PATH = "/api/changes";

    static final int MOST_PER_USER = 50;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final ProxyHandler proxy;
    private final Sessions sessions;

    /** Oldest first; guarded by itself. */
    private final Set<Stream> open = new LinkedHashSet<>();

    private volatile boolean closed;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("event-streams").unstarted(task));

    private static final class Stream {
        private final String user;
        private final String session;
        private final Instant until;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Runnable cut;

        /** @param session key of the session; null if the request has a token of its own */
        private Stream(String user, String session, Instant until) {
            this.user = user;
            this.session = session;
            this.until = until;
        }

        /** @param howToCut ends the service's answer, so that the thread that copies it fails */
        private void begin(Runnable howToCut) {
            cut = howToCut;
        }

        /** Returns false if the stream has not begun or has ended before. */
        private boolean end() {
            boolean ends = cut != null && ended.compareAndSet(false, true);
            if (ends) {
                cut.run();
            }
            return ends;
        }
    }

    EventStreams(ProxyHandler proxy, Sessions sessions, MeterRegistry metrics) {
        this.proxy = proxy;
        this.sessions = sessions;
        Gauge.builder("incharge.live.streams", this, streams -> streams.all().size())
                .description("Event streams of clients that this process forwards")
                .register(metrics);
        watch.scheduleWithFixedDelay(this::endExpired, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Stream stream = stream(request);
        admit(stream);
        try {
            proxy.forward(request, response, howToCut -> begin(stream, howToCut));
        } catch (ClientAbortException gone) {
            LOG.debug("The client of an event stream is gone", gone);
        } catch (IOException broken) {
            if (!stream.ended.get()) {
                throw broken;
            }
        } finally {
            synchronized (open) {
                open.remove(stream);
            }
        }
    }

    private void begin(Stream stream, Runnable howToCut) {
        stream.begin(howToCut);
        if (closed) {
            stream.end();
        }
    }

    private Stream stream(HttpServletRequest request) {
        Jwt token = ((JwtAuthenticationToken) Objects.requireNonNull(request.getUserPrincipal())).getToken();
        Instant tokenEnds = Objects.requireNonNull(token.getExpiresAt());
        return Sessions.Live.of(request)
                .map(live -> {
                    Instant sessionEnds = sessions.end(live.signedIn());
                    Instant until = sessionEnds.isBefore(tokenEnds) ? sessionEnds : tokenEnds;
                    return new Stream(token.getSubject(), live.key(), until);
                })
                .orElseGet(() -> new Stream(token.getSubject(), null, tokenEnds));
    }

    /** Counts and adds in one step, else too many requests that arrive at once would find room. */
    private void admit(Stream stream) {
        synchronized (open) {
            if (closed) {
                throw ProblemException.unavailable(
                        "unavailable", "This gateway ends, connect again.", Duration.ofSeconds(1));
            }
            List<Stream> others = open.stream()
                    .filter(other -> other.user.equals(stream.user))
                    .toList();
            boolean room = others.size() < MOST_PER_USER
                    || others.size() < 2 * MOST_PER_USER && others.stream().anyMatch(Stream::end);
            if (!room) {
                throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
            }
            open.add(stream);
        }
    }

    private void endExpired() {
        try {
            List<Stream> all = all();
            Instant now = Instant.now();
            all.stream().filter(stream -> !stream.until.isAfter(now)).forEach(Stream::end);
            Set<String> keys = all.stream()
                    .map(stream -> stream.session)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            if (!keys.isEmpty()) {
                keys.removeAll(sessions.living(keys));
                all.stream()
                        .filter(stream -> stream.session != null && keys.contains(stream.session))
                        .forEach(Stream::end);
            }
        } catch (RuntimeException failure) {
            LOG.warn("The sessions of the event streams cannot be checked now: {}", failure.toString());
        }
    }

    private List<Stream> all() {
        synchronized (open) {
            return List.copyOf(open);
        }
    }

    /** Ends the streams before the server waits for its open requests; the clients go to another gateway. */
    @EventListener
    void end(ContextClosedEvent event) {
        synchronized (open) {
            closed = true;
        }
        watch.shutdownNow();
        all().forEach(Stream::end);
    }
}
