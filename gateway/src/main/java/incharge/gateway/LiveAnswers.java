package incharge.gateway;

import incharge.gateway.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * The answers that go on for as long as somebody listens. Each ends with the token it was asked for with, and with its
 * session: the database is asked once a second for all of them, so a sign-out at any gateway ends them here too.
 */
final class LiveAnswers implements DisposableBean {

    interface Copying {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);

    private final Sessions sessions;
    private final Set<Live> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("live-answers").unstarted(task));

    private static final class Live {
        private final long number;
        private final String user;
        private final String session;
        private final Instant until;
        private final Runnable cut;
        private final AtomicBoolean ended = new AtomicBoolean();

        /**
         * @param number the later, the higher
         * @param session key of the session, or null when a token came by itself
         */
        private Live(long number, String user, String session, Instant until, Runnable cut) {
            this.number = number;
            this.user = user;
            this.session = session;
            this.until = until;
            this.cut = cut;
        }

        /** False when it had ended before. */
        private boolean end() {
            boolean first = ended.compareAndSet(false, true);
            if (first) {
                cut.run();
            }
            return first;
        }
    }

    LiveAnswers(Sessions sessions) {
        this.sessions = sessions;
        watch.scheduleWithFixedDelay(this::endWhatIsOver, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Copies until the service has said all, the client is gone, or who asked is no longer signed in.
     *
     * @param cut ends the service's answer from another thread, so that copying fails
     * @return whether the service had more to say: who asked is not signed in any more, or has left
     */
    boolean during(HttpServletRequest request, Runnable cut, Copying copying) throws IOException {
        var token = ((JwtAuthenticationToken) Objects.requireNonNull(request.getUserPrincipal())).getToken();
        var session = SignedInFilter.session(request);
        Instant tokenEnds = Objects.requireNonNull(token.getExpiresAt());
        Instant until = session.map(live -> sessions.end(live.signedIn()))
                .filter(tokenEnds::isAfter)
                .orElse(tokenEnds);
        Live live = new Live(
                numbers.incrementAndGet(),
                token.getSubject(),
                session.map(Sessions.Live::key).orElse(null),
                until,
                cut);
        open.add(live);
        try {
            copying.run();
            return live.ended.get();
        } catch (AsyncRequestNotUsableException gone) {
            LOG.debug("Who listened has left", gone);
            return true;
        } catch (IOException broken) {
            if (!live.ended.get()) {
                throw broken;
            }
            return true;
        } finally {
            open.remove(live);
        }
    }

    /** Ends the user's answer that goes on for longest; false when none does. */
    boolean endOldest(String user) {
        return open.stream()
                .filter(live -> live.user.equals(user))
                .sorted(Comparator.comparingLong(live -> live.number))
                .anyMatch(Live::end);
    }

    private void endWhatIsOver() {
        try {
            Instant now = Instant.now();
            open.stream().filter(live -> !live.until.isAfter(now)).forEach(Live::end);
            var keys = open.stream()
                    .map(live -> live.session)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            if (!keys.isEmpty()) {
                Set<String> living = sessions.living(keys);
                open.stream()
                        .filter(live ->
                                live.session != null && !living.contains(live.session) && keys.contains(live.session))
                        .forEach(Live::end);
            }
        } catch (RuntimeException away) {
            LOG.warn("Whether sessions have ended cannot be asked now: {}", away.toString());
        }
    }

    @Override
    public void destroy() {
        watch.shutdownNow();
        open.forEach(Live::end);
    }
}
