package incharge.feed;

/** What was heard does not follow on what is stored, because it comes from the wrong place: seek and hear again. */
final class Misplaced extends RuntimeException {
    private final boolean again;

    private Misplaced(String why, boolean again) {
        super(why, null, false, false);
        this.again = again;
    }

    /** The stored place is right. */
    static Misplaced seek(String why) {
        return new Misplaced(why, false);
    }

    /** The stored place is one of a topic that is gone; from the beginning, what is known is skipped by its sequence. */
    static Misplaced beginning(String why) {
        return new Misplaced(why, true);
    }

    boolean fromBeginning() {
        return again;
    }
}
