package incharge.http;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.MDC;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Adds {@code userId} to each structured line that is logged while a request of a user is handled. The trace id and the
 * command id are in the diagnostic context. A thread without a request may have the user there too.
 */
final class UserInLog implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {
    private static final String USER = "userId";

    @Override
    public void customize(Members<ILoggingEvent> members) {
        members.add(USER, _ -> MDC.get(USER) == null ? Callers.user() : null).whenNotNull();
    }
}
