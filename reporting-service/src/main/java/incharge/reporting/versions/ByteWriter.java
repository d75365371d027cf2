package incharge.reporting.versions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Appends values to an array of bytes; {@link ByteReader} reads them. A value that may be null has a mark for it. */
final class ByteWriter {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** Returns what was written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    void one(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void flag(boolean value) {
        one(value ? 1 : 0);
    }

    void all(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    /** Writes a number without a sign in few bytes when it is small. */
    void count(long value) {
        long left = value;
        while (left >>> 7 != 0) {
            one((int) left | 0x80);
            left >>>= 7;
        }
        one((int) left);
    }

    /** Writes a number of either sign in few bytes when it is near 0. */
    void signed(long value) {
        count(value << 1 ^ value >> Long.SIZE - 1);
    }

    void fixed(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    void id(UUID id) {
        fixed(id.getMostSignificantBits());
        fixed(id.getLeastSignificantBits());
    }

    /** @param text may be null */
    void text(String text) {
        if (text == null) {
            count(0);
        } else {
            byte[] encoded = text.getBytes(UTF_8);
            count(encoded.length + 1L);
            all(encoded, 0, encoded.length);
        }
    }

    /** @param day may be null */
    void day(LocalDate day) {
        optional(day, (writer, value) -> writer.signed(value.toEpochDay()));
    }

    /** @param value may be null */
    <T> void optional(T value, BiConsumer<ByteWriter, T> writing) {
        flag(value != null);
        if (value != null) {
            writing.accept(this, value);
        }
    }

    <T> void list(List<T> values, BiConsumer<ByteWriter, T> writing) {
        count(values.size());
        values.forEach(value -> writing.accept(this, value));
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
