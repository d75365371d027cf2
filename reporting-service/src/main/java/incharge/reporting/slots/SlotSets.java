package incharge.reporting.slots;

import java.util.Arrays;

/** Immutable sets of slots by the slot of what they belong to, such as the customers of each category. */
public final class SlotSets {

    public static final SlotSets EMPTY = new SlotSets(SlotArray.empty());

    private final SlotArray<SlotSet> sets;

    private SlotSets(SlotArray<SlotSet> sets) {
        this.sets = sets;
    }

    /** Returns the set of that owner; an empty one for an unknown owner. */
    public SlotSet of(int owner) {
        SlotSet set = sets.at(owner);
        return set == null ? SlotSet.EMPTY : set;
    }

    public Editor edit() {
        return new Editor(this);
    }

    /** Makes the next sets; used by one thread and once. */
    public static final class Editor {
        private final SlotSets before;
        private SlotSet.Editor[] editors = new SlotSet.Editor[0];

        private Editor(SlotSets before) {
            this.before = before;
        }

        public void add(int owner, int slot) {
            editor(owner).add(slot);
        }

        public void remove(int owner, int slot) {
            editor(owner).remove(slot);
        }

        private SlotSet.Editor editor(int owner) {
            if (owner >= editors.length) {
                editors = Arrays.copyOf(editors, Math.max(owner + 1, editors.length + (editors.length >> 1) + 16));
            }
            SlotSet.Editor editor = editors[owner];
            if (editor == null) {
                editor = before.of(owner).edit();
                editors[owner] = editor;
            }
            return editor;
        }

        public SlotSets done() {
            SlotArray.Editor<SlotSet> sets = before.sets.edit();
            for (int owner = 0; owner < editors.length; owner++) {
                if (editors[owner] != null) {
                    sets.set(owner, editors[owner].done());
                }
            }
            SlotArray<SlotSet> done = sets.done();
            return done == before.sets ? before : new SlotSets(done);
        }
    }
}
