package incharge.eventstore.relay;

/** Publishing would break a guarantee, so an operator has to act. The message is the reason. */
final class Refusal extends RuntimeException {
    Refusal(String why) {
        super(why, null, false, false);
    }
}
