package incharge.gateway.token;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who the gateway's own sign-in knows, each as a person with a browser and as a machine client. Each is the employee whose
 * {@code externalId} is the same name.
 */
enum Demo {
    DEMO_ADMIN("admin", "admin", "admin", "admin"),
    DEMO_EDITOR("edit", "edit", "edit", "view"),
    DEMO_VIEWER("view", "view", "view", "view"),
    DEMO_SELLER("edit", "edit", "view", "view"),
    DEMO_EMPLOYEE("none", "none", "none", "none");

    private final Map<String, String> levels;

    Demo(String customers, String responsibilities, String groups, String reports) {
        levels = Map.of(
                "customers", customers, "responsibilities", responsibilities, "groups", groups, "reports", reports);
    }

    /** Such as {@code demo-admin}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Demo> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Demo::id).toList();
    }

    Map<String, String> levels() {
        return levels;
    }
}
