package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenapiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    /** Paths that the gateway answers itself. */
    private static final Set<String> OWN = Set.of(
            "/api/imports",
            "/api/health",
            "/api/session",
            "/api/session/preferences",
            "/api/views",
            "/api/views/{id}",
            "/api/openapi.json",
            "/api/asyncapi.json",
            "/oauth2/token",
            "/oauth2/jwks",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server");

    private record Operation(String method, String path, JsonNode what) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static JsonNode document;
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = OpenapiTest.class.getResourceAsStream("/incharge/contracts/openapi.json")) {
            document = JsonMapper.shared().readTree(in);
        }
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, what) -> {
                    assertThat(METHODS).as(path).contains(method);
                    OPERATIONS.add(new Operation(method, path, what));
                }));
    }

    @Test
    void it_is_an_openapi_3_1_document() {
        assertThat(document.path("openapi").asString()).startsWith("3.1.");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(OPERATIONS).hasSizeGreaterThan(60);
    }

    @Test
    void every_reference_leads_somewhere_and_every_component_is_used() {
        Set<String> used = new HashSet<>();
        collect(document, used);

        assertThat(used)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        for (String section : List.of("schemas", "parameters", "responses", "headers")) {
            document.path("components")
                    .path(section)
                    .propertyNames()
                    .forEach(name -> assertThat(used).contains("#/components/" + section + "/" + name));
        }
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void operations_have_ids_of_their_own_a_tag_that_is_explained_and_a_summary() {
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));

        assertThat(OPERATIONS)
                .extracting(operation -> operation.what().path("operationId").asString())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
        assertThat(OPERATIONS).allSatisfy(operation -> {
            assertThat(operation.what().path("summary").asString()).isNotBlank();
            assertThat(tags).contains(operation.what().path("tags").path(0).asString());
        });
    }

    @Test
    void path_variables_are_declared_and_nothing_else_is() {
        assertThat(OPERATIONS).allSatisfy(operation -> {
            Set<String> inPath = new TreeSet<>();
            Matcher variables = VARIABLE.matcher(operation.path());
            while (variables.find()) {
                inPath.add(variables.group(1));
            }
            Set<String> declared = new TreeSet<>();
            Set<String> all = new HashSet<>();
            for (JsonNode parameter : operation.what().path("parameters")) {
                JsonNode what = resolved(parameter);
                assertThat(what.path("schema").isObject()).isTrue();
                assertThat(all.add(what.path("in").asString() + " "
                                + what.path("name").asString()))
                        .as("declared once")
                        .isTrue();
                if (what.path("in").asString().equals("path")) {
                    assertThat(what.path("required").asBoolean()).isTrue();
                    declared.add(what.path("name").asString());
                }
            }
            assertThat(declared).isEqualTo(inPath);
        });
    }

    @Test
    void everything_below_api_but_the_documents_needs_a_token_and_says_so() {
        JsonNode everywhere = document.path("security");
        assertThat(everywhere.toString()).contains("bearer");
        everywhere.forEach(scheme -> scheme.propertyNames()
                .forEach(name -> assertThat(document.at("/components/securitySchemes/" + name)
                                .isObject())
                        .isTrue()));
        assertThat(OPERATIONS).allSatisfy(operation -> {
            JsonNode responses = operation.what().path("responses");
            if (operation.path().startsWith("/api/") && !operation.path().endsWith("api.json")) {
                assertThat(operation.what().path("security").toString()).contains("\"bearer\"", "\"session\"");
                for (String status : List.of("400", "401", "403", "429", "503")) {
                    assertThat(responses.has(status)).as(status).isTrue();
                }
            } else {
                assertThat(operation.what().path("security").isArray()).isTrue();
            }
        });
    }

    @Test
    void answers_are_complete() {
        assertThat(OPERATIONS).allSatisfy(operation -> {
            JsonNode responses = operation.what().path("responses");
            assertThat(responses.propertyNames()).anyMatch(status -> status.startsWith("2"));
            responses.forEachEntry((status, response) -> {
                JsonNode what = resolved(response);
                assertThat(what.path("description").asString()).isNotBlank();
                if (status.equals("201")) {
                    assertThat(what.path("headers").has("Location")).isTrue();
                }
                if (status.equals("204")) {
                    assertThat(what.has("content")).isFalse();
                }
                if (operation.path().startsWith("/api/") && status.compareTo("400") >= 0) {
                    assertThat(what.path("content").has("application/problem+json"))
                            .isTrue();
                }
            });
            if (operation.what().has("requestBody")) {
                operation
                        .what()
                        .at("/requestBody/content")
                        .forEach(media ->
                                assertThat(media.path("schema").isObject()).isTrue());
                assertThat(responses.has("415") || operation.path().startsWith("/oauth2"))
                        .isTrue();
            }
        });
    }

    @Test
    void the_gateway_has_a_way_to_every_operation() {
        assertThat(OPERATIONS)
                .filteredOn(operation -> !OWN.contains(operation.path()))
                .allSatisfy(operation -> assertThat(Backend.of(
                                operation.method().toUpperCase(java.util.Locale.ROOT),
                                VARIABLE.matcher(operation.path()).replaceAll("1")))
                        .isPresent());
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
