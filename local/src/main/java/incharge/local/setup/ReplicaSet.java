package incharge.local.setup;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterConnectionMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * The replica set and its users. The members' common key opens it, as it does for the members themselves, so there is
 * no administrator with a password.
 */
final class ReplicaSet {
    private static final String NAME = "rs0";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final int NOT_YET_INITIALIZED = 94;
    private static final int USER_ALREADY_EXISTS = 51_003;
    /** The set refuses a change until a majority has the one before. */
    private static final Set<Integer> NOT_NOW = Set.of(103, 109, 308, 10_107, 11_602, 13_435);

    private final ServerAddress first;
    private final MongoCredential key;

    /** @param first the member that is always there, with the name that all others reach it by */
    ReplicaSet(ServerAddress first, String key) {
        this.first = first;
        this.key = MongoCredential.createScramSha256Credential("__system", "local", key.toCharArray());
    }

    /** Makes a set of the first member alone unless it is in one, and waits for the set's primary. */
    void initiate() {
        try (MongoClient direct = MongoClients.create(settings(ClusterConnectionMode.SINGLE))) {
            MongoDatabase admin = direct.getDatabase("admin");
            try {
                admin.runCommand(new Document("replSetGetConfig", 1));
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != NOT_YET_INITIALIZED) {
                    throw e;
                }
                var members = List.of(new Document("_id", 0).append("host", first.toString()));
                admin.runCommand(new Document("replSetInitiate", new Document("_id", NAME).append("members", members)));
            }
        }
        onPrimary(admin -> admin.runCommand(new Document("hello", 1)));
    }

    /** Takes the members that are missing into the set, one after the other, as it allows only one change at a time. */
    void add(List<ServerAddress> members) {
        for (ServerAddress member : members) {
            onPrimary(admin -> {
                Document config =
                        admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
                List<Document> present = new ArrayList<>(config.getList("members", Document.class));
                if (present.stream().noneMatch(each -> each.getString("host").equals(member.toString()))) {
                    int id = present.stream()
                                    .mapToInt(each -> each.getInteger("_id"))
                                    .max()
                                    .orElseThrow()
                            + 1;
                    present.add(new Document("_id", id).append("host", member.toString()));
                    config.append("members", present).append("version", config.getInteger("version") + 1);
                    repeat(() -> admin.runCommand(new Document("replSetReconfig", config)));
                }
                awaitCopy(admin, member.toString());
            });
        }
    }

    /**
     * Gives the user of a connection string its password and its roles, and no others.
     *
     * @param roles as the command {@code createUser} takes them
     */
    void user(ConnectionString uri, List<Document> roles) {
        MongoCredential credential = uri.getCredential();
        if (credential == null || credential.getPassword() == null) {
            throw new IllegalStateException("a connection string without user and password");
        }
        onPrimary(admin -> {
            try {
                admin.runCommand(command("createUser", credential, roles));
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != USER_ALREADY_EXISTS) {
                    throw e;
                }
                admin.runCommand(command("updateUser", credential, roles));
            }
        });
    }

    /** Returns whether the log in one of these databases has an event. */
    boolean hasEvents(Collection<String> databases) {
        try (MongoClient set = MongoClients.create(settings(ClusterConnectionMode.MULTIPLE))) {
            return hasEvents(set, databases);
        }
    }

    static boolean hasEvents(MongoClient client, Collection<String> databases) {
        return databases.stream()
                .anyMatch(database ->
                        client.getDatabase(database).getCollection("log").find().first() != null);
    }

    private static Document command(String name, MongoCredential credential, List<Document> roles) {
        return new Document(name, credential.getUserName())
                .append("pwd", String.valueOf(credential.getPassword()))
                .append("roles", roles);
    }

    private interface Step {
        void run(MongoDatabase admin);
    }

    private void onPrimary(Step step) {
        try (MongoClient set = MongoClients.create(settings(ClusterConnectionMode.MULTIPLE))) {
            step.run(set.getDatabase("admin"));
        }
    }

    private MongoClientSettings settings(ClusterConnectionMode mode) {
        return MongoClientSettings.builder()
                .credential(key)
                .applyToClusterSettings(cluster -> {
                    cluster.hosts(List.of(first))
                            .mode(mode)
                            .serverSelectionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    if (mode == ClusterConnectionMode.MULTIPLE) {
                        cluster.requiredReplicaSetName(NAME);
                    }
                })
                .build();
    }

    private static void awaitCopy(MongoDatabase admin, String member) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = "";
        while (!state.equals("SECONDARY") && !state.equals("PRIMARY")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        member + " is still " + state + " after " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            state = admin.runCommand(new Document("replSetGetStatus", 1)).getList("members", Document.class).stream()
                    .filter(each -> each.getString("name").equals(member))
                    .map(each -> each.getString("stateStr"))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static void repeat(Runnable change) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                change.run();
                return;
            } catch (MongoCommandException e) {
                if (!NOT_NOW.contains(e.getErrorCode()) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
