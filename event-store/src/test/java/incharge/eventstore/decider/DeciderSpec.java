package incharge.eventstore.decider;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.log.Cause;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Given events, when a command comes, then events follow or it is refused.
 *
 * <p>A command sees of the given events only what its boundary selects by the tags of the vocabulary, and every event
 * goes through its stored form and back: so a boundary that is too narrow and an event that JSON cannot hold fail here
 * too.
 */
public final class DeciderSpec<C, E> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Decider<C, ?, E> decider;
    private final Codec<E> codec;

    private DeciderSpec(Decider<C, ?, E> decider, Codec<E> codec) {
        this.decider = decider;
        this.codec = codec;
    }

    public static <C, E> DeciderSpec<C, E> of(Decider<C, ?, E> decider, Vocabulary<E> vocabulary) {
        return new DeciderSpec<>(decider, new Codec<>(vocabulary, JSON));
    }

    /** The events that have happened, oldest first. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Given given(E... events) {
        return given(List.of(events));
    }

    /** The events that have happened, oldest first. */
    public Given given(List<? extends E> events) {
        return new Given(List.copyOf(events));
    }

    /** The events so far. */
    public final class Given {
        private final List<E> events;

        private Given(List<E> events) {
            this.events = events;
        }

        /** One command. */
        public When when(C command) {
            return new When(decide(decider, command));
        }

        private <S> Outcome<E> decide(Decider<C, S, E> typed, C command) {
            var history = new EventIndex<E>();
            for (E event : events) {
                E stored = throughItsStoredForm(history.last() + 1, event);
                history.add(new EventIndex.Entry<>(
                        history.last() + 1, codec.type(stored), codec.tags(stored), null, stored));
            }
            return new SequentialDecision<>(typed, codec, history)
                    .decide(command, typed.boundary().apply(command));
        }
    }

    private E throughItsStoredForm(long position, E event) {
        NewEvent stored = codec.newEvents(List.of(new Codec.Caused<>(event, new Cause("spec", "spec", null))))
                .getFirst();
        E back = codec.read(new Recorded(position, Instant.EPOCH, stored));
        assertThat(back).as("the event as it is read again").isEqualTo(event);
        return back;
    }

    /** The result of the command. */
    public final class When {
        private final Outcome<E> outcome;

        private When(Outcome<E> outcome) {
            this.outcome = outcome;
        }

        /** Exactly these events, in this order. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final void then(E... expected) {
            if (outcome.refused() != null) {
                throw new AssertionError("refused: " + outcome.refused().code(), outcome.refused());
            }
            var events = new ArrayList<E>();
            for (E event : outcome.events()) {
                events.add(throughItsStoredForm(1, event));
            }
            assertThat(events).containsExactly(expected);
        }

        /** The command changes nothing. */
        public void thenNothing() {
            then();
        }

        /** The rule of this code refuses it. */
        public void thenRefused(String code) {
            assertThat(outcome.refused())
                    .as("the refusal; decided was " + outcome.events())
                    .isNotNull();
            assertThat(outcome.refused().code()).isEqualTo(code);
        }

        /** The rule of this code refuses it because of this field. */
        public void thenRefused(String code, String field) {
            thenRefused(code);
            assertThat(outcome.refused().field()).isEqualTo(field);
        }
    }
}
