package incharge.reporting.versions;

import incharge.reporting.versions.Content.Money;
import incharge.reporting.versions.Content.Request;
import incharge.reporting.versions.Entry.Version;
import incharge.sealing.Sealed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * A version in a few bytes: the key that orders it, then the rest of its content as it is stored, which is empty for an
 * entity that is deleted. The bytes of a kind change only together with {@link SegmentStore#FORMAT}.
 *
 * @param bytes holds the key from {@code start} to {@code keyEnd} and the content from there to {@code end}
 */
record PackedVersion(byte[] bytes, int start, int keyEnd, int end) implements Comparable<PackedVersion> {

    private static final Kind[] KINDS = Kind.values();
    /** The size of most versions. */
    private static final int USUAL = 160;

    static PackedVersion of(Version version) {
        var writer = new ByteWriter(USUAL);
        writeKey(writer, version.content());
        int keyEnd = writer.length();
        if (!version.gone()) {
            writeContent(writer, version.content().stored());
        }
        byte[] bytes = writer.take();
        return new PackedVersion(bytes, 0, keyEnd, bytes.length);
    }

    /** Reads the version that {@link #write} wrote at this position. */
    static PackedVersion read(ByteReader reader, byte[] bytes) {
        int keyLength = (int) reader.count();
        int contentLength = (int) reader.count();
        int start = reader.at();
        reader.skip(keyLength + contentLength);
        return new PackedVersion(bytes, start, start + keyLength, start + keyLength + contentLength);
    }

    void write(ByteWriter writer) {
        writer.count(keyEnd - start);
        writer.count(end - keyEnd);
        writer.all(bytes, start, end);
    }

    boolean gone() {
        return keyEnd == end;
    }

    /** Orders by key; versions of one entity are equal in this order. */
    @Override
    public int compareTo(PackedVersion other) {
        return Arrays.compareUnsigned(bytes, start, keyEnd, other.bytes, other.start, other.keyEnd);
    }

    /** Returns the version as it is stored, which is not {@link #gone}. */
    Version version() {
        return Version.of(content());
    }

    private static void writeKey(ByteWriter to, Content content) {
        to.one(Kind.of(content).ordinal());
        switch (content) {
            case Content.Customer of -> to.id(of.id());
            case Content.Project of -> to.id(of.id());
            case Content.Team of -> to.id(of.id());
            case Content.Role of -> to.id(of.id());
            case Content.Employee of -> to.id(of.id());
            case Content.Responsibility of -> {
                to.id(of.project() == null ? of.customer() : of.project());
                to.id(of.employee());
                to.optional(of.role(), ByteWriter::id);
                to.day(of.from());
            }
            case Content.Category of -> to.id(of.id());
            case Content.Tag of -> to.id(of.id());
            case Content.Grouping of -> to.id(of.customer());
            case Content.Settings of -> to.id(of.id());
            case Content.Account of -> to.id(of.id());
            case Content.Thing _ -> throw notInSnapshots();
        }
    }

    private static IllegalArgumentException notInSnapshots() {
        return new IllegalArgumentException("things on cards are not in snapshots");
    }

    private static void writeContent(ByteWriter to, Content content) {
        switch (content) {
            case Content.Customer of -> write(to, of);
            case Content.Project of -> write(to, of);
            case Content.Team of -> to.text(of.name());
            case Content.Role of -> {
                to.text(of.name());
                to.flag(of.ofProjects());
                to.flag(of.owner());
            }
            case Content.Employee of -> write(to, of);
            case Content.Responsibility of -> {
                to.flag(of.project() != null);
                if (of.project() != null) {
                    to.optional(of.customer(), ByteWriter::id);
                }
                to.day(of.to());
            }
            case Content.Category of -> write(to, of);
            case Content.Tag of -> {
                to.text(of.name());
                to.text(of.description());
                to.text(of.group());
            }
            case Content.Grouping of -> {
                to.optional(of.category(), ByteWriter::id);
                to.list(of.tags(), ByteWriter::id);
                to.count(of.answered());
                to.optional(of.removedTags(), (writer, tags) -> writer.list(tags, ByteWriter::id));
            }
            case Content.Settings of -> write(to, of);
            case Content.Account of -> {
                to.text(of.kind());
                to.text(of.number());
                to.text(of.name());
            }
            case Content.Thing _ -> throw notInSnapshots();
        }
    }

    private static void write(ByteWriter to, Content.Settings of) {
        to.text(of.name());
        to.flag(of.accountsInUse());
        to.flag(of.rolesInUse());
        to.flag(of.categoryRequired());
        to.flag(of.datedClicks());
        to.list(of.closedProjectStatuses(), ByteWriter::text);
    }

    private static void write(ByteWriter to, Content.Customer of) {
        to.flag(of.person());
        to.text(of.number());
        to.text(of.name());
        to.text(of.vatNumber());
        to.text(of.ean());
        to.text(of.email());
        to.day(of.customerSince());
        to.fixed(of.createdAt().toEpochMilli());
        to.text(of.createdBy());
        to.flag(of.archived());
        to.optional(of.mergedInto(), ByteWriter::id);
        to.optional(of.requestedCategory(), PackedVersion::write);
        to.optional(of.requestedTags(), (writer, tags) -> writer.list(tags, PackedVersion::write));
        to.optional(of.sealedName(), PackedVersion::write);
        to.optional(of.sealedDetails(), PackedVersion::write);
    }

    private static void write(ByteWriter to, Sealed of) {
        to.text(of.key());
        to.text(of.data());
        to.id(of.event());
        to.text(of.type());
    }

    private static void write(ByteWriter to, Request of) {
        to.optional(of.id(), ByteWriter::id);
        to.text(of.name());
        to.count(of.sequence());
    }

    private static void write(ByteWriter to, Content.Project of) {
        to.optional(of.customer(), ByteWriter::id);
        to.text(of.number());
        to.text(of.name());
        to.text(of.status());
        to.day(of.start());
        to.day(of.end());
        to.optional(of.amount(), (writer, amount) -> {
            writer.text(amount.amount() == null ? null : amount.amount().toString());
            writer.text(amount.currency());
        });
        to.fixed(of.createdAt().toEpochMilli());
        to.flag(of.archived());
        to.flag(of.moved());
    }

    private static void write(ByteWriter to, Content.Employee of) {
        to.text(of.externalId());
        to.text(of.name());
        to.text(of.email());
        to.text(of.phone());
        to.text(of.title());
        to.optional(of.team(), ByteWriter::id);
        to.flag(of.seller());
        to.text(of.sellerInfo());
        to.flag(of.active());
        to.optional(of.sealed(), PackedVersion::write);
    }

    private static void write(ByteWriter to, Content.Category of) {
        to.text(of.name());
        to.optional(of.numberingStart(), ByteWriter::fixed);
        to.text(of.ledger());
        to.text(of.debtorControl());
        to.list(of.accountingTargets(), ByteWriter::text);
        to.list(of.sellers(), ByteWriter::id);
    }

    // an argument list reads its values from left to right, in the order in which they were written

    private Content content() {
        var key = new ByteReader(bytes, start);
        Kind kind = KINDS[key.one()];
        UUID id = key.id();
        var from = new ByteReader(bytes, keyEnd);
        return switch (kind) {
            case CUSTOMER -> customer(id, from);
            case PROJECT -> project(id, from);
            case TEAM -> new Content.Team(id, from.text());
            case ROLE -> new Content.Role(id, from.text(), from.flag(), from.flag());
            case EMPLOYEE -> employee(id, from);
            case RESPONSIBILITY -> responsibility(id, key, from);
            case CATEGORY -> category(id, from);
            case TAG -> new Content.Tag(id, from.text(), from.text(), from.text());
            case GROUPING ->
                new Content.Grouping(
                        id,
                        from.optional(ByteReader::id),
                        from.list(ByteReader::id),
                        from.count(),
                        from.optional(tags -> tags.list(ByteReader::id)));
            case SETTINGS ->
                new Content.Settings(
                        id,
                        from.text(),
                        from.flag(),
                        from.flag(),
                        from.flag(),
                        from.flag(),
                        from.list(ByteReader::text));
            case ACCOUNT -> new Content.Account(id, from.text(), from.text(), from.text());
            case THING -> throw notInSnapshots();
        };
    }

    private static Content customer(UUID id, ByteReader from) {
        return new Content.Customer(
                id,
                from.flag(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.day(),
                Instant.ofEpochMilli(from.fixed()),
                from.text(),
                from.flag(),
                from.optional(ByteReader::id),
                from.optional(PackedVersion::request),
                from.optional(tags -> tags.list(PackedVersion::request)),
                from.optional(PackedVersion::sealed),
                from.optional(PackedVersion::sealed),
                null);
    }

    private static Sealed sealed(ByteReader from) {
        return new Sealed(from.text(), from.text(), from.id(), from.text());
    }

    private static Request request(ByteReader from) {
        return new Request(from.optional(ByteReader::id), from.text(), from.count());
    }

    private static Content project(UUID id, ByteReader from) {
        return new Content.Project(
                id,
                from.optional(ByteReader::id),
                from.text(),
                from.text(),
                from.text(),
                from.day(),
                from.day(),
                from.optional(PackedVersion::money),
                Instant.ofEpochMilli(from.fixed()),
                from.flag(),
                from.flag());
    }

    private static Money money(ByteReader from) {
        String amount = from.text();
        return new Money(amount == null ? null : new BigDecimal(amount), from.text());
    }

    private static Content employee(UUID id, ByteReader from) {
        return new Content.Employee(
                id,
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.optional(ByteReader::id),
                from.flag(),
                from.text(),
                from.flag(),
                from.optional(PackedVersion::sealed));
    }

    private static Content responsibility(UUID subject, ByteReader key, ByteReader from) {
        boolean ofProject = from.flag();
        return new Content.Responsibility(
                ofProject ? from.optional(ByteReader::id) : subject,
                ofProject ? subject : null,
                key.id(),
                key.optional(ByteReader::id),
                key.day(),
                from.day());
    }

    private static Content category(UUID id, ByteReader from) {
        return new Content.Category(
                id,
                from.text(),
                from.optional(ByteReader::fixed),
                from.text(),
                from.text(),
                from.list(ByteReader::text),
                from.list(ByteReader::id));
    }
}
