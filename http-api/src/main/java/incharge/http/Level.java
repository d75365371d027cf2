package incharge.http;

import java.util.Locale;

/** A level of access to an area. Each level includes those before it. */
public enum Level {
    NONE,
    VIEW,
    EDIT,
    ADMIN;

    public boolean covers(Level needed) {
        return compareTo(needed) >= 0;
    }

    /** Returns the name that tokens and the contract use. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a claim. A level that this version does not know grants nothing. */
    static Level read(Object claim) {
        for (Level level : values()) {
            if (level.claim().equals(claim)) {
                return level;
            }
        }
        return NONE;
    }
}
