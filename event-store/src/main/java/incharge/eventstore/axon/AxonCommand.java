package incharge.eventstore.axon;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The payload of a command message.
 *
 * @param name qualified name of the message
 * @param metadata of the message
 * @param commands the command records that are decided, in order
 * @param handler decides the commands on what it reads and appends what follows
 */
public record AxonCommand<R>(
        String name, Map<String, String> metadata, List<?> commands, Function<CommandTransaction, R> handler) {}
