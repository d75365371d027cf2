package incharge.reporting.card;

import incharge.http.Initials;
import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import tools.jackson.core.JsonGenerator;

/**
 * All of a customer's own fields, read with its card.
 *
 * @param texts what is sealed of its details; empty where nothing is, and for an erased person
 * @param headquarters null without an address
 * @param avatar the path of its picture; null for none
 * @param billing null without any
 * @param values of custom fields that there are, by their ids
 */
record CustomerDetails(
        Content.Customer customer,
        Document texts,
        Content.Thing headquarters,
        String avatar,
        Content.Thing billing,
        Map<String, Object> values) {

    void write(JsonGenerator json, Snapshot snapshot) {
        Json.id(json, "id", customer.id());
        Json.text(json, "kind", customer.person() ? "person" : "company");
        Json.text(json, "number", customer.number());
        Json.name(json, customer.name(), customer.name() == null);
        Json.text(json, "initials", Initials.of(customer.name()));
        Json.text(json, "avatar", avatar);
        given(json, "vatNumber", customer.vatNumber());
        given(json, "ean", customer.ean());
        given(json, "email", customer.email());
        for (String field : List.of("currency", "phone", "website", "country")) {
            given(json, field, detail(field));
        }
        if (headquarters != null) {
            given(json, Addresses.ADDRESS, detail(Addresses.ADDRESS));
            Json.id(json, Addresses.ADDRESS_ID, headquarters.id());
        }
        given(
                json,
                "customerSince",
                customer.customerSince() == null
                        ? null
                        : customer.customerSince().toString());
        if (billing != null) {
            json.writeObjectPropertyStart("billing");
            ThingItem.fields(json, billing);
            json.writeEndObject();
        }
        given(json, "customFields", values.isEmpty() ? null : values);
        Json.time(json, "createdAt", customer.createdAt());
        Actor.write(json, "createdBy", snapshot, customer.createdBy());
        json.writeBooleanProperty("archived", customer.archived());
        if (customer.mergedInto() != null) {
            Json.id(json, "mergedInto", customer.mergedInto());
        }
    }

    /** Returns the country in its normal form; null for none. */
    String country() {
        return (String) detail("country");
    }

    private Object detail(String field) {
        Object sealed = texts.get(field);
        return sealed == null
                ? Optional.ofNullable(customer.profile())
                        .map(profile -> profile.fields().get(field))
                        .orElse(null)
                : sealed;
    }

    private static void given(JsonGenerator json, String property, Object value) {
        if (value != null) {
            json.writeName(property);
            Json.value(json, value);
        }
    }

    /**
     * Returns the values of the fields that there are. Values of a field that is removed, or of a choice that is no
     * more, are not shown.
     *
     * @param definitions of custom fields by their ids
     */
    static Map<String, Object> shown(Content.Thing values, Map<UUID, Content.Thing> definitions) {
        var shown = new Document();
        if (values != null && values.get("values") instanceof Map<?, ?> all) {
            all.forEach((id, value) -> {
                Content.Thing field = definitions.get(UUID.fromString((String) id));
                if (field != null && value != null && isChoice(field, value)) {
                    shown.append((String) id, value);
                }
            });
        }
        return shown;
    }

    private static boolean isChoice(Content.Thing field, Object value) {
        return !(field.get("choices") instanceof List<?> choices) || choices.contains(value);
    }
}
