package incharge.http;

/** The body of a command that needs no more than why. */
public record Reason(String reason) {

    /** @param reason null where there is no body */
    public static String of(Reason reason) {
        return reason == null ? null : reason.reason();
    }
}
