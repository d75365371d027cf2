package incharge.gateway.imports;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The imports of one service, newest first: by {@code startedAt} and then by {@code importId}, both descending. */
interface ServiceImports {

    /** @param next cursor of the following page, or null */
    record ServicePage(List<JsonNode> items, String next, long total) {}

    /** @param cursor null for the first page */
    ServicePage page(String cursor, int limit);
}
