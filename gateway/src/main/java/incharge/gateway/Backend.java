package incharge.gateway;

import java.util.Optional;
import java.util.Set;

/** The services behind the gateway, and which of them answers a request. */
enum Backend {
    CUSTOMERS,
    RESPONSIBILITIES,
    GROUPINGS,
    REPORTING;

    private static final Set<String> LISTS = Set.of(
            "customers",
            "projects",
            "employees",
            "teams",
            "roles",
            "categories",
            "tags",
            "contacts",
            "activities",
            "sales-cases",
            "custom-fields");

    /** Parts that customer-service answers: it alone reaches registries and the content of files. */
    private static final Set<String> OF_CUSTOMERS = Set.of("avatar", "registry");

    /**
     * Finds the owner of a path such as {@code /api/customers/0190...}: a single resource belongs to the service that
     * decides about it, every list and everything that crosses services to reporting. Empty if no service has the path.
     */
    static Optional<Backend> of(String method, String path) {
        String[] steps = path.split("/", -1);
        if (steps.length < 3 || !steps[0].isEmpty() || !steps[1].equals("api")) {
            return Optional.empty();
        }
        String resource = withoutSuffix(steps[2]);
        boolean reading = method.equals("GET") || method.equals("HEAD");
        boolean list = steps.length == 3;
        if (reading && list && LISTS.contains(resource)) {
            return Optional.of(REPORTING);
        }
        return switch (resource) {
            case "matrix", "assignees", "history", "changes", "search", "erasures" ->
                list ? Optional.of(REPORTING) : Optional.empty();
            case "me", "health" -> list ? Optional.empty() : unlessSuffixed(steps[2], REPORTING);
            case "customers", "projects", "sales-cases" -> {
                boolean part = steps.length == 5 && !steps[3].equals("imports") && !OF_CUSTOMERS.contains(steps[4]);
                yield unlessSuffixed(steps[2], reading && part ? REPORTING : CUSTOMERS);
            }
            case "contacts", "notes", "comments", "activities", "files", "links", "custom-fields" ->
                unlessSuffixed(steps[2], CUSTOMERS);
            case "employees", "teams", "roles" -> unlessSuffixed(steps[2], RESPONSIBILITIES);
            case "responsibilities" -> {
                boolean batches = steps.length == 4 && withoutSuffix(steps[3]).equals("batches");
                yield unlessSuffixed(steps[2], reading && batches ? REPORTING : RESPONSIBILITIES);
            }
            case "settings", "accounts" -> unlessSuffixed(steps[2], GROUPINGS);
            case "groupings" -> list ? Optional.of(REPORTING) : unlessSuffixed(steps[2], GROUPINGS);
            case "categories", "tags" -> {
                boolean members = steps.length == 5 && withoutSuffix(steps[4]).equals("customers");
                yield unlessSuffixed(steps[2], reading && members ? REPORTING : GROUPINGS);
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Backend> unlessSuffixed(String step, Backend owner) {
        return step.indexOf('.') < 0 ? Optional.of(owner) : Optional.empty();
    }

    private static String withoutSuffix(String step) {
        return step.endsWith(".xlsx")
                ? step.substring(0, step.length() - 5)
                : step.endsWith(".csv") ? step.substring(0, step.length() - 4) : step;
    }
}
