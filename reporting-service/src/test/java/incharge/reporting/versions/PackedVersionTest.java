package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.versions.Content.Money;
import incharge.reporting.versions.Content.Request;
import incharge.reporting.versions.Entry.Version;
import incharge.sealing.Sealed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackedVersionTest {

    private static final LocalDate DAY = LocalDate.parse("2026-02-28");

    private static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    private static final List<Content> CONTENTS = List.of(
            new Content.Customer(
                    id(1),
                    true,
                    "K-1",
                    "Åkesson & Søn",
                    "FI123",
                    "4006381333931",
                    "a@b.c",
                    DAY,
                    Instant.ofEpochMilli(1_770_000_000_123L),
                    "anna",
                    true,
                    id(9),
                    new Request(id(2), null, 70_000),
                    List.of(new Request(null, "Gold", 3), new Request(id(3), null, 0)),
                    null,
                    null,
                    null),
            new Content.Customer(
                    id(1),
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Instant.EPOCH,
                    null,
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null),
            new Content.Project(
                    id(4),
                    id(1),
                    "P-1",
                    "Bridge",
                    "open",
                    DAY,
                    LocalDate.parse("-0001-01-01"),
                    new Money(new BigDecimal("12.30"), "EUR"),
                    Instant.ofEpochMilli(1_770_000_000_456L),
                    true,
                    true),
            new Content.Project(
                    id(4), id(1), null, null, null, null, null, new Money(null, null), Instant.EPOCH, false, true),
            new Content.Project(id(4), id(1), "", "", "", null, null, null, Instant.EPOCH, false, false),
            new Content.Team(id(5), "North"),
            new Content.Role(id(6), "Auditor", true, false),
            new Content.Role(id(6), "Manager", false, true),
            new Content.Employee(id(7), "E1", "Anna", "a@b.c", "+45", "Dr", id(5), true, "sells", true, null),
            new Content.Employee(id(7), null, null, null, null, null, null, false, null, false, null),
            new Content.Employee(
                    id(7),
                    "E1",
                    null,
                    null,
                    null,
                    null,
                    id(5),
                    true,
                    null,
                    true,
                    new Sealed("k", "ZGF0YQ", id(12), "T.v1")),
            new Content.Responsibility(id(1), null, id(7), null, null, null),
            new Content.Responsibility(id(1), null, id(7), id(6), DAY, DAY),
            new Content.Responsibility(id(1), id(4), id(7), id(6), null, DAY),
            new Content.Category(id(8), "Retail", 1000L, "3000", "1500", List.of("A", "ß"), List.of(id(7))),
            new Content.Category(id(8), null, null, null, null, List.of(), List.of()),
            new Content.Tag(id(9), "Gold", "x".repeat(10_000), "Size"),
            new Content.Grouping(id(1), id(8), List.of(id(9), id(3)), Long.MAX_VALUE, List.of(id(2))),
            new Content.Grouping(id(1), null, List.of(), 0, null),
            new Content.Settings(id(10), "Øst", true, false, true, false, List.of("closed", "Øst")),
            new Content.Account(id(11), "ledger", "4300", "Sales"));

    @Test
    void content_is_read_as_it_was_written() {
        var writer = new ByteWriter(1);
        for (Content content : CONTENTS) {
            PackedVersion.of(Version.of(content)).write(writer);
            PackedVersion.of(Version.gone(content)).write(writer);
        }
        byte[] bytes = writer.take();
        var reader = new ByteReader(bytes, 0);
        var read = new ArrayList<Content>();
        for (Content content : CONTENTS) {
            PackedVersion version = PackedVersion.read(reader, bytes);
            PackedVersion gone = PackedVersion.read(reader, bytes);
            read.add(version.version().content());

            assertThat(version.gone()).isFalse();
            assertThat(gone.gone()).isTrue();
            assertThat(gone).isEqualByComparingTo(version);
            assertThat(version).isEqualByComparingTo(PackedVersion.of(Version.of(content)));
        }
        assertThat(read).isEqualTo(CONTENTS);
        assertThat(reader.at()).isEqualTo(bytes.length);
    }

    @Test
    void texts_that_have_a_sealed_form_are_not_written() {
        var sealed = new Sealed("k", "ZGF0YQ", id(12), "T.v1");
        var employee =
                new Content.Employee(id(7), "E1", "Anna", "a@b.c", "+45", "Dr", id(5), true, "sells", true, sealed);
        var customer = new Content.Customer(
                id(1),
                true,
                "K-1",
                "Anna",
                "FI1",
                "4",
                "a@b.c",
                DAY,
                Instant.EPOCH,
                null,
                false,
                null,
                null,
                null,
                sealed,
                sealed,
                null);

        assertThat(PackedVersion.of(Version.of(employee)).version().content())
                .isEqualTo(new Content.Employee(id(7), "E1", null, null, null, null, id(5), true, null, true, sealed));
        assertThat(PackedVersion.of(Version.of(customer)).version().content())
                .isEqualTo(new Content.Customer(
                        id(1),
                        true,
                        "K-1",
                        null,
                        "FI1",
                        "4",
                        null,
                        DAY,
                        Instant.EPOCH,
                        null,
                        false,
                        null,
                        null,
                        null,
                        sealed,
                        sealed,
                        null));
    }

    @Test
    void versions_are_equal_in_order_when_their_keys_are() {
        for (Content one : CONTENTS) {
            for (Content other : CONTENTS) {
                boolean same = Kind.key(one).equals(Kind.key(other));

                assertThat(PackedVersion.of(Version.of(one)).compareTo(PackedVersion.of(Version.of(other))) == 0)
                        .as("%s and %s", one, other)
                        .isEqualTo(same);
            }
        }
    }

    /** Stored segments are read for years: when this fails, {@link SegmentStore#FORMAT} must change. */
    @Test
    void the_bytes_stay_what_they_are() {
        assertThat(CONTENTS.stream()
                        .filter(content -> !(content instanceof Content.Tag))
                        .map(PackedVersionTest::hex))
                .containsExactly("""
                0001900000000070008000000000000001 01044b2d3110c3856b6573736f6e20262053c3b86e0646493132330e34303036333831333333393331066140622e6301c0c0020000019c1c38a47b05616e6e6101010190000000007000800000000000000901010190000000007000800000000000000200f0a20401020005476f6c6403010190000000007000800000000000000300000000
                0001900000000070008000000000000001 00000000000000000000000000000000000000000000
                0101900000000070008000000000000004 010190000000007000800000000000000104502d3107427269646765056f70656e01c0c00201a9f057010631322e3330044555520000019c1c38a5c80101
                0101900000000070008000000000000004 0101900000000070008000000000000001000000000001000000000000000000000001
                0101900000000070008000000000000004 010190000000007000800000000000000101010100000000000000000000000000
                0201900000000070008000000000000005 064e6f727468
                0301900000000070008000000000000006 0841756469746f720100
                0301900000000070008000000000000006 084d616e616765720001
                0401900000000070008000000000000007 03453105416e6e61066140622e63042b34350344720101900000000070008000000000000005010673656c6c730100
                0401900000000070008000000000000007 00000000000000000000
                0401900000000070008000000000000007 03453100000000010190000000007000800000000000000501000101026b075a47463059510190000000007000800000000000000c05542e7631
                0501900000000070008000000000000001019000000000700080000000000000070000 0000
                050190000000007000800000000000000101900000000070008000000000000007010190000000007000800000000000000601c0c002 0001c0c002
                050190000000007000800000000000000401900000000070008000000000000007010190000000007000800000000000000600 01010190000000007000800000000000000101c0c002
                0601900000000070008000000000000008 0752657461696c0100000000000003e80533303030053135303002024103c39f0101900000000070008000000000000007
                0601900000000070008000000000000008 000000000000
                0801900000000070008000000000000001 0101900000000070008000000000000008020190000000007000800000000000000901900000000070008000000000000003ffffffffffffffff7f010101900000000070008000000000000002
                0801900000000070008000000000000001 00000000
                090190000000007000800000000000000a 05c3987374010001000207636c6f73656405c3987374
                0a0190000000007000800000000000000b 076c656467657205343330300653616c6573
                """.split("\n"));
    }

    private static String hex(Content content) {
        PackedVersion version = PackedVersion.of(Version.of(content));
        return HexFormat.of().formatHex(version.bytes(), 0, version.keyEnd())
                + " "
                + HexFormat.of().formatHex(version.bytes(), version.keyEnd(), version.end());
    }
}
