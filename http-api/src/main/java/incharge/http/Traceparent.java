package incharge.http;

import org.slf4j.MDC;

/** The W3C trace context of what the current thread does. */
public final class Traceparent {
    public static final String HEADER = "traceparent";

    static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private Traceparent() {}

    /** Returns the value of the header for what follows from this; null if no trace is recorded. */
    public static String current() {
        // a span has its ids in the diagnostic context while it is current
        String trace = MDC.get(TRACE_ID);
        String span = MDC.get(SPAN_ID);
        return trace == null || span == null ? null : "00-" + trace + '-' + span + "-01";
    }
}
