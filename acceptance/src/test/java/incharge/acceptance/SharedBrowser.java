package incharge.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one browser for all of them, and the sessions of the people who have signed in with it. Its tests
 * are skipped with a message without Chromium.
 */
final class SharedBrowser implements ParameterResolver {

    /** The browser, and the cookies of each person by user name. */
    record Sessions(Chromium chromium, Map<String, String> states) implements AutoCloseable {

        Browser browser() {
            return chromium.browser();
        }

        @Override
        public void close() {
            chromium.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sessions.class;
    }

    @Override
    public Sessions resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Optional<Path> installed = Chromium.installed();
        if (installed.isEmpty()) {
            System.out.println(
                    context.getDisplayName() + " is skipped: no Chromium on the PATH. apt-get install chromium");
        }
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium on the PATH");
        return context.getRoot()
                .getStore(Namespace.create(SharedBrowser.class))
                .computeIfAbsent(Sessions.class, _ -> start(installed.get()), Sessions.class);
    }

    private static Sessions start(Path program) {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        return new Sessions(Chromium.start(program), new HashMap<>());
    }
}
