package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands with their decider and provisos.
 *
 * @param allOrNothing whether one refusal refuses all
 * @param origin its provisos hold for all commands together
 * @param answering null unless the commands answer another log's events
 * @param rehearsed null, or the events that earlier calls of a rehearsal decided; then nothing is appended
 */
record Request<C, S, E>(
        Decider<C, S, E> decider,
        List<C> commands,
        boolean allOrNothing,
        Origin origin,
        Answering answering,
        List<E> rehearsed) {

    /**
     * Commands that answer another log's events.
     *
     * @param upTo position there that is answered with them
     * @param sequences position of each command's event
     * @param causes cause of each command's event
     */
    record Answering(String topic, long upTo, List<Long> sequences, List<Cause> causes) {}

    static <C, S, E> Request<C, S, E> of(
            Decider<C, S, E> decider, List<C> commands, boolean allOrNothing, Origin origin) {
        return new Request<>(decider, List.copyOf(commands), allOrNothing, origin, null, null);
    }

    Request<C, S, E> answering(Answering newAnswering) {
        return new Request<>(decider, commands, allOrNothing, origin, newAnswering, rehearsed);
    }

    Request<C, S, E> after(List<E> newRehearsed) {
        return new Request<>(decider, commands, allOrNothing, origin, answering, newRehearsed);
    }

    /** Returns the boundary of each command. */
    List<Criteria> boundaries() {
        return commands.stream().map(decider.boundary()).toList();
    }

    /** Returns the cause of the command at an index. */
    Cause cause(int index) {
        return answering == null ? origin.cause() : answering.causes().get(index);
    }

    /** Returns the simple names of the commands' types, each once, for example {@code AddTag+RemoveTag}. */
    String name() {
        return commands.stream()
                .map(command -> command instanceof Attempt<?, ?> attempt ? attempt.command() : command)
                .map(command -> command == null ? "Nothing" : command.getClass().getSimpleName())
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
    }
}
