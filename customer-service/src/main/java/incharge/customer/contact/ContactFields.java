package incharge.customer.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.ContactProfile;
import incharge.customer.event.Keys;
import incharge.http.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** A contact's own fields as a client writes them, not checked yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContactFields(
        String name,
        String title,
        String email,
        String phone,
        List<String> roles,
        List<String> keywords,
        UUID addressId,
        Boolean active,
        String reason) {

    private static final int MOST_WORDS = 50;

    static ContactFields of(ContactProfile profile) {
        return new ContactFields(
                profile.name(),
                profile.title(),
                profile.email(),
                profile.phone(),
                profile.roles(),
                profile.keywords(),
                profile.addressId(),
                profile.active(),
                null);
    }

    ContactProfile check() {
        var fields = new Fields();
        fields.required("name", name, Fields.NAME);
        ContactProfile profile = checked(fields);
        fields.check();
        return profile;
    }

    /**
     * Checks the fields of an erased person, who has no name; a text about the person is refused when it is recorded.
     */
    ContactProfile checkErased() {
        var fields = new Fields();
        ContactProfile profile = checked(fields);
        fields.check();
        return profile;
    }

    private ContactProfile checked(Fields fields) {
        return new ContactProfile(
                fields.text("name", name, Fields.NAME),
                fields.text("title", title, Fields.NAME),
                fields.email("email", email),
                fields.phone("phone", phone),
                words("roles", roles, fields),
                words("keywords", keywords, fields),
                addressId,
                active == null || active);
    }

    /** Returns each word once without regard to case, as it is written first. */
    private static List<String> words(String field, List<String> words, Fields fields) {
        var distinct = new LinkedHashMap<String, String>();
        List<String> all = words == null ? List.of() : words;
        for (int i = 0; i < all.size(); i++) {
            String word = fields.name(field + "[" + i + "]", all.get(i));
            if (word != null) {
                distinct.putIfAbsent(Keys.of(word), word);
            }
        }
        if (distinct.size() > MOST_WORDS) {
            fields.reject(field, "too-many", "A contact has at most " + MOST_WORDS + " " + field + ".");
        }
        return List.copyOf(distinct.values());
    }
}
