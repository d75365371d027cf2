package incharge.eventstore.relay;

/** Publishing would break a guarantee, so an operator has to act. The message is the reason. */
final class OperatorRequired extends RuntimeException {
    OperatorRequired(String why) {
        super(why, null, false, false);
    }
}
