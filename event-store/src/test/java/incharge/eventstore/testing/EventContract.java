package incharge.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.eventstore.decider.Vocabulary;
import incharge.feed.Fact;
import incharge.feed.Payload;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Holds a service to the contracts: it writes its own events as their samples show, and reads those of others. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class EventContract {
    /** The events about the things on customers' cards. */
    protected static final Set<String> ON_CARDS = Set.of(
            "AddressAdded",
            "AddressChanged",
            "AddressRemoved",
            "ContactAdded",
            "ContactChanged",
            "ContactRemoved",
            "NoteAdded",
            "NoteChanged",
            "NoteRemoved",
            "CommentAdded",
            "CommentChanged",
            "CommentRemoved",
            "ActivityAdded",
            "ActivityChanged",
            "ActivityMoved",
            "ActivityRemoved",
            "SalesCaseOpened",
            "SalesCaseChanged",
            "SalesCaseClosed",
            "SalesCaseReopened",
            "FileAdded",
            "FileRemoved",
            "LinkAdded",
            "LinkRemoved",
            "CustomerAvatarChanged",
            "CustomerBillingChanged",
            "CustomerFieldsChanged",
            "CustomerMerged",
            "CustomerUnmerged",
            "CustomFieldAdded",
            "CustomFieldChanged",
            "CustomFieldRemoved");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Vocabulary<?> vocabulary;
    private final Contract ours;
    private final Collection<String> consumed;
    private final Predicate<Fact> understood;
    private final Set<String> ignored;

    /**
     * @param consumed the topics of others that the service consumes
     * @param understood whether a fact changes anything there
     * @param ignored types of those that change nothing, on purpose
     */
    protected EventContract(
            Vocabulary<?> vocabulary, Collection<String> consumed, Predicate<Fact> understood, Set<String> ignored) {
        this.vocabulary = vocabulary;
        this.ours = Contract.of(vocabulary.name());
        this.consumed = consumed;
        this.understood = understood;
        this.ignored = ignored;
    }

    /** Returns the types that are in either set. */
    protected static Set<String> and(Set<String> some, Set<String> others) {
        return Stream.of(some, others).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void every_event_has_a_sample_and_is_written_as_it() {
        assertThat(ours.events())
                .containsExactlyInAnyOrderElementsOf(vocabulary.types().keySet().stream()
                        .map(type -> type + ".v1")
                        .toList());

        GoldenSamples.check(vocabulary, ours::sample);
    }

    Stream<Arguments> consumed() {
        return consumed.stream()
                .map(Contract::of)
                .flatMap(contract -> contract.events().stream().map(event -> Arguments.of(contract, event)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("consumed")
    void every_event_of_the_others_is_understood_or_ignored_on_purpose(Contract theirs, String event) {
        Fact fact = fact(theirs, event);

        assertThat(understood.test(fact)).isNotEqualTo(ignored.contains(fact.type()));
    }

    private static Fact fact(Contract contract, String event) {
        return new Fact(
                contract.topic(),
                1,
                0,
                UUID.randomUUID(),
                event.substring(0, event.indexOf('.')),
                1,
                "subject",
                Instant.EPOCH,
                "test",
                "command",
                null,
                null,
                null,
                null,
                Payload.of(JSON.readTree(contract.sample(event))));
    }
}
