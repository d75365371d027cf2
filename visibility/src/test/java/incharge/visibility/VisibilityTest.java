package incharge.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.feed.FactVocabulary;
import incharge.feed.Feeds;
import incharge.feed.KeyRing;
import incharge.feed.NotCaughtUp;
import incharge.feed.ReferenceDataProjection;
import incharge.feed.TypedFact;
import incharge.feed.testing.Topic;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.http.testing.TestClient;
import incharge.http.testing.TestClient.Answer;
import incharge.local.RealParts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Checks what sellers see, over Kafka and MongoDB. */
@SpringBootTest(
        classes = VisibilityTest.Customers.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=customers",
            "incharge.feed.topics=incharge.customers,incharge.groupings,incharge.responsibilities",
            "incharge.feed.patience=3s",
            "incharge.visibility.employee-age=100ms",
            "logging.level.org.apache.kafka=ERROR"
        })
@Timeout(120)
class VisibilityTest {
    private static final Map<String, Topic> TOPICS =
            VisibilityProjection.TOPICS.stream().collect(Collectors.toMap(name -> name, Topic::new));
    /** The failure with which a late process applies nothing of a topic, by topic. */
    private static final Map<String, RuntimeException> HELD_BACK = new ConcurrentHashMap<>();

    private static final Set<String> CONTRIBUTED = ConcurrentHashMap.newKeySet();
    private static final String DATABASE = RealParts.freshDatabaseName();

    @Autowired
    private Environment environment;

    @Autowired
    private CallerVisibilities visibilities;

    @Autowired
    private Feeds feeds;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Customers {
        @Bean
        MongoClient client() {
            return RealParts.mongoClient();
        }

        @Bean
        MongoDatabase database(MongoClient client) {
            return client.getDatabase(DATABASE);
        }

        @Bean
        VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
            return new VisibilityProjection(database, keys);
        }

        @Bean
        OwnContribution ownContribution() {
            return new OwnContribution();
        }

        @RestController
        static class CustomersController {
            @GetMapping("/api/customers/{id}")
            @RequiresLevel(area = Area.CUSTOMERS)
            Map<String, UUID> customer(@PathVariable UUID id, CallerVisibility visibility) {
                visibility.require(id);
                return Map.of("seen", id);
            }

            @GetMapping("/api/known/{id}")
            @RequiresLevel(area = Area.CUSTOMERS)
            String none(@PathVariable UUID id) {
                throw ProblemException.notFound();
            }
        }
    }

    /** Another service, which consumes everything from the beginning. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Late {
        @Bean(destroyMethod = "") // others use it too
        MongoClient client() {
            return RealParts.mongoClient();
        }

        @Bean
        MongoDatabase database() {
            return RealParts.freshDatabase();
        }

        @Bean
        VisibilityProjection visibilityProjection(MongoDatabase database, KeyRing keys) {
            return new VisibilityProjection(database, keys);
        }

        @Bean
        FactHandler factHandler(MongoDatabase database, VisibilityProjection visibility) {
            var projection = new ReferenceDataProjection(database, List.of(visibility));
            return new FactHandler() {
                @Override
                public void beforeCommit(List<Fact> batch) {
                    RuntimeException reason = HELD_BACK.get(batch.getFirst().topic());
                    if (reason != null) {
                        throw reason;
                    }
                }

                @Override
                public void apply(ClientSession transaction, List<Fact> batch) {
                    projection.apply(transaction, batch);
                }
            };
        }
    }

    /** What a service with the log incharge.customers keeps of the others. */
    private static final class OwnContribution implements Contribution<OwnContribution.ForeignFact> {
        sealed interface ForeignFact {}

        record CustomerCategorised() implements ForeignFact {}

        @Override
        public FactVocabulary<ForeignFact> facts() {
            return new FactVocabulary<>(Map.of("incharge.groupings", ForeignFact.class));
        }

        @Override
        public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
            CONTRIBUTED.add(fact.fact().topic());
        }
    }

    private static ConfigurableApplicationContext late() {
        return new SpringApplicationBuilder(Late.class)
                .properties(Map.of(
                        "spring.application.name", "late",
                        "server.port", "0",
                        "incharge.feed.backlog", "500ms",
                        "incharge.visibility.employee-age", "100ms",
                        "incharge.feed.topics", String.join(",", VisibilityProjection.TOPICS),
                        "INCHARGE_KAFKA_BOOTSTRAP", RealParts.kafkaBootstrap(),
                        "logging.level.org.apache.kafka", "ERROR"))
                .run();
    }

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry properties) {
        properties.add("INCHARGE_KAFKA_BOOTSTRAP", RealParts::kafkaBootstrap);
    }

    @BeforeAll
    static void somebody() {
        publish("incharge.customers", "CustomerRegistered", "{\"customerId\":\"%s\"}", UUID.randomUUID());
    }

    @Test
    void a_category_with_sellers_hides_its_customers_from_the_others() {
        UUID mine = seller("mine");
        seller("other");
        employee("boss", false, true);
        UUID category = category("Secret", mine);
        UUID inside = customer();
        UUID outside = customer();
        publish("incharge.groupings", "CustomerCategorised", in(inside, category));

        soon(() -> !visibility("other").sees(inside));
        assertThat(visibility("other").restricted()).isTrue();
        assertThat(visibility("other").hidden(Set.of(inside, outside))).containsExactly(inside);
        assertThat(visibility("mine").hidden(Set.of(inside, outside))).isEmpty();
        assertThat(visibility("boss").restricted()).isFalse();
        assertThat(visibility("boss").hidden(Set.of(inside, outside))).isEmpty();
        assertThat(visibility("nobody").sees(UUID.randomUUID())).isTrue();
        assertThat(visibility(null).sees(UUID.randomUUID())).isTrue();
        assertThat(CONTRIBUTED).doesNotContain("incharge.customers").contains("incharge.groupings");
    }

    @Test
    void changes_of_sellers_and_categories_take_effect() {
        UUID one = seller("changing");
        UUID other = UUID.randomUUID();
        UUID category = category("Changing", other);
        UUID customer = customer();
        UUID project = UUID.randomUUID();
        publish(
                "incharge.customers",
                "ProjectOpened",
                "{\"projectId\":\"%s\",\"customerId\":\"%s\"}",
                project,
                customer);
        publish("incharge.groupings", "CustomerCategorised", in(customer, category));
        soon(() -> !visibility("changing").sees(customer));
        assertThat(visibility("changing").seesProject(project)).isFalse();
        assertThat(visibility("changing").hiddenProjects(Set.of(project))).containsExactly(project);

        publish("incharge.groupings", "CategoryChanged", sellers(category, "Changing", one));
        soon(() -> visibility("changing").seesProject(project));

        publish("incharge.groupings", "CategoryChanged", sellers(category, "Changing", other));
        soon(() -> !visibility("changing").sees(customer));
        publish("incharge.groupings", "CategoryDeleted", "{\"categoryId\":\"%s\"}", category);
        soon(() -> visibility("changing").sees(customer));

        UUID again = category("Changing again", other);
        publish("incharge.groupings", "CustomerCategorised", in(customer, again));
        soon(() -> !visibility("changing").sees(customer));
        publish("incharge.groupings", "CustomerUncategorised", "{\"customerId\":\"%s\"}", customer);
        soon(() -> visibility("changing").sees(customer));

        publish("incharge.groupings", "CustomerCategorised", in(customer, again));
        soon(() -> !visibility("changing").sees(customer));
        employee(one, "changing", false, true);
        soon(() -> visibility("changing").sees(customer));
    }

    @Test
    void until_it_is_answered_the_category_asked_for_counts() {
        seller("waiting");
        UUID closed = category("Closed Shop", UUID.randomUUID());
        UUID open = category("Open Shop");
        UUID byId = UUID.randomUUID();
        long asked = registered(byId, "{\"id\":\"" + closed + "\"}");
        UUID byName = UUID.randomUUID();
        registered(byName, "{\"name\":\"CLOSED shop\"}");
        UUID toBeMade = UUID.randomUUID();
        long askedNew = registered(toBeMade, "{\"name\":\"New Shop\"}");
        UUID toOpen = UUID.randomUUID();
        registered(toOpen, "{\"name\":\"Open Shop\"}");
        consumed();

        assertThat(visibility("waiting").hidden(Set.of(byId, byName, toOpen))).containsExactlyInAnyOrder(byId, byName);
        Instant longAgo = Instant.now().minusSeconds(60);
        assertThat(visibilities.of(caller("waiting"), longAgo).sees(toBeMade)).isFalse();

        publish(
                "incharge.groupings",
                "CategoryRequestKept",
                "{\"customerId\":\"%s\",\"answering\":%d,\"code\":\"category-unknown\"}",
                byId,
                asked);
        soon(() -> visibility("waiting").sees(byId));
        publish(
                "incharge.groupings",
                "CustomerCategorised",
                "{\"customerId\":\"%s\",\"categoryId\":\"%s\",\"answering\":%d}",
                toBeMade,
                open,
                askedNew);
        soon(() -> visibility("waiting").sees(toBeMade));

        publish(
                "incharge.customers",
                "CustomerGroupingRequested",
                "{\"customerId\":\"%s\",\"requestedGrouping\":{\"tags\":[{\"name\":\"x\"}]}}",
                toBeMade);
        long moving = publish(
                "incharge.customers",
                "CustomerGroupingRequested",
                "{\"customerId\":\"%s\",\"requestedGrouping\":{\"category\":{\"id\":\"%s\"}}}",
                toBeMade,
                closed);
        soon(() -> !visibility("waiting").sees(toBeMade));
        publish(
                "incharge.groupings",
                "CustomerCategorised",
                "{\"customerId\":\"%s\",\"categoryId\":\"%s\",\"answering\":%d}",
                toBeMade,
                open,
                moving);
        soon(() -> visibility("waiting").sees(toBeMade));
    }

    @Test
    void what_is_about_to_be_published_is_waited_for() {
        seller("patient");
        UUID customer = UUID.randomUUID();
        UUID project = UUID.randomUUID();
        Executor later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
        var publishing = CompletableFuture.runAsync(
                () -> {
                    registered(customer, null);
                    publish(
                            "incharge.customers",
                            "ProjectOpened",
                            "{\"projectId\":\"%s\",\"customerId\":\"%s\"}",
                            project,
                            customer);
                },
                later);

        assertThat(visibility("patient").sees(customer)).isTrue();
        assertThat(visibility("patient").seesProject(project)).isTrue();
        publishing.join();
        assertThat(visibility("patient").sees(UUID.randomUUID())).isFalse();
        assertThat(visibilities
                        .of(caller("patient"), Instant.now().minusSeconds(60))
                        .sees(UUID.randomUUID()))
                .isFalse();
    }

    @Test
    void hidden_is_as_not_there() {
        employee("demo-seller", true, true);
        UUID category = category("Hidden", UUID.randomUUID());
        UUID customer = customer();
        publish("incharge.groupings", "CustomerCategorised", in(customer, category));
        soon(() -> !visibility("demo-seller").sees(customer));
        UUID unknown = UUID.randomUUID();

        Answer hidden = asSeller("/api/customers/" + customer);
        Answer missing = asSeller("/api/known/" + unknown);

        hidden.expectProblem(404, "not-found");
        assertThat(shown(hidden)).isEqualTo(shown(missing));
        assertThat(client().get("/api/customers/" + customer).status()).isEqualTo(200);
    }

    @Test
    void an_inactive_employee_is_refused() {
        UUID id = employee("demo-editor", false, true);
        consumed();
        assertThat(as("demo-editor", "/api/customers/" + customer()).status()).isEqualTo(200);

        employee(id, "demo-editor", false, false);

        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 401);
        Answer left = as("demo-editor", "/api/customers/" + UUID.randomUUID());
        left.expectProblem(401, "employee-inactive");
        assertThat(left.header("WWW-Authenticate")).startsWith("Bearer");
        employee(id, "demo-editor", false, true);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 200);
        publish("incharge.responsibilities", "EmployeeDeleted", "{\"employeeId\":\"%s\"}", id);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 401);
        employee("demo-editor", false, true);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 200);
    }

    @Test
    void a_token_names_who_had_its_external_id_last() {
        UUID customer = customer();
        publish("incharge.groupings", "CustomerCategorised", in(customer, category("Only one", UUID.randomUUID())));
        UUID id = seller("before");
        soon(() -> !visibility("before").sees(customer));

        employee(id, "after", true, true);
        consumed();
        assertThat(visibility("after").sees(customer)).isFalse();
        assertThat(visibility("before").sees(customer)).isFalse();

        employee("before", false, true);
        soon(() -> visibility("before").sees(customer));
        assertThat(visibility("after").sees(customer)).isFalse();
    }

    @Test
    void an_erased_person_has_no_name_in_clear_any_more() {
        UUID id = employee("erased", false, true);
        consumed();
        assertThat(visibilities.actors(Set.of("erased")).get("erased").name().name())
                .isNotNull();

        publish("incharge.responsibilities", "PersonErased", "{\"kind\":\"employee\",\"personId\":\"%s\"}", id);
        // what is published of the person later has no name
        publish(
                "incharge.responsibilities",
                "EmployeeChanged",
                "{\"employeeId\":\"%s\",\"externalId\":\"erased\",\"seller\":false}",
                id);
        consumed();

        Actor erased = visibilities.actors(Set.of("erased")).get("erased");
        assertThat(erased.name().name()).isNull();
        assertThat(erased.name().erased()).isTrue();
        assertThat(erased.id()).isEqualTo(id);
        assertThat(RealParts.mongoClient()
                        .getDatabase(DATABASE)
                        .getCollection(ReferenceCollections.EMPLOYEES)
                        .find(new Document("_id", id.toString()))
                        .first()
                        .toJson())
                .doesNotContain("\"x\"");
    }

    @Test
    void a_caller_is_refused_while_nobody_knows_what_is_hidden() {
        UUID seller = employee("early", true, true);
        UUID closed = category("Closed early", UUID.randomUUID());
        UUID customer = customer();
        publish("incharge.groupings", "CustomerCategorised", in(customer, closed));
        consumed();
        HELD_BACK.put("incharge.groupings", new NotCaughtUp("not yet"));
        HELD_BACK.put("incharge.responsibilities", new NotCaughtUp("not yet"));
        try (ConfigurableApplicationContext late = late()) {
            CallerVisibilities itsVisibilities = late.getBean(CallerVisibilities.class);

            assertThatThrownBy(() -> itsVisibilities.of(caller("early"), Instant.now()))
                    .isInstanceOf(NotCaughtUp.class)
                    .hasMessageContaining("incharge.responsibilities");
            assertThat(itsVisibilities.of(caller(null), Instant.now()).sees(customer))
                    .isTrue();

            HELD_BACK.remove("incharge.responsibilities");
            soon(() -> itsVisibilities.of(caller("early"), Instant.now()).restricted());
            // The customers' topic, which is not held back, may be behind for a moment too.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(() -> itsVisibilities
                                    .of(caller("early"), Instant.now())
                                    .sees(customer))
                            .isInstanceOf(NotCaughtUp.class)
                            .hasMessageContaining("incharge.groupings"));

            HELD_BACK.remove("incharge.groupings");
            soon(() -> !itsVisibilities.of(caller("early"), Instant.now()).sees(customer));

            HELD_BACK.put("incharge.responsibilities", new IllegalStateException("stuck"));
            employee(seller, "early", true, true);
            soon(() -> !late.getBean(Feeds.class).healthy());
            assertThat(itsVisibilities.of(caller("early"), Instant.now()).restricted())
                    .isTrue();
            assertThatThrownBy(() -> itsVisibilities.of(caller("nobody"), Instant.now()))
                    .isInstanceOf(NotCaughtUp.class);
        } finally {
            HELD_BACK.clear();
        }
    }

    @Test
    void the_rule() {
        UUID anna = UUID.randomUUID();
        UUID bert = UUID.randomUUID();
        var seller = new VisibilityRule.Viewer(anna, true);

        assertThat(VisibilityRule.sees(seller, Set.of())).isTrue();
        assertThat(VisibilityRule.sees(seller, Set.of(anna, bert))).isTrue();
        assertThat(VisibilityRule.sees(seller, Set.of(bert))).isFalse();
        assertThat(VisibilityRule.sees(new VisibilityRule.Viewer(anna, false), Set.of(bert)))
                .isTrue();
        assertThat(VisibilityRule.sees(VisibilityRule.EVERYTHING, Set.of(bert))).isTrue();
    }

    private static Map<String, Object> shown(Answer answer) {
        var shown = new java.util.TreeMap<String, Object>();
        answer.body().properties().forEach(field -> shown.put(field.getKey(), field.getValue()));
        shown.keySet().removeAll(Set.of("instance", "traceId"));
        return shown;
    }

    private TestClient client() {
        return new TestClient(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private Answer asSeller(String path) {
        return as("demo-seller", path);
    }

    private Answer as(String who, String path) {
        return client().as(who).get(path);
    }

    private CallerVisibility visibility(String externalId) {
        return visibilities.of(caller(externalId), _ -> {});
    }

    private static Caller caller(String externalId) {
        return new Caller("somebody", externalId, Map.of());
    }

    private UUID seller(String externalId) {
        UUID id = employee(externalId, true, true);
        consumed();
        return id;
    }

    private static UUID employee(String externalId, boolean seller, boolean active) {
        UUID id = UUID.randomUUID();
        employee(id, externalId, seller, active);
        return id;
    }

    private static void employee(UUID id, String externalId, boolean seller, boolean active) {
        publish(
                "incharge.responsibilities",
                "EmployeeChanged",
                "{\"employeeId\":\"%s\",\"externalId\":\"%s\",\"name\":\"x\",\"seller\":%b,\"active\":%b}",
                id,
                externalId,
                seller,
                active);
    }

    private static UUID category(String name, UUID... sellers) {
        UUID id = UUID.randomUUID();
        publish("incharge.groupings", "CategoryCreated", sellers(id, name, sellers));
        return id;
    }

    private static String sellers(UUID category, String name, UUID... sellers) {
        return "{\"categoryId\":\"%s\",\"name\":\"%s\",\"sellerIds\":[%s]}"
                .formatted(
                        category,
                        name,
                        String.join(
                                ",",
                                List.of(sellers).stream()
                                        .map(seller -> "\"" + seller + "\"")
                                        .toList()));
    }

    private UUID customer() {
        UUID id = UUID.randomUUID();
        registered(id, null);
        return id;
    }

    private static long registered(UUID customer, String category) {
        return publish(
                "incharge.customers",
                "CustomerRegistered",
                "{\"customerId\":\"%s\",\"number\":\"1\",\"name\":\"x\"%s}",
                customer,
                category == null ? "" : ",\"requestedGrouping\":{\"category\":" + category + "}");
    }

    private static String in(UUID customer, UUID category) {
        return "{\"customerId\":\"%s\",\"categoryId\":\"%s\"}".formatted(customer, category);
    }

    /** Waits until everything published so far is consumed. */
    private void consumed() {
        var positions = new HashMap<String, Long>();
        TOPICS.forEach((name, topic) -> positions.put(name, topic.position()));
        assertThat(feeds.await(positions, Duration.ofSeconds(60))).isTrue();
    }

    /** Ignores exceptions, since a look while a topic is not consumed for 2 s fails. */
    private static void soon(Callable<Boolean> so) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(so);
    }

    private static long publish(String topic, String type, String payload, Object... values) {
        return TOPICS.get(topic).publish(type, UUID.randomUUID(), payload.formatted(values));
    }
}
