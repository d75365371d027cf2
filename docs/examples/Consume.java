import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints the events of a topic of InCharge as they come, with the texts of persons opened, until it is stopped. It keeps
 * the last event of each subject, and forgets what it has of a person when the tombstone comes.
 *
 * <pre>java -cp kafka-clients-4.2.1.jar:slf4j-api-2.0.18.jar Consume.java BROKER [TOPIC]</pre>
 *
 * <p>With the system property {@code settings} a file has settings of Kafka's clients, such as those of a login.
 */
public final class Consume {
    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /**
     * The member as InCharge writes it, the last one. A program with a library for JSON uses that instead. No text looks
     * like it, since a quotation mark inside a text has a backslash in front.
     */
    private static final Pattern SEALED = Pattern.compile(
            "(,?)\"sealed\":\\{\"key\":\"(?<key>[^\"]*)\",\"data\":\"(?<data>[^\"]*)\"}");

    private final Keys keys;
    private final Map<String, String> lastOfSubject = new HashMap<>();

    private Consume(Keys keys) {
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Usage: java -cp CLASS_PATH Consume.java BROKER [TOPIC]");
            System.exit(2);
        }
        String topic = arguments.length == 2 ? arguments[1] : "incharge.responsibilities";
        try (KafkaConsumer<String, byte[]> ofKeys = fromBeginning(arguments[0], "incharge.keys");
                KafkaConsumer<String, byte[]> ofEvents = fromBeginning(arguments[0], topic)) {
            var keys = new Keys(ofKeys);
            var consume = new Consume(keys);
            while (true) {
                ConsumerRecords<String, byte[]> events = ofEvents.poll(SOON);
                // The topic has each key before the first event that needs it, so after this a person without a key is erased.
                keys.readToEnd(consume::forget);
                for (ConsumerRecord<String, byte[]> event : events) {
                    consume.print(event);
                }
            }
        }
    }

    /** Topics of InCharge have one partition. A consumer that keeps its offset with its data needs no group. */
    private static KafkaConsumer<String, byte[]> fromBeginning(String broker, String topic) throws Exception {
        var settings = new Properties();
        String file = System.getProperty("settings");
        if (file != null) {
            try (var in = new FileInputStream(file)) {
                settings.load(in);
            }
        }
        settings.put("bootstrap.servers", broker);
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return consumer;
    }

    private void print(ConsumerRecord<String, byte[]> event) throws GeneralSecurityException {
        String payload = opened(event);
        lastOfSubject.put(event.key(), payload);
        OUT.println(header(event, "ce_sequence") + " " + header(event, "ce_type") + " " + event.key() + " " + payload);
    }

    /** Forgets what was opened of an erased person. A database would delete or empty the row here. */
    private void forget(String person) {
        lastOfSubject.remove(person);
        OUT.println("erased " + person);
    }

    /** Returns the payload with the texts of persons among its other members; those of an erased person are absent. */
    private String opened(ConsumerRecord<String, byte[]> event) throws GeneralSecurityException {
        String payload = new String(event.value(), UTF_8);
        Matcher sealed = SEALED.matcher(payload);
        if (!sealed.find()) {
            return payload;
        }
        SecretKeySpec key = keys.find(sealed.group("key"));
        String texts = "";
        if (key != null) {
            byte[] data = Base64.getUrlDecoder().decode(sealed.group("data"));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, data, 0, NONCE_BYTES));
            cipher.updateAAD((header(event, "ce_id") + "\n" + header(event, "ce_type")).getBytes(UTF_8));
            String object = new String(cipher.doFinal(data, NONCE_BYTES, data.length - NONCE_BYTES), UTF_8).strip();
            texts = sealed.group(1) + object.substring(1, object.length() - 1);
        }
        return payload.substring(0, sealed.start()) + texts + payload.substring(sealed.end());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** The keys of persons, in memory alone. */
    private static final class Keys {
        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, SecretKeySpec> keys = new HashMap<>();
        private final Set<String> erasedIds = new HashSet<>();

        Keys(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        /** Reads the topic to its end as of now, and passes on who was erased. */
        void readToEnd(Consumer<String> erased) {
            var partitions = consumer.assignment();
            for (var end : consumer.endOffsets(partitions).entrySet()) {
                while (consumer.position(end.getKey()) < end.getValue()) {
                    for (ConsumerRecord<String, byte[]> record : consumer.poll(SOON)) {
                        String person = record.key();
                        if (record.value() == null) {
                            keys.remove(person);
                            if (erasedIds.add(person)) {
                                erased.accept(person);
                            }
                        } else if (!erasedIds.contains(person)) {
                            // a tombstone is for ever: a copy of the key that comes after it does not count
                            keys.put(person, new SecretKeySpec(record.value(), "AES"));
                        }
                    }
                }
            }
        }

        /** Returns null if the person is erased. */
        SecretKeySpec find(String person) {
            return keys.get(person);
        }
    }
}
