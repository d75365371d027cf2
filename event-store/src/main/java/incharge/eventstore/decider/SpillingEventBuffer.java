package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds events that are decided and never appended, in their order, and finds them by criteria. Rehearsals of large
 * files decide hundreds of thousands of events at the same time with little memory, so the events are moved as JSON to
 * a temporary file once they are more than {@value #MOST_HELD} bytes. Their offsets stay in memory: at most 24 bytes
 * for each tag of each event, some 24 MB for 500,000 events with two tags. The file has no name, so it is gone with the
 * process.
 */
final class SpillingEventBuffer<E> implements AutoCloseable {
    private static final int MOST_HELD = 1 << 20;
    private static final int HEADER = 2 * Integer.BYTES;

    private final Codec<E> codec;
    private final List<String> types;
    private final Offsets offsets = new Offsets();
    private FileChannel file;
    /** Number of bytes in the file. */
    private long written;

    private byte[] held = new byte[1 << 10];
    private int heldLength;

    SpillingEventBuffer(Codec<E> codec) {
        this.codec = codec;
        this.types = codec.types().stream().sorted().toList();
    }

    /** Adds the next event. */
    void add(E event) {
        String type = codec.type(event);
        byte[] payload = codec.write(event);
        for (String tag : codec.tags(event)) {
            offsets.add(key(tag, type), written + heldLength);
        }
        hold(ByteBuffer.allocate(HEADER + payload.length)
                .putInt(types.indexOf(type))
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    /** Returns the events that match the criteria, in order. */
    List<E> matching(Criteria criteria) {
        var found = new TreeMap<Long, E>();
        for (Criterion criterion : codec.stored(criteria).anyOf()) {
            for (long offset : candidates(criterion)) {
                if (found.containsKey(offset)) {
                    continue;
                }
                E event = read(offset);
                if (criterion.matches(codec.type(event), codec.tags(event))) {
                    found.put(offset, event);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private List<Long> candidates(Criterion criterion) {
        Collection<String> wanted = criterion.types().isEmpty() ? types : criterion.types();
        if (criterion.tags().isEmpty()) {
            return all(Set.copyOf(wanted));
        }
        return criterion.tags().stream()
                .map(tag -> wanted.stream()
                        .flatMap(type -> offsets.of(key(tag, type)))
                        .toList())
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    /** Compares every event, as a boundary without tags does in the log. */
    private List<Long> all(Set<String> wanted) {
        var all = new ArrayList<Long>();
        long end = written + heldLength;
        for (long offset = 0; offset < end; ) {
            ByteBuffer header = bytes(offset, HEADER);
            if (wanted.contains(types.get(header.getInt()))) {
                all.add(offset);
            }
            offset += HEADER + header.getInt();
        }
        return all;
    }

    private E read(long offset) {
        ByteBuffer header = bytes(offset, HEADER);
        String type = types.get(header.getInt());
        ByteBuffer payload = bytes(offset + HEADER, header.getInt());
        return codec.read(type, payload.array());
    }

    private void hold(byte[] event) {
        if (heldLength > 0 && heldLength + event.length > MOST_HELD) {
            write();
        }
        if (held.length < heldLength + event.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, heldLength + event.length));
        }
        System.arraycopy(event, 0, held, heldLength, event.length);
        heldLength += event.length;
    }

    private void write() {
        try {
            if (file == null) {
                Path named = Files.createTempFile("rehearsal", ".tmp");
                file = FileChannel.open(named, StandardOpenOption.READ, StandardOpenOption.WRITE);
                // it may hold texts about persons, so not even a killed process leaves it behind
                Files.delete(named);
            }
            var bytes = ByteBuffer.wrap(held, 0, heldLength);
            while (bytes.hasRemaining()) {
                file.write(bytes, written + bytes.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written += heldLength;
        heldLength = 0;
    }

    /** Returns a copy of the bytes. */
    private ByteBuffer bytes(long offset, int length) {
        var bytes = ByteBuffer.allocate(length);
        // an event lies completely in the file or in memory
        if (offset >= written) {
            return bytes.put(held, (int) (offset - written), length).flip();
        }
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException("the rehearsal's temporary file is too short");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.flip();
    }

    private static int key(String tag, String type) {
        int mixed = (31 * tag.hashCode() + type.hashCode()) * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maps keys, which may collide, to offsets. It grows without copying the offsets. */
    private static final class Offsets {
        private static final int BLOCK = 1 << 10;

        private final List<Block> blocks = new ArrayList<>();
        private int size;
        /** The last entry of the chain of a key; -1 if it has none. */
        private int[] last = none(BLOCK);

        private record Block(int[] keys, int[] before, long[] offsets) {}

        void add(int key, long offset) {
            if (size == last.length) {
                last = none(2 * size);
                for (int entry = 0; entry < size; entry++) {
                    link(entry);
                }
            }
            if (size % BLOCK == 0) {
                blocks.add(new Block(new int[BLOCK], new int[BLOCK], new long[BLOCK]));
            }
            Block block = block(size);
            block.keys[size % BLOCK] = key;
            block.offsets[size % BLOCK] = offset;
            link(size++);
        }

        Stream<Long> of(int key) {
            Stream.Builder<Long> found = Stream.<Long>builder();
            for (int entry = last[key & (last.length - 1)]; entry >= 0; entry = block(entry).before[entry % BLOCK]) {
                if (block(entry).keys[entry % BLOCK] == key) {
                    found.add(block(entry).offsets[entry % BLOCK]);
                }
            }
            return found.build();
        }

        private void link(int entry) {
            int slot = block(entry).keys[entry % BLOCK] & (last.length - 1);
            block(entry).before[entry % BLOCK] = last[slot];
            last[slot] = entry;
        }

        private Block block(int entry) {
            return blocks.get(entry / BLOCK);
        }

        private static int[] none(int length) {
            var none = new int[length];
            Arrays.fill(none, -1);
            return none;
        }
    }
}
