package incharge.eventstore.log;

/** Names of fields in the stored documents. They are short because each event repeats them, and they never change. */
final class Fields {
    /** In a commit: position of its first event. In a part: {commit, offset of its first event}. */
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
    static final String CONSUMED_TOPIC = CONSUMED + "." + TOPIC;
    static final String SEQUENCE = "seq";
    /** In a document: all tags of its events. In an event: its own tags. */
    static final String TAGS = "g";

    static final String EVENTS = "ev";
    /** In a large commit: the offsets at which its parts begin. */
    static final String PARTS = "parts";
    /** In an event: its offset in the commit, since reading filters the array. */
    static final String OFFSET = "o";

    static final String EVENT_ID = "id";
    static final String TYPE = "type";
    static final String VERSION = "v";
    static final String SUBJECT = "subject";
    static final String PAYLOAD = "payload";
    /** In the note that a large commit was begun: the time. */
    static final String BEGUN = "begun";

    private Fields() {}
}
