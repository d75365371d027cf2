package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The system that {@code docker-compose.yml} starts: what a person finds in it, and how its containers are kept in. */
@Timeout(1_800)
@ExtendWith(SharedBrowser.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeTest {

    private static final List<String> ENDED = List.of("seed", "setup");

    /** What {@code deploy/secrets} takes from the system's random numbers. */
    private static final Pattern PASSWORD = Pattern.compile("[0-9a-f]{48,}");

    @TempDir
    private static Path directory;

    private static ComposeProject project;
    private static RunningSystem system;

    /** The name of the cell that was clicked. */
    private static String cell;

    @BeforeAll
    static void start() {
        Optional<String> missing = ComposeProject.missing();
        missing.ifPresent(reason -> System.out.println("ComposeTest is skipped: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), missing.orElse(""));
        project = ComposeProject.prepare(directory);
        system = project.up();
    }

    @AfterAll
    static void remove() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    @Order(1)
    void every_container_is_kept_in() {
        List<JsonNode> containers = project.containers();

        assertThat(containers)
                .extracting(ComposeTest::service)
                .containsExactlyInAnyOrderElementsOf(
                        ComposeFile.read().defaults().keySet());
        assertThat(containers).allSatisfy(container -> {
            JsonNode host = container.get("HostConfig");
            assertThat(host.get("ReadonlyRootfs").asBoolean()).isTrue();
            assertThat(texts(host.get("CapDrop"))).containsExactly("ALL");
            assertThat(host.path("CapAdd").size()).isZero();
            assertThat(texts(host.get("SecurityOpt"))).contains("no-new-privileges:true");
            assertThat(host.get("Privileged").asBoolean()).isFalse();
            assertThat(host.get("Memory").asLong()).isPositive();
            assertThat(container.at("/Config/User").asString()).isNotEmpty().doesNotStartWith("0");
            boolean published = service(container).equals("gateway");
            assertThat(host.path("PortBindings").valueStream().flatMap(JsonNode::valueStream))
                    .as("published ports")
                    .hasSize(published ? 1 : 0)
                    .allMatch(binding -> binding.get("HostIp").asString().equals("127.0.0.1"));
        });
        assertThat(containers.stream()
                        .mapToLong(each -> each.at("/HostConfig/Memory").asLong())
                        .sum())
                .isLessThanOrEqualTo(4L << 30);
    }

    @Test
    @Order(2)
    void everything_is_healthy_or_has_done_its_work() {
        assertThat(project.containers()).allSatisfy(container -> {
            JsonNode state = container.get("State");
            if (ENDED.contains(service(container))) {
                assertThat(state.get("Status").asString()).isEqualTo("exited");
                assertThat(state.get("ExitCode").asInt()).isZero();
            } else {
                assertThat(state.get("Status").asString()).isEqualTo("running");
                assertThat(state.path("Health").path("Status").asString("healthy"))
                        .isEqualTo("healthy");
            }
        });
    }

    @Test
    @Order(3)
    void no_secret_is_in_the_environment_of_a_container() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("secrets"))) {
            List<String> secrets = files.map(
                            file -> project.secret(file.getFileName().toString()))
                    .flatMap(text -> PASSWORD.matcher(text).results())
                    .map(MatchResult::group)
                    .toList();
            assertThat(secrets)
                    .as("passwords in secrets/")
                    .hasSizeGreaterThanOrEqualTo(ComposeFile.read().secrets().size());
            assertThat(project.containers())
                    .allSatisfy(container -> assertThat(texts(container.at("/Config/Env")))
                            .noneMatch(variable -> secrets.stream().anyMatch(variable::contains)));
        }
    }

    @Test
    @Order(4)
    void the_demo_company_has_a_past() {
        Api api = Api.as("demo-admin", system);
        assertThat(customers(api, "")).isGreaterThanOrEqualTo(120);
        assertThat(customers(api, "&asOf=" + DemoTest.twoYearsAgo())).isBetween(80, customers(api, "") - 1);
    }

    @Test
    @Order(5)
    void a_person_clicks_the_matrix_and_downloads_a_sheet(SharedBrowser.Sessions sessions) throws IOException {
        try (BrowserContext context = sessions.browser().newContext(PageTest.options())) {
            Visit visit = signedIn(context);
            Locator empty = visit.all(AriaRole.GRIDCELL)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setPressed(false))
                    .first();
            cell = empty.getAttribute("aria-label");

            visit.button(cell).click();

            assertThat(visit.button(cell)).hasAttribute("aria-pressed", "true");
            assertThat(visit.successNotification("is now responsible for")).isVisible();
            visit.go("/customers");
            List<List<String>> sheet =
                    Sheet.ofXlsx(Files.readAllBytes(visit.download("Excel").path()));
            assertThat(sheet).hasSizeGreaterThan(100);
            assertThat(sheet.getFirst()).contains("Customer", "Number");
        }
    }

    @Test
    @Order(6)
    void all_is_there_after_the_containers_were_removed(SharedBrowser.Sessions sessions) {
        int before = customers(Api.as("demo-admin", system), "");

        project.down();
        system = project.up();

        Api api = Api.as("demo-admin", system);
        assertThat(customers(api, "")).as("nothing is lost or loaded again").isEqualTo(before);
        try (BrowserContext context = sessions.browser().newContext(PageTest.options())) {
            assertThat(signedIn(context).button(cell)).hasAttribute("aria-pressed", "true");
        }
    }

    private static Visit signedIn(BrowserContext context) {
        var visit = new Visit(context.newPage(), system.url());
        visit.go("/customers/responsibilities");
        PageTest.signIn(visit, "demo-editor", system.password());
        return visit;
    }

    private static int customers(Api api, String query) {
        return api.get("/api/matrix?limit=0&columns=false" + query)
                .expect(200)
                .json()
                .at("/counts/customers")
                .asInt();
    }

    private static String service(JsonNode container) {
        return container.at("/Config/Labels").get("com.docker.compose.service").asString();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
