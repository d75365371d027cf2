package incharge.http;

import java.util.Locale;

/** What a caller may do in an area, each level including those before it. */
public enum Level {
    NONE,
    VIEW,
    EDIT,
    ADMIN;

    public boolean covers(Level needed) {
        return compareTo(needed) >= 0;
    }

    /** Its name in tokens and in the contract. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A level that this version does not know grants nothing. */
    static Level read(Object claim) {
        for (Level level : values()) {
            if (level.claim().equals(claim)) {
                return level;
            }
        }
        return NONE;
    }
}
