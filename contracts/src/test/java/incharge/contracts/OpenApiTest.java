package incharge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OpenApiTest {

    /** By which one may come; each needs the same. */
    private static final Set<String> WAYS = Set.of("bearer", "session", "demo");

    /** What the gateway keeps for a person: it belongs to no log and needs no level. */
    private static final String PERSONAL = " /api/(session|views).*";

    /** What concerns no log and no person, but the running system: it takes no body. */
    private static final String HEALTH = " /api/health";

    /** What a code can begin with that code makes of a type and a suffix. */
    private static final List<String> TYPES = List.of(
            "customer",
            "project",
            "category",
            "tag",
            "team",
            "role",
            "account",
            "address",
            "contact",
            "note",
            "comment",
            "activity",
            "sales-case",
            "file",
            "link",
            "custom-field");

    private static JsonNode document;
    private static final Map<String, JsonNode> OPERATIONS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Contract.class.getResourceAsStream("openapi.json")) {
            document = new ObjectMapper().readTree(in);
        }
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> OPERATIONS.put(method.toUpperCase() + " " + path, operation)));
    }

    @Test
    void every_operation_names_what_it_needs_whichever_way_one_comes() {
        assertThat(OPERATIONS).isNotEmpty().allSatisfy((name, operation) -> {
            JsonNode security = operation.path("security");
            assertThat(security.isArray()).isTrue();
            Map<String, List<Set<String>>> needs = new HashMap<>();
            security.forEach(way -> way.forEachEntry((scheme, levels) -> {
                assertThat(document.at("/components/securitySchemes/" + scheme).isObject())
                        .isTrue();
                Set<String> those = new HashSet<>();
                levels.forEach(level -> those.add(level.asString()));
                assertThat(those)
                        .allMatch(level ->
                                level.matches("(customers|responsibilities|groups|reports):(view|edit|admin)"));
                needs.computeIfAbsent(scheme, _ -> new ArrayList<>()).add(those);
            }));
            if (needs.containsKey("bearer")) {
                assertThat(needs.keySet()).isEqualTo(WAYS);
                assertThat(new HashSet<>(needs.values())).hasSize(1);
                assertThat(operation.get("responses").has("401")).isTrue();
                assertThat(operation.get("responses").has("403")).isTrue();
            } else {
                assertThat(name).doesNotMatch("[A-Z]+ /api/(?!openapi.json|asyncapi.json).*");
            }
        });
    }

    @Test
    void reading_needs_view_changing_more_and_a_download_the_reports_too() {
        assertThat(OPERATIONS).allSatisfy((name, operation) -> {
            Set<String> needs = new HashSet<>();
            operation.get("security").forEach(way -> way.path("bearer").forEach(level -> needs.add(level.asString())));
            if (name.matches("[A-Z]+" + PERSONAL)) {
                assertThat(needs).isEmpty();
            } else if (name.contains(HEALTH)) {
                assertThat(needs).containsExactly("responsibilities:admin");
            } else if (name.equals("GET /api/erasures")) {
                assertThat(needs).containsExactlyInAnyOrder("responsibilities:admin", "customers:admin");
            } else if (name.matches(".*\\.(xlsx|csv)")) {
                assertThat(needs).hasSize(2).contains("reports:view");
                assertThat(needs)
                        .filteredOn(level -> !level.equals("reports:view"))
                        .singleElement()
                        .asString()
                        .matches(name.contains("/imports/") ? ".*:(edit|admin)" : ".*:view");
            } else if (name.equals("GET /api/imports")) {
                // each kind is left out for those who may not edit its area, and one area is enough
                assertThat(needs).hasSizeGreaterThan(1).allMatch(level -> level.endsWith(":edit"));
            } else if (name.matches("(POST|PUT|PATCH|DELETE) /api/.*|GET .*/(imports.*|registry)")) {
                assertThat(needs).singleElement().asString().doesNotEndWith(":view");
            } else if (name.matches("GET /api/(settings|search|categories/proposal)")) {
                // one of several areas is enough
                assertThat(needs).hasSizeGreaterThan(1).allMatch(level -> level.endsWith(":view"));
            } else if (name.matches("GET /api/(?!session|me/|changes|openapi.json|asyncapi.json).*")) {
                assertThat(needs).singleElement().asString().endsWith(":view");
            }
        });
    }

    @Test
    void what_can_be_needed_can_be_asked_for() {
        Set<String> scopes =
                new HashSet<>(document.at("/components/securitySchemes/demo/flows/clientCredentials/scopes")
                        .propertyNames());

        assertThat(scopes).hasSize(12);
        assertThat(OPERATIONS)
                .allSatisfy((_, operation) -> operation
                        .get("security")
                        .forEach(way -> way.path("demo")
                                .forEach(level -> assertThat(scopes).contains(level.asString()))));
    }

    @Test
    void whoever_reads_may_ask_for_their_own_writes() {
        assertThat(operations("[A-Z]+ /api/(?!session|views|health$|openapi.json|asyncapi.json).*"))
                .allSatisfy((_, operation) -> assertThat(parameters(operation)).contains("MinEventPosition"));
    }

    @Test
    void a_version_that_is_told_can_be_asked_for_and_be_stale() {
        assertThat(OPERATIONS).allSatisfy((name, operation) -> {
            JsonNode responses = operation.get("responses");
            boolean shows =
                    name.startsWith("GET ") && responses.at("/200/headers").has("ETag");
            boolean adds = name.startsWith("POST ") && responses.has("201");
            boolean changes = name.matches("(PUT|PATCH|DELETE) /api/.*|POST /api/[a-z-]+/\\{id}/.*") && !adds;
            assertThat(parameters(operation).contains("IfNoneMatch")).isEqualTo(shows);
            assertThat(responses.has("304")).isEqualTo(shows);
            assertThat(parameters(operation).contains("IfMatch")).isEqualTo(changes);
            assertThat(responses.has("412")).isEqualTo(changes);
        });
    }

    @Test
    void whatever_takes_a_body_says_which_it_refuses_and_every_change_may_say_why() {
        assertThat(operations("(POST|PUT|PATCH)(?!" + HEALTH + ") /api/.*"))
                .allSatisfy((_, operation) ->
                        assertThat(operation.get("responses").propertyNames()).contains("400", "413", "415", "422"));
        assertThat(operations("(POST|PUT|PATCH|DELETE)(?!" + PERSONAL + "|" + HEALTH + ") /api/.*"))
                .allSatisfy((name, operation) -> {
                    assertThat(operation.get("responses").propertyNames()).contains("400", "413", "415", "422");
                    boolean inQuery =
                            name.endsWith("/imports") || parameters(operation).contains("Reason");
                    operation
                            .at("/requestBody/content")
                            .forEach(content -> assertThat(
                                            inQuery || body(content).has("reason"))
                                    .isTrue());
                    assertThat(operation.has("requestBody")).isTrue();
                });
    }

    @Test
    void every_example_keeps_its_schema_and_every_body_has_one() {
        var faults = new ArrayList<String>();
        examples(document, "#", faults);

        assertThat(faults).isEmpty();
        assertThat(operations("(POST|PUT|PATCH|DELETE) /api/.*(?<!/imports)"))
                .allSatisfy((_, operation) -> operation
                        .at("/requestBody/content")
                        .propertyStream()
                        .filter(content -> !content.getKey().startsWith("image/"))
                        .forEach(content -> assertThat(document.at(content.getValue()
                                                .at("/schema/$ref")
                                                .asString()
                                                .substring(1)
                                        + "/examples"))
                                .isNotEmpty()));
    }

    private static void examples(JsonNode node, String pointer, List<String> faults) {
        if (node.path("examples").isArray()) {
            String schema =
                    "{\"$ref\":\"" + pointer + "\"," + document.toString().substring(1);
            var compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema, InputFormat.JSON);
            node.get("examples")
                    .forEach(example -> compiled.validate(
                                    example.toString(),
                                    InputFormat.JSON,
                                    run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                            .forEach(fault -> faults.add(pointer + ": " + fault)));
        }
        node.propertyStream()
                .forEach(property -> examples(
                        property.getValue(),
                        pointer + '/' + property.getKey().replace("~", "~0").replace("/", "~1"),
                        faults));
    }

    @Test
    void what_can_be_written_in_a_request_is_described() {
        assertThat(document.at("/components/schemas").properties()).allSatisfy(schema -> {
            if (schema.getValue().path("additionalProperties").isBoolean()) {
                schema.getValue().path("properties").forEach(property -> {
                    JsonNode text = property.path("type").toString().contains("string") ? property : null;
                    assertThat(text == null
                                    || Stream.of("pattern", "format", "enum").anyMatch(text::has))
                            .as(schema.getKey() + " " + property)
                            .isTrue();
                });
            }
        });
        assertThat(document.at("/components/parameters").properties()).allSatisfy(parameter -> {
            JsonNode items = parameter.getValue().at("/schema/items");
            assertThat(items.path("type").asString("").equals("string") && !items.has("pattern"))
                    .as(parameter.getKey())
                    .isFalse();
        });
    }

    @Test
    void every_operation_lists_the_codes_of_its_problems() {
        assertThat(OPERATIONS).allSatisfy((name, operation) -> {
            assertThat(operation.path("x-codes").isArray()).isTrue();
            assertThat(codes(operation)).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z-]+"));
            if (name.matches("[A-Z]+ /api/(?!openapi.json|asyncapi.json).*")) {
                assertThat(codes(operation))
                        .contains("bad-request", "unauthenticated", "too-many-requests", "internal-error")
                        .contains("unavailable", "no-answer-in-time", "unknown-parameter");
                assertThat(codes(operation).contains("not-found"))
                        .as("404")
                        .isEqualTo(operation.get("responses").has("404"));
                assertThat(codes(operation).contains("stale"))
                        .as("412")
                        .isEqualTo(operation.get("responses").has("412"));
            }
        });
    }

    /** A code is a literal of the code, or a literal with a suffix such as {@code -unknown} behind it. */
    @Test
    void every_code_is_one_of_the_sources() throws IOException {
        Set<String> literals = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : (Iterable<Path>)
                    files.filter(path -> path.toString().matches(".*/src/main/java/.*[.]java"))::iterator) {
                Pattern.compile("\"(-?[a-z]+(-[a-z]+)*)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(literal -> literals.add(literal.group(1)));
            }
        }
        Set<String> made = new HashSet<>(literals);
        TYPES.forEach(type -> literals.stream()
                .filter(literal -> literal.startsWith("-"))
                .forEach(suffix -> made.add(type + suffix)));

        assertThat(OPERATIONS).allSatisfy((_, operation) -> assertThat(made).containsAll(codes(operation)));
    }

    private static List<String> codes(JsonNode operation) {
        var codes = new ArrayList<String>();
        operation.path("x-codes").forEach(code -> codes.add(code.asString()));
        return codes;
    }

    @Test
    void codes_that_an_operation_does_not_list_are_found() {
        byte[] problem = "{\"code\":\"invalid\",\"errors\":[{\"code\":\"in-use\"},{\"code\":\"made-up\"}]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(ProblemCodes.unlisted("DELETE", "/api/roles/7", problem))
                .hasValue("x-codes of DELETE /api/roles/{id} lack [made-up]");
        assertThat(ProblemCodes.unlisted("DELETE", "/api/roles/7/8", problem)).isEmpty();
        assertThat(ProblemCodes.unlisted("TRACE", "/api/roles/7", problem)).isEmpty();
        assertThat(ProblemCodes.unlisted("GET", "/api/customers/imports", problem))
                .as("another path than /api/customers/{id}")
                .isEmpty();
        assertThat(ProblemCodes.unlisted(
                        "HEAD", "/api/roles/7", "{\"code\":\"not-found\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static Map<String, JsonNode> operations(String pattern) {
        Map<String, JsonNode> matching = new HashMap<>(OPERATIONS);
        matching.keySet().removeIf(name -> !name.matches(pattern));
        return matching;
    }

    private static JsonNode body(JsonNode content) {
        return document.at(content.at("/schema/$ref").asString().substring(1) + "/properties");
    }

    /** The names of those that several operations share. */
    private static Set<String> parameters(JsonNode operation) {
        Set<String> names = new HashSet<>();
        operation.path("parameters").forEach(parameter -> {
            String reference = parameter.path("$ref").asString("");
            names.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        return names;
    }
}
