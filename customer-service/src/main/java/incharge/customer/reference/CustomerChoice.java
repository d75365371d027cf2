package incharge.customer.reference;

import incharge.http.Folding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which customers are chosen. Values of one filter are alternatives, different filters all hold; an empty filter does
 * not choose.
 *
 * @param uncategorised whether customers in no category match beside those of {@code categories}
 * @param words each is found in name, number, VAT number, EAN or e-mail address, without regard to case and accents
 */
public record CustomerChoice(
        Set<UUID> customers, Set<UUID> categories, boolean uncategorised, Set<UUID> tags, List<String> words) {

    /** Returns the folded words of a search text; null has none. */
    public static List<String> words(String text) {
        return Arrays.stream(Folding.fold(text).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns whether it chooses every customer. */
    public boolean isOpen() {
        return customers.isEmpty() && !choosesByCategory() && tags.isEmpty() && words.isEmpty();
    }

    boolean choosesByCategory() {
        return uncategorised || !categories.isEmpty();
    }

    /** @param category null for none */
    boolean matchesCategory(UUID category) {
        return category == null ? uncategorised : categories.contains(category);
    }

    boolean matchesText(String text) {
        String folded = Folding.fold(text);
        return words.stream().allMatch(folded::contains);
    }
}
