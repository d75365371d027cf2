package incharge.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.feed.Feeds;
import incharge.feed.NotCaughtUp;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

/** What sellers see of what really comes over Kafka and lies in MongoDB. */
@SpringBootTest(
        classes = VisibilityTest.Watched.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=watched",
            "incharge.feed.topics=incharge.customers,incharge.groupings,incharge.responsibilities",
            "incharge.feed.patience=5s",
            "logging.level.org.apache.kafka=ERROR"
        })
@Timeout(120)
class VisibilityTest {
    private static final Map<String, Topic> TOPICS =
            VisibilityProjection.TOPICS.stream().collect(Collectors.toMap(name -> name, Topic::new));
    /** By topic, why a process that came late applies nothing of it. */
    private static final Map<String, RuntimeException> HELD_BACK = new ConcurrentHashMap<>();

    private static final Set<String> OTHERS_HEARD = ConcurrentHashMap.newKeySet();
    private static final String DATABASE = RealParts.freshDatabaseName();

    @Autowired
    private Environment environment;

    @Autowired
    private CallerVisibilities sights;

    @Autowired
    private Feeds feeds;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Watched {
        @Bean
        MongoClient client() {
            return RealParts.mongoClient();
        }

        @Bean
        MongoDatabase database(MongoClient client) {
            return client.getDatabase(DATABASE);
        }

        @Bean
        VisibilityProjection sight(MongoDatabase database) {
            return new VisibilityProjection(database);
        }

        @Bean
        FactHandler heard(VisibilityProjection sight) {
            return sight.beside(
                    new FactHandler() {
                        @Override
                        public void apply(ClientSession transaction, List<Fact> batch) {
                            batch.forEach(fact -> OTHERS_HEARD.add(fact.topic()));
                        }
                    },
                    "incharge.customers");
        }

        @RestController
        static class Customers {
            @GetMapping("/api/customers/{id}")
            @RequiresLevel(area = Area.CUSTOMERS)
            Map<String, UUID> customer(@PathVariable UUID id, CallerVisibility sight) {
                sight.require(id);
                return Map.of("seen", id);
            }

            @GetMapping("/api/known/{id}")
            @RequiresLevel(area = Area.CUSTOMERS)
            String none(@PathVariable UUID id) {
                throw ProblemException.notFound();
            }
        }
    }

    /** Another service, which hears everything from the beginning. */
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
        VisibilityProjection sight(MongoDatabase database) {
            return new VisibilityProjection(database);
        }

        @Bean
        FactHandler heard(VisibilityProjection sight) {
            return new FactHandler() {
                @Override
                public void beforeCommit(List<Fact> batch) {
                    var why = HELD_BACK.get(batch.getFirst().topic());
                    if (why != null) throw why;
                }

                @Override
                public void apply(ClientSession transaction, List<Fact> batch) {
                    sight.apply(transaction, batch);
                }
            };
        }
    }

    private static ConfigurableApplicationContext late() {
        return new SpringApplicationBuilder(Late.class)
                .properties(Map.of(
                        "spring.application.name", "late",
                        "server.port", "0",
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
        tell("incharge.customers", "CustomerRegistered", "{\"customerId\":\"%s\"}", UUID.randomUUID());
    }

    @Test
    void a_category_with_sellers_hides_its_customers_from_the_others() {
        UUID mine = seller("mine");
        seller("other");
        employee("boss", false, true);
        UUID category = category("Secret", mine);
        UUID inside = customer();
        UUID outside = customer();
        tell("incharge.groupings", "CustomerCategorised", in(inside, category));

        soon(() -> !sight("other").sees(inside));
        assertThat(sight("other").restricted()).isTrue();
        assertThat(sight("other").hidden(Set.of(inside, outside))).containsExactly(inside);
        assertThat(sight("mine").hidden(Set.of(inside, outside))).isEmpty();
        assertThat(sight("boss").restricted()).isFalse();
        assertThat(sight("boss").hidden(Set.of(inside, outside))).isEmpty();
        assertThat(sight("nobody").sees(UUID.randomUUID())).isTrue();
        assertThat(sight(null).sees(UUID.randomUUID())).isTrue();
        assertThat(OTHERS_HEARD).doesNotContain("incharge.customers");
    }

    @Test
    void changes_of_sellers_and_categories_take_effect() {
        UUID one = seller("changing");
        UUID other = UUID.randomUUID();
        UUID category = category("Changing", other);
        UUID customer = customer();
        UUID project = UUID.randomUUID();
        tell("incharge.customers", "ProjectOpened", "{\"projectId\":\"%s\",\"customerId\":\"%s\"}", project, customer);
        tell("incharge.groupings", "CustomerCategorised", in(customer, category));
        soon(() -> !sight("changing").sees(customer));
        assertThat(sight("changing").seesProject(project)).isFalse();
        assertThat(sight("changing").hiddenProjects(Set.of(project))).containsExactly(project);

        tell("incharge.groupings", "CategoryChanged", sellers(category, "Changing", one));
        soon(() -> sight("changing").seesProject(project));

        tell("incharge.groupings", "CategoryChanged", sellers(category, "Changing", other));
        soon(() -> !sight("changing").sees(customer));
        tell("incharge.groupings", "CategoryDeleted", "{\"categoryId\":\"%s\"}", category);
        soon(() -> sight("changing").sees(customer));

        UUID again = category("Changing again", other);
        tell("incharge.groupings", "CustomerCategorised", in(customer, again));
        soon(() -> !sight("changing").sees(customer));
        tell("incharge.groupings", "CustomerUncategorised", "{\"customerId\":\"%s\"}", customer);
        soon(() -> sight("changing").sees(customer));

        tell("incharge.groupings", "CustomerCategorised", in(customer, again));
        soon(() -> !sight("changing").sees(customer));
        employee(one, "changing", false, true);
        soon(() -> sight("changing").sees(customer));
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
        heard();

        assertThat(sight("waiting").hidden(Set.of(byId, byName, toOpen))).containsExactlyInAnyOrder(byId, byName);
        var longAgo = Instant.now().minusSeconds(60);
        assertThat(sights.of(caller("waiting"), longAgo).sees(toBeMade)).isFalse();

        tell(
                "incharge.groupings",
                "CategoryRequestKept",
                "{\"customerId\":\"%s\",\"answering\":%d,\"code\":\"category-unknown\"}",
                byId,
                asked);
        soon(() -> sight("waiting").sees(byId));
        tell(
                "incharge.groupings",
                "CustomerCategorised",
                "{\"customerId\":\"%s\",\"categoryId\":\"%s\",\"answering\":%d}",
                toBeMade,
                open,
                askedNew);
        soon(() -> sight("waiting").sees(toBeMade));

        tell(
                "incharge.customers",
                "CustomerGroupingRequested",
                "{\"customerId\":\"%s\",\"requestedGrouping\":{\"tags\":[{\"name\":\"x\"}]}}",
                toBeMade);
        long moving = tell(
                "incharge.customers",
                "CustomerGroupingRequested",
                "{\"customerId\":\"%s\",\"requestedGrouping\":{\"category\":{\"id\":\"%s\"}}}",
                toBeMade,
                closed);
        soon(() -> !sight("waiting").sees(toBeMade));
        tell(
                "incharge.groupings",
                "CustomerCategorised",
                "{\"customerId\":\"%s\",\"categoryId\":\"%s\",\"answering\":%d}",
                toBeMade,
                open,
                moving);
        soon(() -> sight("waiting").sees(toBeMade));
    }

    @Test
    void what_is_on_its_way_is_waited_for() {
        seller("patient");
        UUID customer = UUID.randomUUID();
        UUID project = UUID.randomUUID();
        var later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
        var telling = CompletableFuture.runAsync(
                () -> {
                    registered(customer, null);
                    tell(
                            "incharge.customers",
                            "ProjectOpened",
                            "{\"projectId\":\"%s\",\"customerId\":\"%s\"}",
                            project,
                            customer);
                },
                later);

        assertThat(sight("patient").sees(customer)).isTrue();
        assertThat(sight("patient").seesProject(project)).isTrue();
        telling.join();
        assertThat(sight("patient").sees(UUID.randomUUID())).isFalse();
        assertThat(sights.of(caller("patient"), Instant.now().minusSeconds(60)).sees(UUID.randomUUID()))
                .isFalse();
    }

    @Test
    void hidden_is_as_not_there() {
        employee("demo-seller", true, true);
        UUID category = category("Hidden", UUID.randomUUID());
        UUID customer = customer();
        tell("incharge.groupings", "CustomerCategorised", in(customer, category));
        soon(() -> !sight("demo-seller").sees(customer));
        UUID unknown = UUID.randomUUID();

        Answer hidden = asSeller("/api/customers/" + customer);
        Answer missing = asSeller("/api/known/" + unknown);

        hidden.expectProblem(404, "not-found");
        assertThat(shown(hidden)).isEqualTo(shown(missing));
        assertThat(client().get("/api/customers/" + customer).status()).isEqualTo(200);
    }

    @Test
    void who_left_is_nobody() {
        UUID id = employee("demo-editor", false, true);
        heard();
        assertThat(as("demo-editor", "/api/customers/" + customer()).status()).isEqualTo(200);

        employee(id, "demo-editor", false, false);

        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 401);
        Answer left = as("demo-editor", "/api/customers/" + UUID.randomUUID());
        left.expectProblem(401, "employee-inactive");
        assertThat(left.header("WWW-Authenticate")).startsWith("Bearer");
        employee(id, "demo-editor", false, true);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 200);
        tell("incharge.responsibilities", "EmployeeDeleted", "{\"employeeId\":\"%s\"}", id);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 401);
        employee("demo-editor", false, true);
        soon(() -> as("demo-editor", "/api/customers/" + UUID.randomUUID()).status() == 200);
    }

    @Test
    void a_token_names_who_had_its_external_id_last() {
        UUID customer = customer();
        tell("incharge.groupings", "CustomerCategorised", in(customer, category("Only one", UUID.randomUUID())));
        UUID id = seller("before");
        soon(() -> !sight("before").sees(customer));

        employee(id, "after", true, true);
        heard();
        assertThat(sight("after").sees(customer)).isFalse();
        assertThat(sight("before").sees(customer)).isFalse();

        employee("before", false, true);
        soon(() -> sight("before").sees(customer));
        assertThat(sight("after").sees(customer)).isFalse();
    }

    @Test
    void who_cannot_be_told_what_is_hidden_is_told_nothing() {
        UUID seller = employee("early", true, true);
        UUID closed = category("Closed early", UUID.randomUUID());
        UUID customer = customer();
        tell("incharge.groupings", "CustomerCategorised", in(customer, closed));
        heard();
        HELD_BACK.put("incharge.groupings", new NotCaughtUp("not yet"));
        HELD_BACK.put("incharge.responsibilities", new NotCaughtUp("not yet"));
        try (var late = late()) {
            var itsSights = late.getBean(CallerVisibilities.class);

            assertThatThrownBy(() -> itsSights.of(caller("early"), Instant.now()))
                    .isInstanceOf(NotCaughtUp.class)
                    .hasMessageContaining("incharge.responsibilities");
            assertThat(itsSights.of(caller(null), Instant.now()).sees(customer)).isTrue();

            HELD_BACK.remove("incharge.responsibilities");
            soon(() -> itsSights.of(caller("early"), Instant.now()).restricted());
            assertThatThrownBy(
                            () -> itsSights.of(caller("early"), Instant.now()).sees(customer))
                    .isInstanceOf(NotCaughtUp.class)
                    .hasMessageContaining("incharge.groupings");

            HELD_BACK.remove("incharge.groupings");
            soon(() -> !itsSights.of(caller("early"), Instant.now()).sees(customer));

            HELD_BACK.put("incharge.responsibilities", new IllegalStateException("stuck"));
            employee(seller, "early", true, true);
            soon(() -> !late.getBean(Feeds.class).healthy());
            assertThat(itsSights.of(caller("early"), Instant.now()).restricted())
                    .isTrue();
            assertThatThrownBy(() -> itsSights.of(caller("nobody was told"), Instant.now()))
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

    private CallerVisibility sight(String externalId) {
        return sights.of(caller(externalId), _ -> {});
    }

    private static Caller caller(String externalId) {
        return new Caller("somebody", externalId, Map.of());
    }

    private UUID seller(String externalId) {
        UUID id = employee(externalId, true, true);
        heard();
        return id;
    }

    private static UUID employee(String externalId, boolean seller, boolean active) {
        UUID id = UUID.randomUUID();
        employee(id, externalId, seller, active);
        return id;
    }

    private static void employee(UUID id, String externalId, boolean seller, boolean active) {
        tell(
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
        tell("incharge.groupings", "CategoryCreated", sellers(id, name, sellers));
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
        return tell(
                "incharge.customers",
                "CustomerRegistered",
                "{\"customerId\":\"%s\",\"number\":\"1\",\"name\":\"x\"%s}",
                customer,
                category == null ? "" : ",\"requestedGrouping\":{\"category\":" + category + "}");
    }

    private static String in(UUID customer, UUID category) {
        return "{\"customerId\":\"%s\",\"categoryId\":\"%s\"}".formatted(customer, category);
    }

    /** Everything that was told so far. */
    private void heard() {
        var positions = new HashMap<String, Long>();
        TOPICS.forEach((name, topic) -> positions.put(name, topic.position()));
        assertThat(feeds.await(positions, Duration.ofSeconds(60))).isTrue();
    }

    /** Who asks while nothing is heard for 2 s has no answer, and may ask again. */
    private static void soon(Callable<Boolean> so) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(so);
    }

    private static long tell(String topic, String type, String payload, Object... values) {
        return TOPICS.get(topic).tell(type, UUID.randomUUID(), payload.formatted(values));
    }
}
