package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program whose log is read by machines. */
@SpringBootTest(
        classes = TryOut.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"logging.structured.format.console=ecs", "spring.application.name=try-out"})
@ExtendWith(OutputCaptureExtension.class)
class StructuredLogTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Value("${local.server.port}")
    private int port;

    @Test
    void a_problem_is_one_line_with_its_trace_and_user_and_without_the_token(CapturedOutput output) {
        String token = TestTokens.bearer("demo-editor");

        Response response = new ApiClient()
                .send(Request.to("http://127.0.0.1:" + port + "/api/things")
                        .method("POST")
                        .header("Authorization", token)
                        .body("application/json", "{\"name\":\"Havgård\",\"nick\":1}"));

        String traceId = JSON.readTree(response.body()).path("traceId").asString();
        List<JsonNode> lines = output.getOut()
                .lines()
                .filter(line -> line.contains(traceId))
                .map(JSON::readTree)
                .toList();
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.path("traceId").asString()).isEqualTo(traceId);
            assertThat(line.path("userId").asString()).isEqualTo("demo-editor");
            assertThat(line.path("message").asString()).contains("POST /api/things", "400 unknown-field");
            assertThat(line.path("service").path("name").asString()).isEqualTo("try-out");
        });
        assertThat(output.getOut()).doesNotContain(token.substring("Bearer ".length()), "Havgård");
    }

    @Test
    void a_request_without_a_user_leaves_no_user_in_the_line(CapturedOutput output) {
        Response response = new ApiClient().send(Request.to("http://127.0.0.1:" + port + "/api/things"));

        String traceId = JSON.readTree(response.body()).path("traceId").asString();
        assertThat(output.getOut().lines().filter(line -> line.contains(traceId)))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(JSON.readTree(line).path("userId").isMissingNode())
                                .isTrue());
    }
}
