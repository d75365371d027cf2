package incharge.http;

/** The body of a command that needs no more than why. */
public record Why(String reason) {

    /** @param why null where there is no body */
    public static String of(Why why) {
        return why == null ? null : why.reason();
    }
}
