package incharge.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of HTML without script: a heading, a body, and a choice of languages.
 *
 * @param heading plain text
 * @param body HTML whose texts are escaped by {@link #text}
 */
public record Page(Language language, String heading, String body) {

    private static final String NAME = "InCharge";

    /** The mark is a matrix with three cells set. */
    private static final String BRAND = """
            <p class="brand"><svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">\
            <rect width="24" height="24" rx="6"/><g class="unset"><circle cx="7" cy="7" r="2.1"/>\
            <circle cx="12" cy="7" r="2.1"/><circle cx="7" cy="12" r="2.1"/><circle cx="17" cy="12" r="2.1"/>\
            <circle cx="12" cy="17" r="2.1"/><circle cx="17" cy="17" r="2.1"/></g>\
            <circle cx="17" cy="7" r="2.1"/><circle cx="12" cy="12" r="2.1"/><circle cx="7" cy="17" r="2.1"/></svg>\
            InCharge</p>""";

    /** Escapes a text for HTML. */
    public static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    public void answer(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        Language.remember(request, response);
        byte[] html = html(request.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private String html(String path) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%s</title>
                  <link rel="icon" href="data:,">
                  <link rel="stylesheet" href="/start.css">
                </head>
                <body>
                  %s
                  <main>
                    <h1>%s</h1>
                %s
                  </main>
                  <footer>
                    <nav aria-label="%s">%s</nav>
                  </footer>
                </body>
                </html>
                """.formatted(
                        language.tag(),
                        heading.equals(NAME) ? NAME : text(heading) + " · " + NAME,
                        heading.equals(NAME) ? "" : BRAND,
                        text(heading),
                        body,
                        text(language.text("language")),
                        languages(path));
    }

    private String languages(String path) {
        return Arrays.stream(Language.values())
                .map(each -> "<a href=\"%s?lang=%s\" hreflang=\"%s\" lang=\"%s\"%s>%s</a>"
                        .formatted(
                                text(path),
                                each.tag(),
                                each.tag(),
                                each.tag(),
                                each == language ? " aria-current=\"true\"" : "",
                                each.ownName()))
                .collect(Collectors.joining("\n"));
    }
}
