package incharge.customer.registry;

import static incharge.http.PublicRegistry.FINLAND;
import static incharge.http.PublicRegistry.NORWAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import incharge.customer.registry.RegistryClient.Answer;
import incharge.http.CompanyId;
import incharge.http.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a registry is asked, what is kept, and what becomes of its faults. The time passes only where a test says so.
 */
class RegistriesTest {

    private static final CompanyId NOKIA = new CompanyId(FINLAND, "0112038-9");
    private static final CompanyId EQUINOR = new CompanyId(NORWAY, "923609016");
    private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

    private final List<URI> requests = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Supplier<Answer> next = () -> answer(200, named("Nokia Oyj"));

    private final Registries registries = new Registries(
            Map.of(
                    FINLAND, URI.create("https://fi.example/v3"),
                    NORWAY, URI.create("https://no.example/api")),
            uri -> {
                requests.add(uri);
                return next.get();
            },
            () -> START.plus(passed),
            () -> passed.toNanos());

    private static Answer answer(int status, String body) {
        return new Answer(status, Optional.empty(), body.getBytes(UTF_8));
    }

    private static String named(String name) {
        return """
                {"companies":[{"businessId":{"value":"0112038-9"},"names":[{"name":"%s","type":"1"}]}]}""".formatted(name);
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** Asks again and again at a pace that is allowed. */
    private void failing(int times) {
        for (int i = 0; i < times; i++) {
            pass(Duration.ofMillis(250));
            assertThat(refused(NOKIA).code()).isEqualTo("registry-unavailable");
        }
    }

    private String name(boolean fresh) {
        return registries.look(NOKIA, fresh).company().particulars().name();
    }

    private ProblemException refused(CompanyId company) {
        return catchThrowableOfType(ProblemException.class, () -> registries.look(company, true));
    }

    @Test
    void only_the_id_gets_into_the_address() {
        registries.look(NOKIA, false);
        next = () -> answer(200, "{\"organisasjonsnummer\":\"923609016\"}");
        registries.look(EQUINOR, false);

        assertThat(requests)
                .containsExactly(
                        URI.create("https://fi.example/v3/companies?businessId=0112038-9"),
                        URI.create("https://no.example/api/enheter/923609016"));
    }

    @Test
    void a_company_is_kept_for_ten_minutes_with_the_time_at_which_the_registry_was_asked() {
        registries.look(NOKIA, false);
        next = () -> answer(200, named("Nokia Abp"));
        pass(Registries.KEPT.minusMillis(1));

        assertThat(name(false)).isEqualTo("Nokia Oyj");
        assertThat(registries.look(NOKIA, false).fetchedAt()).isEqualTo(START);

        pass(Duration.ofMillis(1));
        assertThat(name(false)).isEqualTo("Nokia Abp");
        assertThat(registries.look(NOKIA, false).fetchedAt()).isEqualTo(START.plus(Registries.KEPT));
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_fresh_look_passes_by_what_is_kept_and_replaces_it() {
        registries.look(NOKIA, false);
        next = () -> answer(200, named("Nokia Abp"));

        assertThat(name(true)).isEqualTo("Nokia Abp");
        assertThat(name(false)).isEqualTo("Nokia Abp");
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_fresh_look_that_fails_leaves_what_is_kept() {
        registries.look(NOKIA, false);
        next = () -> answer(500, "");

        assertThat(refused(NOKIA).code()).isEqualTo("registry-unavailable");
        assertThat(name(false)).isEqualTo("Nokia Oyj");
    }

    @Test
    void it_is_kept_too_that_there_is_no_company() {
        next = () -> answer(200, "{\"totalResults\":0,\"companies\":[]}");
        assertThat(refused(NOKIA))
                .returns(422, ProblemException::status)
                .returns("registry-not-found", ProblemException::code);
        next = () -> answer(404, "");
        assertThat(refused(EQUINOR).code()).isEqualTo("registry-not-found");

        assertThat(catchThrowableOfType(ProblemException.class, () -> registries.look(NOKIA, false))
                        .code())
                .isEqualTo("registry-not-found");
        assertThat(catchThrowableOfType(ProblemException.class, () -> registries.look(EQUINOR, false))
                        .code())
                .isEqualTo("registry-not-found");
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_company_that_is_removed_is_named_so_and_not_kept() {
        next = () -> answer(410, "");

        assertThat(refused(EQUINOR))
                .returns(422, ProblemException::status)
                .returns("registry-removed", ProblemException::code);
        refused(EQUINOR);
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Maintenance</html>",
                "null",
                "[]",
                "\"no\"",
                "7",
                "{}",
                "{\"companies\":null}",
                "{\"companies\":{}}",
                "{\"companies\":[null]}",
                "{\"companies\":[{}]}",
                "{\"companies\":[{\"businessId\":\"0112038-9\"}]}",
                "{\"companies\":[{\"businessId\":{\"value\":\"2646674-9\"}}]}",
                "{\"companies\":[{\"businessId\":{\"value\":\"0112038-9\"},\"names\":\"Nokia\"}]}",
                "{\"companies\":[{\"businessId\":{\"value\":\"0112038-9\"},\"names\":[{\"name\":{}}]}]}",
                "{\"companies\":[{\"businessId\":{\"value\":\"0112038-9\"},\"addresses\":{\"type\":1}}]}",
                "{\"companies\":[]} and more",
                "{\"companies\":["
            })
    void another_shape_than_the_finnish_one_is_a_fault(String body) {
        next = () -> answer(200, body);

        assertThat(refused(NOKIA))
                .returns(503, ProblemException::status)
                .returns("registry-unavailable", ProblemException::code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"organisasjonsnummer\":\"974760673\",\"navn\":\"Another\"}",
                "{\"organisasjonsnummer\":\"923609016\",\"navn\":[\"EQUINOR ASA\"]}",
                "{\"organisasjonsnummer\":\"923609016\",\"konkurs\":\"perhaps\"}",
                "{\"organisasjonsnummer\":\"923609016\",\"postadresse\":\"Postboks 8500\"}"
            })
    void another_shape_than_the_norwegian_one_is_a_fault(String body) {
        next = () -> answer(200, body);

        assertThat(refused(EQUINOR).code()).isEqualTo("registry-unavailable");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 400, 401, 403, 500, 502, 503})
    void every_other_status_is_a_fault(int status) {
        next = () -> answer(status, named("Nokia Oyj"));

        assertThat(refused(NOKIA).code()).isEqualTo("registry-unavailable");
        assertThat(refused(NOKIA).retryAfter()).isPositive();
    }

    @Test
    void a_registry_that_takes_no_more_is_busy_for_as_long_as_it_wishes() {
        next = () -> new Answer(429, Optional.of("7"), new byte[0]);
        assertThat(refused(NOKIA))
                .returns(503, ProblemException::status)
                .returns("registry-busy", ProblemException::code)
                .returns(Duration.ofSeconds(7), ProblemException::retryAfter);

        next = () -> new Answer(429, Optional.of("Tue, 01 Dec 2026 00:00:00 GMT"), new byte[0]);
        assertThat(refused(NOKIA).retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void five_faults_in_a_row_leave_the_registry_alone_for_thirty_seconds() {
        next = () -> {
            throw new RegistryFault("refused");
        };
        failing(5);
        pass(Duration.ofMillis(29_500));

        ProblemException closed = refused(NOKIA);

        assertThat(closed.code()).isEqualTo("registry-unavailable");
        assertThat(closed.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(requests).hasSize(5);
        pass(Duration.ofMillis(500));
        next = () -> answer(200, named("Nokia Oyj"));
        assertThat(name(true)).isEqualTo("Nokia Oyj");
        assertThat(requests).hasSize(6);
    }

    @Test
    void a_sixth_fault_in_a_row_leaves_it_alone_again() {
        next = () -> answer(500, "");
        failing(5);
        pass(RegistryGate.CLOSED);
        failing(1);

        failing(1);

        assertThat(requests).hasSize(6);
    }

    @Test
    void an_answer_ends_a_row_of_faults() {
        next = () -> answer(500, "");
        failing(4);
        next = () -> answer(404, "");
        pass(Duration.ofMillis(250));
        assertThat(refused(NOKIA).code()).isEqualTo("registry-not-found");

        next = () -> answer(500, "");
        failing(4);

        assertThat(requests).hasSize(9);
    }

    @Test
    void what_is_kept_is_there_while_the_registry_is_left_alone() {
        registries.look(NOKIA, false);
        next = () -> answer(500, "");
        failing(6);

        assertThat(name(false)).isEqualTo("Nokia Oyj");
    }

    @Test
    void each_registry_has_a_row_and_a_pace_of_its_own() {
        next = () -> answer(500, "");
        failing(5);
        next = () -> answer(200, "{\"organisasjonsnummer\":\"923609016\",\"navn\":\"EQUINOR ASA\"}");

        assertThat(registries.look(EQUINOR, true).company().particulars().name())
                .isEqualTo("EQUINOR ASA");
    }

    @Test
    void five_requests_a_second_are_sent_and_those_that_are_not_count_as_no_faults() {
        for (int i = 0; i < 5; i++) {
            name(true);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(refused(NOKIA))
                    .returns(503, ProblemException::status)
                    .returns("registry-busy", ProblemException::code)
                    .returns(Duration.ofSeconds(1), ProblemException::retryAfter);
        }
        assertThat(name(false)).isEqualTo("Nokia Oyj");

        pass(Duration.ofSeconds(1));
        assertThat(name(true)).isEqualTo("Nokia Oyj");
        assertThat(requests).hasSize(6);
    }

    @Test
    void a_registry_without_an_address_is_off() {
        var off = new Registries(Map.of(), _ -> answer(500, ""), () -> START, () -> 0);

        assertThat(catchThrowableOfType(ProblemException.class, () -> off.look(NOKIA, true)))
                .returns(422, ProblemException::status)
                .returns("registry-off", ProblemException::code);
    }
}
