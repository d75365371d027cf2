package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a command came about. The word of it is kept with the events and published in {@code ce_commandsource}. */
public enum CommandSource {
    CLICK,
    BULK,
    IMPORT,
    UNDO,
    REQUEST,
    API;

    /** Name of the word in the metadata of a {@link Cause}; events of older logs have none. */
    public static final String METADATA = "commandSource";

    /**
     * Name of the metadata that only commands of the product itself have, with the same word. It distinguishes an
     * import from a caller's command whose header says so.
     */
    public static final String KIND_METADATA = "commandKind";

    /** Returns the source that a word names; empty if there is none. */
    public static Optional<CommandSource> ofWord(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word().equals(word))
                .findAny();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Map<String, String> metadata() {
        return Map.of(METADATA, word());
    }

    Map<String, String> metadataByProduct() {
        return Map.of(METADATA, word(), KIND_METADATA, word());
    }
}
