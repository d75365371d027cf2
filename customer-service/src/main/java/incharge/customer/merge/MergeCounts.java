package incharge.customer.merge;

import incharge.customer.event.ActivityEvent;
import incharge.customer.event.AddressEvent;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CommentEvent;
import incharge.customer.event.ContactEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.FileEvent;
import incharge.customer.event.LinkEvent;
import incharge.customer.event.NoteEvent;
import incharge.customer.event.Place;
import incharge.customer.event.SalesCaseEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How much comes over to the other customer with a merge. */
record MergeCounts(
        int projects, int contacts, int notes, int comments, int activities, int salesCases, int files, int links) {

    private enum Kind {
        CONTACT,
        NOTE,
        COMMENT,
        ACTIVITY,
        SALES_CASE,
        FILE,
        LINK
    }

    /** The things on some cards, where each was recorded last. */
    static final class Things {

        private record Thing(Kind kind, Place place) {}

        private final Map<UUID, Thing> there = new HashMap<>();

        /** Returns the same after any event; most change nothing here. */
        Things after(CustomersEvent event) {
            if (event instanceof CardEvent card) {
                Kind kind = kind(card);
                if (kind != null && isRemoval(card)) {
                    there.remove(card.thingId());
                } else if (kind != null) {
                    there.put(card.thingId(), new Thing(kind, card.place()));
                }
            }
            return this;
        }

        /**
         * Counts what lies beneath customers.
         *
         * @param customers the merged one and those that were merged into it before
         * @param projects those that move
         */
        MergeCounts beneath(Set<UUID> customers, Set<UUID> projects) {
            var counts = new int[Kind.values().length];
            for (Thing thing : there.values()) {
                Place place = thing.place();
                boolean beneath = place.projectId() == null || thing.kind() == Kind.SALES_CASE
                        ? customers.contains(place.customerId())
                        : projects.contains(place.projectId());
                counts[thing.kind().ordinal()] += beneath ? 1 : 0;
            }
            return new MergeCounts(
                    projects.size(),
                    counts[Kind.CONTACT.ordinal()],
                    counts[Kind.NOTE.ordinal()],
                    counts[Kind.COMMENT.ordinal()],
                    counts[Kind.ACTIVITY.ordinal()],
                    counts[Kind.SALES_CASE.ordinal()],
                    counts[Kind.FILE.ordinal()],
                    counts[Kind.LINK.ordinal()]);
        }

        /** Returns null for an address, which stays its customer's own. */
        private static Kind kind(CardEvent event) {
            return switch (event) {
                case ContactEvent _ -> Kind.CONTACT;
                case NoteEvent _ -> Kind.NOTE;
                case CommentEvent _ -> Kind.COMMENT;
                case ActivityEvent _ -> Kind.ACTIVITY;
                case SalesCaseEvent _ -> Kind.SALES_CASE;
                case FileEvent _ -> Kind.FILE;
                case LinkEvent _ -> Kind.LINK;
                case AddressEvent _ -> null;
            };
        }

        private static boolean isRemoval(CardEvent event) {
            return switch (event) {
                case ContactEvent.ContactRemoved _,
                        NoteEvent.NoteRemoved _,
                        CommentEvent.CommentRemoved _,
                        ActivityEvent.ActivityRemoved _,
                        FileEvent.FileRemoved _,
                        LinkEvent.LinkRemoved _ -> true;
                case CardEvent _ -> false;
            };
        }
    }
}
