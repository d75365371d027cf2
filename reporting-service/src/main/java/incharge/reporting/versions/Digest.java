package incharge.reporting.versions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What was compared of one kind, as it is served and as it was built anew.
 *
 * @param of what of the kind was compared
 * @param count how many are served
 * @param served digest of all that are served, in an order that both sides share
 * @param rebuilt digest of all that were built anew; the same if nothing differs
 */
public record Digest(
        Source source,
        Of of,
        String kind,
        long count,
        String served,
        String rebuilt,
        @JsonUnwrapped Differences differences) {

    private static final int MOST_IDS = 10;

    /**
     * What is not the same.
     *
     * @param different how many differ, or are there on one side only
     * @param ids the first of them
     */
    public record Differences(long different, List<String> ids) {}

    /** What is compared. */
    public enum Of {
        /** The stored versions of entities, with the events that made them. */
        VERSIONS,
        /** The stored events that made no version. */
        HISTORY,
        /** What answers are made from. */
        SNAPSHOT;

        /** Returns the name in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Compares one after the other and keeps none of them. */
    public static final class Builder {
        private final Source source;
        private final Of of;
        private final String kind;
        private final MessageDigest served = sha256();
        private final MessageDigest rebuilt = sha256();
        private final List<String> ids = new ArrayList<>();
        private long count;
        private long different;

        public Builder(Source source, Of of, String kind) {
            this.source = source;
            this.of = of;
            this.kind = kind;
        }

        /**
         * @param id names it, without a text of a person
         * @param asServed null if it is not there
         * @param asRebuilt null if it is not there
         */
        public void add(String id, byte[] asServed, byte[] asRebuilt) {
            if (asServed != null) {
                served.update(asServed);
                count++;
            }
            if (asRebuilt != null) {
                rebuilt.update(asRebuilt);
            }
            if (!Arrays.equals(asServed, asRebuilt)) {
                different++;
                if (ids.size() < MOST_IDS) {
                    ids.add(id);
                }
            }
        }

        public Digest done() {
            var differences = new Differences(different, List.copyOf(ids));
            return new Digest(source, of, kind, count, hex(served), hex(rebuilt), differences);
        }

        private static String hex(MessageDigest digest) {
            return HexFormat.of().formatHex(digest.digest());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
