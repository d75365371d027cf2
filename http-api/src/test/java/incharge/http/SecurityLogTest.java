package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SecurityLogTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nrefused {\"status\":200}", "\u2028x\u0085y\u007f", "\"}", "\u001b[31m", "Ærlig"})
    void a_refusal_is_one_line_of_json_whatever_it_holds(String name) {
        var request = new org.apache.catalina.connector.Request(
                new org.apache.catalina.connector.Connector(), new org.apache.coyote.Request());
        request.setRemoteAddr("127.0.0.1");

        String line = SecurityLog.line(request, 401, name, name);

        assertThat(line).startsWith("refused {").matches("[\\x20-\\x7e]+");
        JsonNode json = JsonMapper.shared().readTree(line.substring("refused ".length()));
        assertThat(json.path("actor").asString()).isEqualTo(name);
        assertThat(json.path("status").asInt()).isEqualTo(401);
    }
}
