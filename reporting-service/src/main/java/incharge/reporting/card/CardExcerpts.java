package incharge.reporting.card;

import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What lists show of the cards of customers: the picture and the next action. */
public final class CardExcerpts {

    private final Map<Customer, String> avatars;
    private final NextActions actions;

    private CardExcerpts(Map<Customer, String> avatars, NextActions actions) {
        this.avatars = avatars;
        this.actions = actions;
    }

    /** Returns those of customers with empty cards. */
    public static CardExcerpts none(Snapshot snapshot) {
        return new CardExcerpts(Map.of(), NextActions.none(snapshot));
    }

    static CardExcerpts of(CardThings things, Snapshot snapshot, Collection<Customer> customers, Instant now) {
        return new CardExcerpts(
                Avatars.of(things, snapshot, customers), NextActions.of(things, snapshot, customers, now));
    }

    /** Writes that of a customer; null for no picture, and when nothing is planned. */
    public void write(JsonGenerator json, Customer customer) {
        Json.text(json, "avatar", avatars.get(customer));
        actions.write(json, customer);
    }
}
