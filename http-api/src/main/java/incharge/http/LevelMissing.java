package incharge.http;

import java.util.List;
import java.util.stream.Collectors;

/** The caller lacks a required level (403, code {@code level-missing}). Nothing was changed. */
public final class LevelMissing extends ProblemException {
    private final transient List<RequiredLevel> missing;

    private LevelMissing(String detail, List<RequiredLevel> missing) {
        super(403, "level-missing", detail, List.of(), null);
        this.missing = missing;
    }

    static LevelMissing all(List<RequiredLevel> missing) {
        return new LevelMissing("This needs " + sentences(missing, " and ") + '.', missing);
    }

    /** Creates the refusal of a caller who needs one of these levels. */
    public static LevelMissing anyOf(List<RequiredLevel> missing) {
        return new LevelMissing("This needs " + sentences(missing, " or ") + '.', missing);
    }

    private static String sentences(List<RequiredLevel> missing, String joined) {
        return missing.stream().map(RequiredLevel::sentence).collect(Collectors.joining(joined));
    }

    /** Returns the missing levels, such as {@code customers:edit}, separated by blanks. */
    String missing() {
        return missing.stream().map(RequiredLevel::toString).collect(Collectors.joining(" "));
    }
}
