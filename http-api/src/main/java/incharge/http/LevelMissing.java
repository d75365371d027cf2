package incharge.http;

import java.util.List;
import java.util.stream.Collectors;

/** 403, code {@code level-missing}: the caller is known and lacks a level that this needs. Nothing was changed. */
public final class LevelMissing extends Rejected {
    private final transient List<Need> missing;

    private LevelMissing(String detail, List<Need> missing) {
        super(403, "level-missing", detail, List.of(), null);
        this.missing = missing;
    }

    static LevelMissing all(List<Need> missing) {
        return new LevelMissing("This needs " + sentences(missing, " and ") + '.', missing);
    }

    static LevelMissing anyOf(List<Need> missing) {
        return new LevelMissing("This needs " + sentences(missing, " or ") + '.', missing);
    }

    private static String sentences(List<Need> missing, String joined) {
        return missing.stream().map(Need::sentence).collect(Collectors.joining(joined));
    }

    /** As {@code customers:edit}, several with a blank between. */
    String missing() {
        return missing.stream().map(Need::toString).collect(Collectors.joining(" "));
    }
}
