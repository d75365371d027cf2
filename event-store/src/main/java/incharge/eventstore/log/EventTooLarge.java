package incharge.eventstore.log;

/** An event is larger than a record of its topic may be, so it could never be published; nothing was appended. */
public final class EventTooLarge extends LogException {
    EventTooLarge(int bytes, int most) {
        super("an event's payload holds at most " + most + " bytes, not " + bytes, null);
    }
}
