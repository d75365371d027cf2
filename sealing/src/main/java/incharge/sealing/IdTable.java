package incharge.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Maps ids to values of the same number of bytes. There is a key for each note and task of a workspace, and objects for
 * an id and its key would take five times the bytes. Safe for use by many threads.
 *
 * <p>An id is known by 16 bytes: those of a UUID, which almost all are, and of any other id those of its digest, in
 * which a million ids differ but for one case in 10<sup>26</sup>.
 */
public final class IdTable {
    private static final int SHARDS = 64;
    private static final int SHARD_SHIFT = Long.SIZE - 6;
    private static final int FEWEST_SLOTS = 8;

    private final int width;
    private final Shard[] shards = new Shard[SHARDS];

    /** @param width the bytes of each value */
    public IdTable(int width) {
        this.width = width;
        Arrays.setAll(shards, _ -> new Shard());
    }

    /** Returns a copy of the value; null for none. */
    public byte[] get(String id) {
        Hash hash = Hash.of(id);
        return shard(hash).get(hash);
    }

    /** @throws IllegalArgumentException if the value is not as wide as the others */
    public void put(String id, byte[] value) {
        if (value.length != width) {
            throw new IllegalArgumentException("a value has " + width + " bytes, not " + value.length);
        }
        Hash hash = Hash.of(id);
        shard(hash).put(hash, value);
    }

    /** Returns whether there was a value. It is overwritten, so that an erased key leaves the memory. */
    public boolean remove(String id) {
        Hash hash = Hash.of(id);
        return shard(hash).remove(hash);
    }

    private Shard shard(Hash hash) {
        return shards[(int) (hash.high() >>> SHARD_SHIFT)];
    }

    private record Hash(long high, long low) {

        private static final UUID NIL = new UUID(0, 0);

        /** A digest of half a million ids takes seconds at a start. */
        static Hash of(String id) {
            UUID uuid = uuid(id);
            return uuid == null ? digest(id) : spread(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }

        /** Returns null for an id in any other form than that of {@link UUID#toString}, and for the nil UUID. */
        private static UUID uuid(String id) {
            if (id.length() != 36) {
                return null;
            }
            try {
                UUID uuid = UUID.fromString(id);
                return uuid.toString().equals(id) && !uuid.equals(NIL) ? uuid : null;
            } catch (IllegalArgumentException _) {
                return null;
            }
        }

        /** Different UUIDs, of which many begin alike, have different hashes that are spread over all bits. */
        private static Hash spread(long most, long least) {
            long low = mixed(least);
            return new Hash(mixed(most ^ low), low);
        }

        /** The finalizer of MurmurHash3: a permutation of the 64 bits in which each depends on all. */
        private static long mixed(long bits) {
            long once = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
            long twice = (once ^ once >>> 33) * 0xc4ceb9fe1a85ec53L;
            return twice ^ twice >>> 33;
        }

        private static Hash digest(String id) {
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
                return new Hash(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /** A hash table with open addresses: a slot that is taken passes its further hashes on to the next one. */
    private final class Shard {

        private int slots = FEWEST_SLOTS;
        /** Two for each slot, 0 in those that are free: no id is known by 16 bytes of 0. */
        private long[] hashes = new long[2 * slots];

        private byte[] values = new byte[width * slots];
        private int size;

        synchronized byte[] get(Hash hash) {
            int slot = slot(hash);
            return isFree(slot) ? null : Arrays.copyOfRange(values, width * slot, width * (slot + 1));
        }

        synchronized void put(Hash hash, byte[] value) {
            int slot = slot(hash);
            if (isFree(slot)) {
                size++;
                if (4 * size > 3 * slots) {
                    grow();
                    slot = slot(hash);
                }
            }
            set(slot, hash, value, 0);
        }

        synchronized boolean remove(Hash hash) {
            int gap = slot(hash);
            if (isFree(gap)) {
                return false;
            }
            size--;
            for (int slot = next(gap); !isFree(slot); slot = next(slot)) {
                int home = home(hash(slot));
                // one whose home lies behind the gap stays where it is found
                if (distance(home, slot) >= distance(gap, slot)) {
                    set(gap, hash(slot), values, width * slot);
                    gap = slot;
                }
            }
            set(gap, new Hash(0, 0), new byte[width], 0);
            return true;
        }

        /** Returns the slot of a hash, or the free one that it would take. */
        private int slot(Hash hash) {
            int slot = home(hash);
            while (!isFree(slot) && !hash.equals(hash(slot))) {
                slot = next(slot);
            }
            return slot;
        }

        private int home(Hash hash) {
            return (int) ((hash.low() >>> 33) * slots >>> 31);
        }

        private int next(int slot) {
            return slot + 1 == slots ? 0 : slot + 1;
        }

        /** Returns how many slots lie from one to another, with those at the beginning behind those at the end. */
        private int distance(int from, int to) {
            return to >= from ? to - from : to - from + slots;
        }

        private boolean isFree(int slot) {
            return hashes[2 * slot] == 0 && hashes[2 * slot + 1] == 0;
        }

        private Hash hash(int slot) {
            return new Hash(hashes[2 * slot], hashes[2 * slot + 1]);
        }

        private void set(int slot, Hash hash, byte[] from, int offset) {
            hashes[2 * slot] = hash.high();
            hashes[2 * slot + 1] = hash.low();
            System.arraycopy(from, offset, values, width * slot, width);
        }

        private void grow() {
            int oldSlots = slots;
            long[] oldHashes = hashes;
            byte[] oldValues = values;
            slots = oldSlots + oldSlots / 2;
            hashes = new long[2 * slots];
            values = new byte[width * slots];
            for (int old = 0; old < oldSlots; old++) {
                var hash = new Hash(oldHashes[2 * old], oldHashes[2 * old + 1]);
                if (hash.high() != 0 || hash.low() != 0) {
                    set(slot(hash), hash, oldValues, width * old);
                }
            }
            Arrays.fill(oldValues, (byte) 0);
        }
    }
}
