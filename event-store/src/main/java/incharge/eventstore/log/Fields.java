package incharge.eventstore.log;

/** The names in the stored documents. They are short because each event repeats them, and they never change. */
final class Fields {
    /** Of a commit: position of its first event. Of a part: {commit, offset of its first event}. */
    static final String ID = "_id";

    static final String SIZE = "n";
    static final String COMMIT = "c";
    static final String TIME = "time";
    static final String CAUSE = "cause";
    static final String ACTOR = "actor";
    static final String COMMAND = "command";
    static final String CAUSED_BY = CAUSE + "." + COMMAND;
    static final String REASON = "reason";
    static final String METADATA = "meta";
    static final String IDEMPOTENCY = "idem";
    static final String KEY = "key";
    static final String IDEMPOTENCY_KEY = IDEMPOTENCY + "." + KEY;
    static final String HASH = "hash";
    static final String PER_COMMAND = "per";
    static final String ANSWER = "answer";
    static final String CONSUMED = "consumed";
    static final String TOPIC = "topic";
    static final String SEQUENCE = "seq";
    /** All tags of a document's events; and of one event, its own. */
    static final String TAGS = "g";

    static final String EVENTS = "ev";
    /** Of a large commit: the offsets its parts begin at. */
    static final String PARTS = "parts";
    /** Of an event: its offset in the commit, since reading filters the array. */
    static final String OFFSET = "o";

    static final String EVENT_ID = "id";
    static final String TYPE = "type";
    static final String VERSION = "v";
    static final String SUBJECT = "subject";
    static final String PAYLOAD = "payload";
    /** Of the note that a large commit was begun: when. */
    static final String BEGUN = "begun";

    private Fields() {}
}
