package incharge.local.backup;

import java.util.List;
import java.util.Set;

/**
 * What a backup holds. The keys of persons are in backups of their own, which are kept for a shorter time: a key that
 * remains in one opens the texts of its person in every backup of the data, also after the person was erased.
 */
enum Content {
    DATA,
    KEYS;

    private static final String PREFIX = "incharge-";
    private static final String KEYS_OF_PERSONS = "-keys";
    /** The views of reporting-service, which are built from Kafka. */
    private static final String READ_MODELS = "incharge-reporting";

    /** Returns what a database of InCharge belongs to if it belongs to a backup. */
    boolean has(String database) {
        return database.startsWith(PREFIX)
                && !database.equals(READ_MODELS)
                && database.endsWith(KEYS_OF_PERSONS) == equals(KEYS);
    }

    /**
     * Returns the databases that must not be there when others are restored: each service has keys of its own, so those
     * of one are restored beside those of another.
     */
    List<String> inTheWay(List<String> present, Set<String> restored) {
        return switch (this) {
            case DATA -> present.stream().filter(name -> !KEYS.has(name)).toList();
            case KEYS -> present.stream().filter(restored::contains).toList();
        };
    }
}
