package incharge.eventstore.boot;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.keys.WrongMasterKey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class WrongMasterKeyAnalyzerTest {
    /** Those of Spring that need a context cannot be made here. */
    private static final FailureHandler OTHERS = FailureHandler.handleMessage((_, _) -> {});

    @Test
    void a_start_that_is_refused_says_what_is_wrong_and_where_to_read_on() {
        var start = new BeanCreationException("eventStore", new WrongMasterKey("Another master key wraps the keys."));

        FailureAnalysis analysis =
                SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, OTHERS).stream()
                        .filter(WrongMasterKeyAnalyzer.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                        .analyze(start);

        assertThat(analysis.getDescription()).isEqualTo("Another master key wraps the keys.");
        assertThat(analysis.getAction()).contains("docs/operations.md");
    }
}
