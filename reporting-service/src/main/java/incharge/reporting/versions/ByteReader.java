package incharge.reporting.versions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reads what a {@link ByteWriter} wrote. */
final class ByteReader {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    int at() {
        return at;
    }

    void skip(int count) {
        at += count;
    }

    int one() {
        return bytes[at++];
    }

    boolean flag() {
        return one() != 0;
    }

    long count() {
        long value = 0;
        int shift = 0;
        int read;
        do {
            read = bytes[at++];
            value |= (long) (read & 0x7f) << shift;
            shift += 7;
        } while (read < 0);
        return value;
    }

    long signed() {
        long value = count();
        return value >>> 1 ^ -(value & 1);
    }

    long fixed() {
        var value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    UUID id() {
        return new UUID(fixed(), fixed());
    }

    String text() {
        int length = (int) count() - 1;
        if (length < 0) {
            return null;
        }
        var text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    LocalDate day() {
        return optional(reader -> LocalDate.ofEpochDay(reader.signed()));
    }

    <T> T optional(Function<ByteReader, T> reading) {
        return flag() ? reading.apply(this) : null;
    }

    /** Returns a list that cannot be changed. */
    <T> List<T> list(Function<ByteReader, T> reading) {
        int count = (int) count();
        var values = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            values.add(reading.apply(this));
        }
        return Collections.unmodifiableList(values);
    }
}
