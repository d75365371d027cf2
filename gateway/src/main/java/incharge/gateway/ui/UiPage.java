package incharge.gateway.ui;

import incharge.gateway.page.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.HttpRequestHandler;

/**
 * The page of the UI. A style element needs a nonce that changes with each answer, so the page is never stored. Scripts
 * need none: they come from files of this host.
 */
final class UiPage implements HttpRequestHandler {

    private static final String POLICY = "Content-Security-Policy";

    private final SecureRandom random = new SecureRandom();
    private final String html = read();

    private static String read() {
        try (InputStream page = new ClassPathResource(UiConfiguration.FILES + "index.html").getInputStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("The UI is not built: run Maven with the module web", missing);
        }
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Language.remember(request, response);
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        byte[] page = html.replace("nonce=\"\"", "nonce=\"" + nonce + '"')
                .replace(
                        "<html lang=\"en\">",
                        "<html lang=\"" + Language.of(request).tag() + "\">")
                .getBytes(StandardCharsets.UTF_8);
        response.setHeader(POLICY, response.getHeader(POLICY) + "; style-src 'self' 'nonce-" + nonce + "'");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
