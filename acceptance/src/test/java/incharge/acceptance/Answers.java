package incharge.acceptance;

import com.microsoft.playwright.Route;

/** What a browser is answered in the place of the server. */
final class Answers {

    static final Route.FulfillOptions UNAUTHENTICATED = problem(401, "unauthenticated");
    static final Route.FulfillOptions BROKEN = problem(500, "internal-error");

    private Answers() {}

    private static Route.FulfillOptions problem(int status, String code) {
        return new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setBody("{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\",\"title\":\"\",\"traceId\":\"%s\"}"
                        .formatted(status, code, "0af7651916cd43dd8448eb211c80319c"));
    }
}
