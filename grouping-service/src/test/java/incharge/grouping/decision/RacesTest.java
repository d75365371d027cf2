package incharge.grouping.decision;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.ChangedSincePreview;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.Settings;
import incharge.grouping.settings.NewWorkspace;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Commands that race on a real log: the outcome is exact each time. */
@Timeout(600)
class RacesTest {

    private static final int RACES = "all".equals(System.getProperty("incharge.faults")) ? 1_000 : 200;

    /** A log grows with each race, and with it what a decision about deletions loads. */
    private static final int RACES_ON_ONE_LOG = 100;

    private static final String TAKEN = "category-name-taken";
    private static final String GONE = "category-unknown";

    private ExecutorService threads;
    private EventStore<GroupingsEvent> store;

    @BeforeEach
    void start() {
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private static EventStore<GroupingsEvent> open(MongoDatabase database) {
        return new EventStore<>(
                GroupingsLog.VOCABULARY,
                EventLog.open(database),
                JsonMapper.builder().build());
    }

    private void race(int races, Runnable race) {
        for (int done = 0; done < races; done += RACES_ON_ONE_LOG) {
            store = open(RealParts.freshDatabase());
            for (int i = 0; i < RACES_ON_ONE_LOG; i++) {
                race.run();
            }
            store.close();
            store.log().close();
        }
    }

    /** Starts all at the same moment and returns what came of each: null, or the code of the refusal. */
    private List<String> atOnce(List<GroupingCommand> commands) {
        var barrier = new CyclicBarrier(commands.size());
        List<Future<String>> running = new ArrayList<>();
        for (GroupingCommand command : commands) {
            Callable<String> task = () -> {
                barrier.await();
                return decided(command);
            };
            running.add(threads.submit(task));
        }
        return running.stream().map(RacesTest::result).toList();
    }

    private static String result(Future<String> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String decided(GroupingCommand command) {
        try {
            decide(command);
            return null;
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private void decide(GroupingCommand command) {
        store.decide(DECIDER, command, origin());
    }

    private static Origin origin() {
        return Origin.of("anna", UuidCreator.getTimeOrderedEpoch());
    }

    private UUID category() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        decide(new CreateCategory(Category.named(id, id.toString())));
        return id;
    }

    private UUID customerIn(UUID category) {
        UUID customer = UUID.randomUUID();
        decide(new CategoriseCustomer(customer, category));
        return customer;
    }

    private UUID categoryOf(UUID customer) {
        return store.current(DECIDER, GroupingBoundary.categoryOf(customer))
                .state()
                .categoryOf(customer);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adds_against_a_deletion_leave_no_customer_in_what_is_gone(boolean target) {
        race(RACES, () -> {
            UUID gone = category();
            UUID to = target ? category() : null;
            UUID member = customerIn(gone);
            List<UUID> added = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
            List<GroupingCommand> commands = new ArrayList<>();
            added.forEach(customer -> commands.add(new CategoriseCustomer(customer, gone)));
            commands.add(new DeleteCategory(gone, to, target ? Members.COUNT : Members.FOLLOW));

            List<String> outcomes = atOnce(commands);

            assertThat(outcomes.getLast()).as("the deletion").isNull();
            assertThat(categoryOf(member)).isEqualTo(to);
            for (int i = 0; i < added.size(); i++) {
                assertThat(outcomes.get(i)).isIn(null, GONE);
                assertThat(categoryOf(added.get(i))).isEqualTo(outcomes.get(i) == null ? to : null);
            }
        });
    }

    @Test
    void moves_of_one_customer_form_one_chain() {
        race(RACES, () -> {
            UUID customer = UUID.randomUUID();
            List<UUID> categories = List.of(category(), category(), category());
            long before = store.log().head();

            List<String> outcomes = atOnce(categories.stream()
                    .<GroupingCommand>map(category -> new CategoriseCustomer(customer, category))
                    .toList());

            assertThat(outcomes).containsOnlyNulls();
            assertThat(store.log().head()).isEqualTo(before + categories.size());
            List<UUID> chain = new ArrayList<>();
            store.fold(
                    () -> chain,
                    (moves, event) -> {
                        CustomerCategorised move = (CustomerCategorised) event;
                        assertThat(move.movedFrom()).isEqualTo(moves.isEmpty() ? null : moves.getLast());
                        moves.add(move.categoryId());
                        return moves;
                    },
                    Criteria.tagged(GroupingsLog.customer(customer)));
            assertThat(chain).containsExactlyInAnyOrderElementsOf(categories);
        });
    }

    @Test
    void of_several_creations_of_one_name_one_succeeds() {
        race(RACES, () -> {
            String name = UUID.randomUUID().toString();
            List<GroupingCommand> commands = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                commands.add(new CreateCategory(Category.named(UuidCreator.getTimeOrderedEpoch(), name)));
            }

            assertThat(atOnce(commands)).containsExactlyInAnyOrder(null, TAKEN, TAKEN);
        });
    }

    @Test
    void a_category_is_not_required_on_a_count_that_a_deletion_made_wrong() {
        store = open(RealParts.freshDatabase());
        UUID last = category();
        customerIn(last);
        long counted = store.log().head();
        decide(new DeleteCategory(last));
        UnaryOperator<Settings> required = before -> new Settings(
                before.name(),
                before.country(),
                before.currency(),
                before.accountsInUse(),
                before.rolesInUse(),
                true,
                before.datedClicks(),
                before.defaultCategories(),
                before.defaultAccounts(),
                before.paymentTermDays(),
                before.closedProjectStatuses());
        var change = new ChangeSettings(UuidCreator.getTimeOrderedEpoch(), required, List.of(), List.of(), 0L);

        assertThatThrownBy(() -> store.decide(DECIDER, change, origin().withBasedOn(counted)))
                .isInstanceOf(ChangedSincePreview.class);

        store.close();
        store.log().close();
    }

    @Test
    void of_several_processes_that_start_on_an_empty_log_one_begins_the_workspace() throws Exception {
        for (int i = 0; i < 20; i++) {
            MongoDatabase database = RealParts.freshDatabase();
            List<EventStore<GroupingsEvent>> processes = List.of(open(database), open(database));
            var barrier = new CyclicBarrier(processes.size());
            List<Future<?>> running = new ArrayList<>();
            for (EventStore<GroupingsEvent> process : processes) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    new NewWorkspace(process).begin();
                    return null;
                }));
            }
            for (Future<?> process : running) {
                process.get();
            }
            assertThat(processes.getFirst().log().head()).isEqualTo(8);
            List<GroupingsEvent> created = processes
                    .getFirst()
                    .fold(
                            ArrayList<GroupingsEvent>::new,
                            (events, event) -> {
                                events.add(event);
                                return events;
                            },
                            GroupingBoundary.definitions());
            assertThat(created)
                    .filteredOn(CategoryCreated.class::isInstance)
                    .extracting(event -> ((CategoryCreated) event).name())
                    .containsExactly("Domestic", "European Union", "Overseas");
            for (EventStore<GroupingsEvent> process : processes) {
                process.close();
                process.log().close();
            }
        }
    }
}
