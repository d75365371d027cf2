package incharge.reporting.snapshot;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The order of names in a language by the rules of CLDR. Numbers inside names compare by their values, names that
 * compare as equal by the texts of their ids. Erased persons come last.
 */
public enum Collation {
    EN,
    FI,
    SV,
    NB;

    /** The key of a name that is erased; compares above every other one. */
    private static final String LAST = "\u0100";

    /** Ends the key of a name; compares below every character of it. */
    private static final char END = '\0';

    private final RuleBasedCollator collator;
    private final Comparator<Named> order;

    Collation() {
        collator = (RuleBasedCollator) Collator.getInstance(ULocale.forLanguageTag(code() + "-u-kn-true"));
        // a frozen one may be used by many threads
        collator.freeze();
        order = Comparator.<Named, String>comparing(Named::name, Comparator.nullsLast(collator))
                .thenComparing(Named::id, Named::compareIds);
    }

    /** Returns the code of the language. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the order of entities by their names. */
    public Comparator<Named> order() {
        return order;
    }

    /** Returns the entities in the order of their names. */
    public <T extends Named> List<T> sorted(Collection<T> entities) {
        return entities.size() < 2
                ? List.copyOf(entities)
                : entities.stream().sorted(order).toList();
    }

    /** Returns a text that compares, character by character, as the order does; a cursor can carry it. */
    public String key(Named entity) {
        return key(entity.name(), entity.id());
    }

    /** @param name null for an erased person */
    public String key(String name, UUID id) {
        return nameKey(name) + END + id;
    }

    private String nameKey(String name) {
        if (name == null) {
            return LAST;
        }
        byte[] key = collator.getCollationKey(name).toByteArray();
        // the last byte is 0 and no other one is
        return new String(key, 0, key.length - 1, StandardCharsets.ISO_8859_1);
    }
}
