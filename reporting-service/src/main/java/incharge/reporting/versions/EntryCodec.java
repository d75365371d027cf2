package incharge.reporting.versions;

import com.mongodb.MongoClientSettings;
import incharge.feed.KeyRing;
import incharge.reporting.versions.Entry.Command;
import incharge.reporting.versions.Entry.Details;
import incharge.reporting.versions.Entry.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.UuidRepresentation;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.UuidCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * Stores an entry as one flat document: absent fields are left out, ids are UUIDs, {@code _id} is the sequence. Texts
 * about persons are stored in their sealed form alone, as they were published. So the document depends on the topic and
 * not on the keys, and stays as it is when a person is erased.
 */
final class EntryCodec implements Codec<Entry> {

    static final String SEQUENCE = "_id";
    static final String TIME = "time";
    static final String CUSTOMER = "customer";
    static final String PROJECT = "project";
    static final String EMPLOYEE = "employee";
    static final String KIND = "kind";
    static final String KEY = "key";
    static final String GONE = "gone";
    static final String CONTENT = "content";
    static final String UNTIL = "until";
    static final String THING_TYPE = CONTENT + ".type";

    static final String ID = CONTENT + ".id";
    static final String ORDER = CONTENT + ".order";
    static final String OVER = CONTENT + ".over";
    static final String CREATED_AT = CONTENT + ".created.time";
    /** Other than {@link #PROJECT}, sales cases have it too, which are in no project. */
    static final String LINKED_PROJECT = CONTENT + ".project";

    static final String SALES_CASE = CONTENT + ".salesCase";
    static final String FIELDS = CONTENT + ".fields.";

    static final String TYPE = "type";
    static final String ACTOR = "actor";
    static final String COMMAND = "command";
    static final String UNDOES = "undoes";
    /** The categories and tags that the event names beside its own. */
    static final String GROUPS = "groups";

    /** The id of the command, of changes of responsibilities in batches only. */
    static final String BATCH = "batch";

    /** Whether the entry is the first of its batch; absent if not. */
    static final String FIRST = "first";

    private static final String REASON = "reason";
    private static final String SOURCE = "source";
    private static final String COMMAND_KIND = "commandKind";
    private static final String DETAILS = "details";

    /** Whose erasure the event completes. */
    static final String PERSON = DETAILS + ".person";

    private final CodecRegistry records;
    private final KeyRing keys;

    private EntryCodec(CodecRegistry records, KeyRing keys) {
        this.records = records;
        this.keys = keys;
    }

    /**
     * Codecs of entries and of all values in queries for them.
     *
     * @param keys open the texts about persons; null leaves them sealed
     */
    static CodecRegistry registry(KeyRing keys) {
        CodecRegistry records = CodecRegistries.withUuidRepresentation(
                MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD);
        // without a codec for UUIDs the collection would use the client's representation
        CodecRegistry ours =
                CodecRegistries.fromCodecs(new EntryCodec(records, keys), new UuidCodec(UuidRepresentation.STANDARD));
        return CodecRegistries.fromRegistries(ours, records);
    }

    @Override
    public Class<Entry> getEncoderClass() {
        return Entry.class;
    }

    @Override
    public void encode(BsonWriter writer, Entry entry, EncoderContext context) {
        writer.writeStartDocument();
        writer.writeInt64(SEQUENCE, entry.sequence());
        writer.writeDateTime(TIME, entry.time().toEpochMilli());
        text(writer, TYPE, entry.type());
        write(writer, entry.command());
        id(writer, CUSTOMER, entry.customer());
        id(writer, PROJECT, entry.project());
        id(writer, EMPLOYEE, entry.employee());
        writeGroups(writer, entry.details());
        if (entry.isOfResponsibilityBatch()) {
            writer.writeString(BATCH, entry.commandId());
        }
        if (entry.command().first()) {
            writer.writeBoolean(FIRST, true);
        }
        if (!entry.details().equals(Details.NONE)) {
            writer.writeName(DETAILS);
            records.get(Details.class).encode(writer, entry.details(), context);
        }
        if (entry.version() != null) {
            encode(writer, entry.version(), context);
        }
        writer.writeEndDocument();
    }

    private static void write(BsonWriter writer, Command command) {
        text(writer, ACTOR, command.actor());
        text(writer, COMMAND, command.id());
        text(writer, REASON, command.reason());
        text(writer, SOURCE, command.source());
        text(writer, COMMAND_KIND, command.kind());
        text(writer, UNDOES, command.undoes());
    }

    /** Writes what a query for the history of categories and tags looks up. */
    private static void writeGroups(BsonWriter writer, Details details) {
        List<UUID> groups = Stream.of(details.category(), details.movedFrom(), details.tag(), details.movedTo())
                .filter(Objects::nonNull)
                .toList();
        if (!groups.isEmpty()) {
            writer.writeStartArray(GROUPS);
            groups.forEach(group -> writer.writeBinaryData(new BsonBinary(group)));
            writer.writeEndArray();
        }
    }

    private void encode(BsonWriter writer, Version version, EncoderContext context) {
        writer.writeString(KIND, version.kind().stored());
        writer.writeString(KEY, version.key());
        writer.writeName(CONTENT);
        content(writer, version.kind().content(), version.content().stored(), context);
        if (version.gone()) {
            writer.writeBoolean(GONE, true);
        }
        writer.writeInt64(UNTIL, version.until());
    }

    private <T extends Content> void content(
            BsonWriter writer, Class<T> type, Content content, EncoderContext context) {
        records.get(type).encode(writer, type.cast(content), context);
    }

    @Override
    public Entry decode(BsonReader reader, DecoderContext context) {
        var fields = new Fields();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            fields.read(reader.readName(), reader, context);
        }
        reader.readEndDocument();
        return fields.entry();
    }

    /** The fields of one document while it is read. */
    private final class Fields {
        private long sequence;
        private Instant time;
        private String type;
        private String actor;
        private String command;
        private String reason;
        private String source;
        private String commandKind;
        private String undoes;
        private boolean first;
        private UUID customer;
        private UUID project;
        private UUID employee;
        private Details details = Details.NONE;
        private Kind kind;
        private Content content;
        private boolean gone;
        private long until = Version.OPEN;

        void read(String name, BsonReader reader, DecoderContext context) {
            switch (name) {
                case SEQUENCE -> sequence = reader.readInt64();
                case TIME -> time = Instant.ofEpochMilli(reader.readDateTime());
                case TYPE -> type = reader.readString();
                case ACTOR -> actor = reader.readString();
                case COMMAND -> command = reader.readString();
                case REASON -> reason = reader.readString();
                case SOURCE -> source = reader.readString();
                case COMMAND_KIND -> commandKind = reader.readString();
                case UNDOES -> undoes = reader.readString();
                case FIRST -> first = reader.readBoolean();
                case CUSTOMER -> customer = id(reader);
                case PROJECT -> project = id(reader);
                case EMPLOYEE -> employee = id(reader);
                case DETAILS -> details = records.get(Details.class).decode(reader, context);
                case KIND -> kind = Kind.ofStored(reader.readString());
                // kind is written before content
                case CONTENT -> content = records.get(kind.content()).decode(reader, context);
                case GONE -> gone = reader.readBoolean();
                case UNTIL -> until = reader.readInt64();
                default -> reader.skipValue();
            }
        }

        Entry entry() {
            Version version = kind == null ? null : new Version(opened(content), gone, until);
            var cause = new Command(command, actor, reason, source, commandKind, undoes, first);
            return new Entry(sequence, time, type, cause, customer, project, employee, details, version);
        }
    }

    private Content opened(Content content) {
        return keys == null ? content : content.opened(keys);
    }

    private static void text(BsonWriter writer, String name, String text) {
        if (text != null) {
            writer.writeString(name, text);
        }
    }

    private static void id(BsonWriter writer, String name, UUID id) {
        if (id != null) {
            writer.writeBinaryData(name, new BsonBinary(id));
        }
    }

    private static UUID id(BsonReader reader) {
        return reader.readBinaryData().asUuid();
    }

    /** Returns the id in a document that was read as it is stored; null for none. */
    static UUID uuid(BsonValue value) {
        return value != null && value.isBinary() ? value.asBinary().asUuid() : null;
    }
}
