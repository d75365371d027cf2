package incharge.gateway.authserver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A user of the gateway's own sign-in, as a person with a browser and as a machine client. It is the employee whose
 * {@code externalId} equals its id.
 */
enum DemoUser {
    DEMO_ADMIN("admin", "admin", "admin", "admin"),
    DEMO_EDITOR("edit", "edit", "edit", "view"),
    DEMO_VIEWER("view", "view", "view", "view"),
    DEMO_SELLER("edit", "edit", "view", "view"),
    DEMO_EMPLOYEE("none", "none", "none", "none");

    private final Map<String, String> levels;

    DemoUser(String customers, String responsibilities, String groups, String reports) {
        levels = Map.of(
                "customers", customers, "responsibilities", responsibilities, "groups", groups, "reports", reports);
    }

    /** Returns a text such as {@code demo-admin}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DemoUser> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(DemoUser::id).toList();
    }

    Map<String, String> levels() {
        return levels;
    }
}
