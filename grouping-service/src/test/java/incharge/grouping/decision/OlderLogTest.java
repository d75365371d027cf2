package incharge.grouping.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.Settings;
import incharge.grouping.settings.NewWorkspace;
import incharge.local.RealParts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A log that was begun when names were compared in small letters only: two names of one key are in it. */
class OlderLogTest {

    private static final String COMPOSED = "\u00c5lesund";
    private static final String DECOMPOSED = "A\u030alesund";

    private static final UUID FIRST = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID SECOND = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");

    private static final Vocabulary<GroupingsEvent> OLDER = new Vocabulary<>(
            GroupingsLog.VOCABULARY.name(),
            GroupingsEvent.class,
            OlderLogTest::olderTags,
            GroupingsLog.VOCABULARY.subject());

    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final EventStore<GroupingsEvent> store =
            new EventStore<>(GroupingsLog.VOCABULARY, log, JsonMapper.builder().build());

    private static Set<incharge.eventstore.log.Tag> olderTags(GroupingsEvent event) {
        CategoryCreated created = (CategoryCreated) event;
        return Set.of(
                GroupingsLog.category(created.categoryId()),
                incharge.eventstore.log.Tag.of("category-name", created.name().toLowerCase(Locale.ROOT)));
    }

    @BeforeEach
    void begin() {
        try (var older = new EventStore<>(OLDER, log, JsonMapper.builder().build())) {
            older.decide(GroupingBoundary.DECIDER, create(FIRST, DECOMPOSED), origin());
            older.decide(
                    // that version would not have found the first one by this name
                    new Decider<GroupingCommand, Groupings, GroupingsEvent>(
                            () -> Groupings.NONE,
                            Groupings::decide,
                            Groupings::evolve,
                            _ -> GroupingBoundary.category(SECOND)),
                    create(SECOND, COMPOSED),
                    origin());
        }
        store.renewTags();
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private static Origin origin() {
        return Origin.of("anna", UUID.randomUUID());
    }

    private static Category named(UUID id, String name, Accounts accounts) {
        return new Category(id, name, null, accounts, null, null);
    }

    private static GroupingCommand create(UUID id, String name) {
        return new CreateCategory(named(id, name, null));
    }

    private Decision<Groupings, GroupingsEvent> decide(GroupingCommand command) {
        return store.decide(GroupingBoundary.DECIDER, command, origin());
    }

    @Test
    void a_third_name_of_the_key_is_taken_until_both_are_gone() {
        assertThatThrownBy(() -> decide(create(UUID.randomUUID(), COMPOSED.toUpperCase(Locale.ROOT))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("category-name-taken"));

        assertThat(decide(new DeleteCategory(SECOND)).events())
                .containsExactly(new CategoryDeleted(SECOND, COMPOSED, null));
        assertThatThrownBy(() -> decide(create(UUID.randomUUID(), COMPOSED))).isInstanceOf(Refused.class);

        decide(new DeleteCategory(FIRST));
        assertThat(decide(create(UUID.randomUUID(), COMPOSED)).events()).hasSize(1);
    }

    @Test
    void it_gets_nothing_of_a_new_workspace_and_has_its_settings() {
        long before = log.head();

        new NewWorkspace(store).begin();

        assertThat(log.head()).isEqualTo(before);
        Groupings groupings = store.current(GroupingBoundary.DECIDER, GroupingBoundary.definitions())
                .state();
        assertThat(groupings.workspace().settings()).isEqualTo(Settings.INITIAL);
        assertThat(groupings.categories().byId()).as("their tags are renewed").containsOnlyKeys(FIRST, SECOND);
    }

    @Test
    void a_request_by_name_goes_to_the_older_of_the_two() {
        UUID customer = UUID.randomUUID();

        assertThat(decide(new AnswerCategoryRequest(customer, new Reference(null, COMPOSED, UUID.randomUUID()), 1))
                        .events())
                .isEqualTo(List.of(new CustomerCategorised(customer, FIRST, null, 1L)));
    }

    @Test
    void each_of_the_two_can_be_changed_and_renamed() {
        assertThat(decide(new ChangeCategory(named(SECOND, COMPOSED, new Accounts("3000", null)), false))
                        .events())
                .hasSize(1);
        decide(new ChangeCategory(named(SECOND, "Bergen", null), false));
        assertThatThrownBy(() -> decide(new ChangeCategory(named(SECOND, COMPOSED, null), false)))
                .isInstanceOf(Refused.class);
    }
}
