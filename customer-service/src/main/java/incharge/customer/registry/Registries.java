package incharge.customer.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import incharge.http.CompanyId;
import incharge.http.ProblemException;
import incharge.http.PublicRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Looks companies up in public registries, and keeps for ten minutes what is there and what is not. */
final class Registries {
    private static final Logger LOGGER = System.getLogger(Registries.class.getName());

    static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 10_000;
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]?");

    /** Ignores what is not known, since registries add to their answers. */
    private static final JsonMapper JSON = new JsonMapper();

    /** A company that is in a registry, and when that was asked. */
    record Found(Company company, Instant fetchedAt) {}

    /** What a registry answers about a company. */
    private sealed interface Outcome {
        record There(Company company) implements Outcome {}

        record Unknown() implements Outcome {}

        record Removed() implements Outcome {}
    }

    private record Fetched(Outcome outcome, Instant at) {}

    /** A registry that is switched on. */
    private record Line(URI address, RegistryGate gate, Cache<String, Fetched> kept) {
        Line(URI address, Ticker ticker) {
            this(
                    address,
                    new RegistryGate(ticker),
                    Caffeine.newBuilder()
                            .maximumSize(MOST_KEPT)
                            .expireAfterWrite(KEPT)
                            .ticker(ticker)
                            .build());
        }
    }

    private final Map<PublicRegistry, Line> lines = new EnumMap<>(PublicRegistry.class);
    private final Function<URI, RegistryClient.Answer> client;
    private final InstantSource clock;

    /**
     * @param addresses of the registries that are switched on
     * @param client gets an address, or throws {@link RegistryFault}
     */
    Registries(
            Map<PublicRegistry, URI> addresses,
            Function<URI, RegistryClient.Answer> client,
            InstantSource clock,
            Ticker ticker) {
        addresses.forEach((registry, address) -> lines.put(registry, new Line(address, ticker)));
        this.client = client;
        this.clock = clock;
    }

    /**
     * Looks a company up.
     *
     * @param fresh whether the registry is asked although an answer is kept
     * @throws ProblemException if it is not found, removed or switched off, or the registry is not available
     */
    Found look(CompanyId company, boolean fresh) {
        Line line = lines.get(company.registry());
        if (line == null) {
            throw ProblemException.of(
                    422, "registry-off", "Look-ups in " + company.registry().label() + " are switched off.");
        }
        Fetched kept = fresh ? null : line.kept.getIfPresent(company.id());
        Fetched fetched = kept == null ? fetch(company, line) : kept;
        return switch (fetched.outcome) {
            case Outcome.There(var found) -> new Found(found, fetched.at);
            case Outcome.Unknown _ ->
                throw ProblemException.of(422, "registry-not-found", "There is no company " + company + ".");
            case Outcome.Removed _ ->
                throw ProblemException.of(
                        422, "registry-removed", "The company " + company + " is removed from the registry.");
        };
    }

    private Fetched fetch(CompanyId company, Line line) {
        line.gate.enter();
        try {
            RegistryClient.Answer answer = client.apply(address(company, line.address));
            if (answer.status() == 429) {
                line.gate.failed();
                throw RegistryGate.busy("It takes no more look-ups for now.", pause(answer));
            }
            var fetched = new Fetched(outcome(company, answer), clock.instant());
            line.gate.answered();
            if (!(fetched.outcome instanceof Outcome.Removed)) {
                line.kept.put(company.id(), fetched);
            }
            return fetched;
        } catch (RegistryFault fault) {
            line.gate.failed();
            String why = CONTROL.matcher(fault.getMessage()).replaceAll(" ");
            LOGGER.log(Level.WARNING, "The look-up of {0} failed: {1}", company, why);
            throw RegistryGate.unavailable("It does not answer as it should.", AFTER_FAULT);
        }
    }

    /** Nothing but the checked digits of the id gets into an address. */
    private static URI address(CompanyId company, URI base) {
        return URI.create(base
                + switch (company.registry()) {
                    case FINLAND -> "/companies?businessId=" + company.id();
                    case NORWAY -> "/enheter/" + company.id();
                });
    }

    private static Outcome outcome(CompanyId company, RegistryClient.Answer answer) {
        return switch (answer.status()) {
            case 200 -> outcome(company, answer.body());
            case 404 -> new Outcome.Unknown();
            case 410 -> new Outcome.Removed();
            default -> throw new RegistryFault("the status is " + answer.status());
        };
    }

    private static Outcome outcome(CompanyId company, byte[] body) {
        return switch (company.registry()) {
            case FINLAND ->
                read(body, FinnishCompanies.class)
                        .company(company.id())
                        .<Outcome>map(Outcome.There::new)
                        .orElseGet(Outcome.Unknown::new);
            case NORWAY -> new Outcome.There(read(body, NorwegianUnit.class).company(company.id()));
        };
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            T read = JSON.readValue(body, type);
            if (read != null) {
                return read;
            }
        } catch (JacksonException _) {
            // its message quotes what the registry sent
        }
        throw new RegistryFault("the answer is no JSON of the right shape");
    }

    /** Returns how long the registry wants to be left alone. */
    private static Duration pause(RegistryClient.Answer answer) {
        return answer.retryAfter()
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(AFTER_FAULT);
    }
}
