package incharge.reporting.card;

import incharge.http.Folding;
import incharge.reporting.answers.Search;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields of a thing are texts that people wrote: a search reads them. */
final class ThingTexts {

    private ThingTexts() {}

    private static List<String> of(ThingType type) {
        return switch (type) {
            case NOTE, COMMENT -> List.of("text");
            case CONTACT -> List.of("name", "title", "email", "phone", "roles", "keywords");
            case ACTIVITY -> List.of("title", "description", "location");
            case SALES_CASE -> List.of("name", "description", "lostReason");
            case FILE -> List.of("name", "description");
            case LINK -> List.of("url", "name");
            case ADDRESS -> List.of("street", "postcode", "city", "country");
            case CUSTOM_FIELD -> List.of("name");
            case BILLING, FIELDS, AVATAR -> List.of();
        };
    }

    /** @param thing opened */
    static boolean finds(Search search, Content.Thing thing) {
        if (search.equals(Search.ANYTHING)) {
            return true;
        }
        String text = of(thing.type()).stream()
                .map(thing::get)
                .filter(Objects::nonNull)
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .map(value -> Folding.fold(value.toString()))
                .collect(Collectors.joining("\n"));
        return search.finds(text);
    }
}
