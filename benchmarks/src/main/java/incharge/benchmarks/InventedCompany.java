package incharge.benchmarks;

import static incharge.benchmarks.TopicWriter.CUSTOMERS;
import static incharge.benchmarks.TopicWriter.GROUPINGS;
import static incharge.benchmarks.TopicWriter.RESPONSIBILITIES;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A company of any size, the same one for the same size, as events: each customer with a category, two tags and three
 * responsibilities, one after the other over a year.
 *
 * @param employees are its columns in the matrix
 */
record InventedCompany(int customers, int employees) {
    static final int CATEGORIES = 20;
    static final int TAGS = 30;
    static final int TEAMS = 10;
    /** The last role is that of {@link #assign}. */
    static final int ROLES = 6;

    private static final int OF_A_CUSTOMER = 3;
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    static final Duration TIME = Duration.ofDays(365);

    private static final List<String> COUNTRIES = List.of("DK", "SE", "FI", "DE", "NL");
    private static final List<String> FORMS = List.of("A/S", "AB", "Oy", "GmbH", "BV");
    private static final String[] FIRST = {
        "Ba", "Co", "Du", "Fe", "Gi", "Ha", "Jo", "Ku", "Le", "Mi", "No", "Pu", "Ra", "Se", "Ti", "Vo", "We", "Ya",
        "Zu", "El"
    };
    private static final String[] SECOND = {"ber", "dan", "fol", "gri", "lan", "mer", "nor", "pin", "ros", "tel"};
    private static final String[] THIRD = {"vik", "mark", "by", "sen", "ta"};

    private enum Kind {
        CUSTOMER,
        EMPLOYEE,
        TEAM,
        ROLE,
        CATEGORY,
        TAG
    }

    /** Returns the time by which a share of the customers was there. */
    static Instant at(double share) {
        return BEGIN.plusMillis((long) (TIME.toMillis() * share));
    }

    /** Writes all events. */
    void write(TopicWriter topics) {
        people(topics);
        groupings(topics);
        for (int i = 0; i < customers; i++) {
            customer(topics, i, at((i + 1.0) / customers));
        }
        topics.flush();
    }

    /** Returns how many events {@link #write} writes to the topic of responsibilities. */
    long responsibilityEvents() {
        return TEAMS + ROLES + employees + (long) OF_A_CUSTOMER * customers;
    }

    private void people(TopicWriter topics) {
        for (int i = 0; i < TEAMS; i++) {
            topics.send(
                    RESPONSIBILITIES,
                    "TeamAdded",
                    team(i),
                    BEGIN,
                    "{\"teamId\":\"%s\",\"name\":\"Team %d\"}".formatted(team(i), i));
        }
        for (int i = 0; i < ROLES; i++) {
            topics.send(
                    RESPONSIBILITIES,
                    "RoleAdded",
                    role(i),
                    BEGIN,
                    "{\"roleId\":\"%s\",\"name\":\"Role %d\",\"kind\":\"customer\"}".formatted(role(i), i));
        }
        for (int i = 0; i < employees; i++) {
            topics.send(
                    RESPONSIBILITIES,
                    "EmployeeAdded",
                    employee(i),
                    BEGIN,
                    "{\"employeeId\":\"%s\",\"externalId\":\"E%d\",\"name\":\"%s %s\",\"email\":\"e%d@company.example\",\"teamId\":\"%s\",\"seller\":%s,\"active\":true}"
                            .formatted(employee(i), i, word(7 * i), word(mixed(i)), i, team(i % TEAMS), i % 5 == 0));
        }
    }

    private static void groupings(TopicWriter topics) {
        for (int i = 0; i < CATEGORIES; i++) {
            topics.send(
                    GROUPINGS,
                    "CategoryCreated",
                    category(i),
                    BEGIN,
                    "{\"categoryId\":\"%s\",\"name\":\"Category %d\",\"sellerIds\":[]}".formatted(category(i), i));
        }
        for (int i = 0; i < TAGS; i++) {
            topics.send(
                    GROUPINGS,
                    "TagCreated",
                    tag(i),
                    BEGIN,
                    "{\"tagId\":\"%s\",\"name\":\"Tag %d\"}".formatted(tag(i), i));
        }
    }

    private void customer(TopicWriter topics, int i, Instant time) {
        UUID id = customer(i);
        topics.send(
                CUSTOMERS,
                "CustomerRegistered",
                id,
                time,
                "{\"customerId\":\"%s\",\"number\":\"%s\",\"name\":\"%s %s\",\"vatNumber\":\"VAT%d\",\"email\":\"office@customer%d.example\",\"country\":\"%s\",\"address\":{\"city\":\"Town %d\"}}"
                        .formatted(id, number(i), name(i), FORMS.get(i % 5), i, i, COUNTRIES.get(i % 5), i % 97));
        topics.send(
                GROUPINGS,
                "CustomerCategorised",
                id,
                time,
                "{\"customerId\":\"" + id + "\",\"categoryId\":\"" + category(mixed(i)) + "\"}");
        int tag = mixed(i + 1L);
        for (int each : new int[] {tag, tag + 1 + i % (TAGS - 1)}) {
            topics.send(
                    GROUPINGS,
                    "CustomerTagged",
                    id,
                    time,
                    "{\"customerId\":\"" + id + "\",\"tagId\":\"" + tag(each) + "\"}");
        }
        for (int j = 0; j < OF_A_CUSTOMER; j++) {
            String from = (i + j) % 3 == 0 ? ",\"from\":\"2024-01-01\"" : "";
            assigned(topics, i, mixed(3L * i + j), role(j + i % 3), from, time);
        }
    }

    /**
     * Writes one assignment of now, another one for each number. Returns its sequence.
     *
     * @param number below the number of customers multiplied by that of employees
     */
    long assign(TopicWriter topics, long number) {
        int customer = (int) (number * 7_919 % customers);
        return assigned(topics, customer, (int) (number / customers + number), role(ROLES - 1), "", Instant.now());
    }

    private long assigned(TopicWriter topics, int customer, int employee, UUID role, String days, Instant time) {
        UUID id = customer(customer);
        return topics.send(
                RESPONSIBILITIES,
                "ResponsibilityAssigned",
                id,
                time,
                "{\"subject\":{\"type\":\"customer\",\"id\":\"" + id + "\"},\"customerId\":\"" + id
                        + "\",\"employeeId\":\"" + employee(employee) + "\",\"roleId\":\"" + role + "\"" + days + "}");
    }

    /** Returns the two words that a customer's name begins with. */
    String name(long customer) {
        int first = mixed(5 * (customer % customers));
        return word(first) + " " + word(first / 1_000);
    }

    /** Returns the number of a customer, eight digits. */
    String number(long customer) {
        return Long.toString(10_000_000 + customer % customers);
    }

    static UUID customer(int number) {
        return id(Kind.CUSTOMER, number);
    }

    UUID employee(int number) {
        return id(Kind.EMPLOYEE, Math.floorMod(number, employees));
    }

    static UUID team(int number) {
        return id(Kind.TEAM, number % TEAMS);
    }

    static UUID role(int number) {
        return id(Kind.ROLE, number % ROLES);
    }

    static UUID category(int number) {
        return id(Kind.CATEGORY, number % CATEGORIES);
    }

    static UUID tag(int number) {
        return id(Kind.TAG, number % TAGS);
    }

    /** Returns one of a thousand words. */
    private static String word(int number) {
        int word = number % 1_000;
        return FIRST[word % 20] + SECOND[word / 20 % 10] + THIRD[word / 200];
    }

    /** Returns a UUID of version 7, which begin with a time and end at random. */
    private static UUID id(Kind kind, int number) {
        long random = random(number * 8L + kind.ordinal());
        long time = BEGIN.toEpochMilli() + number;
        return new UUID(time << 16 | 0x7000 | random & 0xfff, Long.MIN_VALUE | random >>> 2);
    }

    /** Returns a number without a pattern, the same for the same input. */
    static int mixed(long number) {
        return (int) (random(number) >>> 33);
    }

    private static long random(long number) {
        long mixed = (number + 1) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
