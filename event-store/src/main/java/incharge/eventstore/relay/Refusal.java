package incharge.eventstore.relay;

/** Publishing would break a promise; somebody has to look at it. The message says why. */
final class Refusal extends RuntimeException {
    Refusal(String why) {
        super(why, null, false, false);
    }
}
