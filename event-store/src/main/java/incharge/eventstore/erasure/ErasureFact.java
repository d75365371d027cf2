package incharge.eventstore.erasure;

import java.util.UUID;

/** What the owner of a person publishes about it. */
sealed interface ErasureFact {

    record PersonErased(UUID personId) implements ErasureFact {}
}
