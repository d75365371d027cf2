package incharge.http;

/** The body of a command that takes only a reason. */
public record Reason(String reason) {

    /** Returns the reason's text, null if there is no body. */
    public static String of(Reason reason) {
        return reason == null ? null : reason.reason();
    }
}
