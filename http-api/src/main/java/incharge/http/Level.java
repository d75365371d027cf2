package incharge.http;

/** What a caller may do in an area, each level including those before it. */
public enum Level {
    NONE,
    VIEW,
    EDIT,
    ADMIN;

    public boolean covers(Level needed) {
        return compareTo(needed) >= 0;
    }

    /** A level that this version does not know grants nothing. */
    static Level read(Object claim) {
        for (var level : values()) {
            if (level.name().toLowerCase(java.util.Locale.ROOT).equals(claim)) return level;
        }
        return NONE;
    }
}
