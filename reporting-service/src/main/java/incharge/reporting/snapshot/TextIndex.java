package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.slots.SlotSets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * Finds the entities whose folded text has a part, without reading the texts of the others. Each run of three
 * characters within a word names the entities that have it, as does each single character. Immutable except for the
 * shared numbers of the runs.
 */
final class TextIndex {

    private static final int RUN = 3;
    /** Stands for the end of a word in a run. */
    private static final char END = '\0';

    /** Numbers runs from 0 at first mention and for ever. One thread at a time adds while others look up. */
    private static final class Runs {
        private static final int MET_BITS = 12;
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        private final Map<Long, Integer> numbers = new ConcurrentHashMap<>();
        /** The numbers of the runs that begin with two characters. */
        private final Map<Integer, int[]> beginning = new ConcurrentHashMap<>();
        /** The runs met last, by their hashes: texts share most of their runs, and a look into the map costs more. */
        private final long[] met = new long[1 << MET_BITS];

        private final int[] metNumbers = new int[1 << MET_BITS];

        int find(long run) {
            return numbers.getOrDefault(run, IdSlots.NONE);
        }

        int[] beginning(char first, char second) {
            return beginning.getOrDefault(first << Character.SIZE | second, new int[0]);
        }

        /** Returns the number of a run, a new one if it has none. Only the thread that adds may call it. */
        int of(long run) {
            int place = (int) (run * SPREAD >>> Long.SIZE - MET_BITS);
            if (met[place] != run) {
                metNumbers[place] = numbered(run);
                met[place] = run;
            }
            return metNumbers[place];
        }

        private int numbered(long run) {
            Integer known = numbers.get(run);
            if (known != null) {
                return known;
            }
            int number = numbers.size();
            numbers.put(run, number);
            beginning.merge((int) (run >>> Character.SIZE), new int[] {number}, Runs::joined);
            return number;
        }

        private static int[] joined(int[] some, int[] more) {
            int[] all = Arrays.copyOf(some, some.length + more.length);
            System.arraycopy(more, 0, all, some.length, more.length);
            return all;
        }
    }

    private final Runs runs;
    private final SlotSets sets;

    private TextIndex(Runs runs, SlotSets sets) {
        this.runs = runs;
        this.sets = sets;
    }

    static TextIndex empty() {
        return new TextIndex(new Runs(), SlotSets.EMPTY);
    }

    /** Indexes all entities of a table. */
    static TextIndex of(Table<?> table) {
        Editor all = empty().edit();
        var part = new Part(all);
        for (int slot = 0; slot < table.slots(); slot++) {
            if (slot % Part.SLOTS == 0) {
                part.addTo(all.sets);
            }
            if (table.at(slot) != null) {
                part.add(slot, table.at(slot).text());
            }
        }
        part.addTo(all.sets);
        return all.done();
    }

    /**
     * Runs of some neighbouring entities, put in the order of the runs before they go into the sets: each run's set is
     * then met once for all of them, which is several times faster.
     */
    private static final class Part {
        private static final int SLOTS = 1 << 12;

        private final Editor editor;
        private int[] numbers = new int[1 << 16];
        private int[] slots = new int[1 << 16];
        private int count;

        Part(Editor editor) {
            this.editor = editor;
        }

        void add(int slot, String text) {
            editor.forEachRun(text, number -> add(slot, number));
        }

        private void add(int slot, int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
                slots = Arrays.copyOf(slots, 2 * count);
            }
            numbers[count] = number;
            slots[count++] = slot;
        }

        void addTo(SlotSets.Editor sets) {
            var ends = new int[editor.runs.numbers.size() + 1];
            for (int pair = 0; pair < count; pair++) {
                ends[numbers[pair] + 1]++;
            }
            for (int number = 1; number < ends.length; number++) {
                ends[number] += ends[number - 1];
            }
            var sorted = new int[count];
            for (int pair = 0; pair < count; pair++) {
                sorted[ends[numbers[pair]]++] = slots[pair];
            }
            int from = 0;
            for (int number = 0; from < count; number++) {
                for (; from < ends[number]; from++) {
                    sets.add(number, sorted[from]);
                }
            }
            count = 0;
        }
    }

    /**
     * Finds the entities of a table, all of which are indexed here, whose text has the part.
     *
     * @param part folded, not empty
     */
    SlotSet find(String part, Table<?> table) {
        SlotSet candidates = null;
        boolean exact = part.length() <= RUN;
        int from = 0;
        while (from < part.length()) {
            int end = wordEnd(part, from);
            exact &= end > from && end - from == part.length();
            for (int at = from; at < Math.max(from + 1, end - RUN + 1) && at < end; at++) {
                SlotSet having = having(part, at, end);
                candidates = candidates == null ? having : candidates.and(having);
            }
            from = end + 1;
        }
        if (candidates == null) {
            // blanks alone
            return SlotSet.EMPTY;
        }
        return exact
                ? candidates
                : candidates.where(slot -> table.at(slot).text().contains(part));
    }

    /** Returns the entities that have the run at a place of the part, or what there is of it until the word ends. */
    private SlotSet having(String part, int at, int end) {
        return switch (end - at) {
            case 1 -> sets.of(runs.find(run(part.charAt(at), END, END)));
            case 2 -> beginning(part.charAt(at), part.charAt(at + 1));
            default -> sets.of(runs.find(run(part.charAt(at), part.charAt(at + 1), part.charAt(at + 2))));
        };
    }

    private SlotSet beginning(char first, char second) {
        SlotSet all = SlotSet.EMPTY;
        for (int run : runs.beginning(first, second)) {
            all = all.or(sets.of(run));
        }
        return all;
    }

    private static long run(char first, char second, char third) {
        return (long) first << 2 * Character.SIZE | (long) second << Character.SIZE | third;
    }

    /** Returns the end of the word that begins there; the same place when it is a blank. */
    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Makes the next index; used by one thread and once. */
    static final class Editor {
        private final Runs runs;
        private final SlotSets.Editor sets;

        private Editor(TextIndex before) {
            runs = before.runs;
            sets = before.sets.edit();
        }

        void add(int slot, String text) {
            forEachRun(text, number -> sets.add(number, slot));
        }

        void remove(int slot, String text) {
            forEachRun(text, number -> sets.remove(number, slot));
        }

        /** Names the numbers of all runs, some of them more than once. */
        private void forEachRun(String text, IntConsumer number) {
            int from = 0;
            while (from < text.length()) {
                int end = wordEnd(text, from);
                for (int at = from; at < end; at++) {
                    char first = text.charAt(at);
                    number.accept(runs.of(run(first, END, END)));
                    if (at + 1 < end) {
                        char third = at + 2 < end ? text.charAt(at + 2) : END;
                        number.accept(runs.of(run(first, text.charAt(at + 1), third)));
                    }
                }
                from = end + 1;
            }
        }

        TextIndex done() {
            return new TextIndex(runs, sets.done());
        }
    }
}
