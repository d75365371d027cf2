package incharge.gateway.token;

import java.util.Map;

/** The clients of the gateway's own sign-in. Each is bound to the employee whose {@code externalId} is the client's id. */
enum DemoClient {
    DEMO_ADMIN("admin", "admin", "admin", "admin"),
    DEMO_EDITOR("edit", "edit", "edit", "view"),
    DEMO_VIEWER("view", "view", "view", "view"),
    DEMO_SELLER("edit", "edit", "view", "view"),
    DEMO_EMPLOYEE("none", "none", "none", "none");

    static final String SECRET = "demo";

    private final Map<String, String> levels;

    DemoClient(String customers, String responsibilities, String groups, String reports) {
        levels = Map.of(
                "customers", customers, "responsibilities", responsibilities, "groups", groups, "reports", reports);
    }

    /** Such as {@code demo-admin}. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static DemoClient of(String id) {
        return valueOf(id.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    Map<String, String> levels() {
        return levels;
    }
}
