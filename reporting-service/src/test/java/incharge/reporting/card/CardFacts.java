package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;

import incharge.reporting.testing.FactScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Adds facts of cards to a script. A place is a customer, or {@code customer/project}. */
final class CardFacts {

    private final FactScript script;

    CardFacts(FactScript script) {
        this.script = script;
    }

    private CardFacts add(String type, String key, String name, String place, Object... fields) {
        var all = new ArrayList<Object>(List.of(key, id(name)));
        String[] customerAndProject = place.split("/");
        all.addAll(Arrays.asList("customerId", id(customerAndProject[0])));
        if (customerAndProject.length > 1) {
            all.addAll(Arrays.asList("projectId", id(customerAndProject[1])));
        }
        all.addAll(Arrays.asList(fields));
        script.customers(type, id(name), all.toArray());
        return this;
    }

    CardFacts note(String text, String place, Object... fields) {
        return add("NoteAdded", "noteId", text, place, with(fields, "text", text));
    }

    CardFacts noteRemoved(String text, String place) {
        return add("NoteRemoved", "noteId", text, place);
    }

    CardFacts comment(String text, String customer) {
        return add("CommentAdded", "commentId", text, customer, "text", text);
    }

    CardFacts contact(String name, String customer, List<String> roles, List<String> keywords, Object... fields) {
        return add(
                "ContactAdded",
                "contactId",
                name,
                customer,
                with(fields, "name", name, "roles", roles, "keywords", keywords, "active", true));
    }

    CardFacts contactInactive(String name, String customer) {
        Object[] fields = {"name", name, "roles", List.of(), "keywords", List.of(), "active", false};
        return add("ContactChanged", "contactId", name, customer, fields);
    }

    CardFacts todo(String title, String place, String due, String status, Object... fields) {
        return add(
                "ActivityAdded",
                "activityId",
                title,
                place,
                with(fields, "kind", "todo", "title", title, "due", due, "status", status));
    }

    CardFacts calendar(String title, String place, String start, String end, Object... fields) {
        return add(
                "ActivityAdded",
                "activityId",
                title,
                place,
                with(
                        fields,
                        "kind",
                        "calendar",
                        "title",
                        title,
                        "start",
                        start,
                        "end",
                        end,
                        "status",
                        "not-started",
                        "rank",
                        "z"));
    }

    CardFacts moved(String title, String customer, String status) {
        return add(
                "ActivityMoved",
                "activityId",
                title,
                customer,
                "status",
                status,
                "previousStatus",
                status,
                "rank",
                title);
    }

    CardFacts activityRemoved(String title, String customer) {
        return add("ActivityRemoved", "activityId", title, customer);
    }

    CardFacts salesCase(String name, String place, Object... fields) {
        return add("SalesCaseOpened", "salesCaseId", name, place, with(fields, "name", name));
    }

    CardFacts salesCaseClosed(String name, String place, String outcome, String on) {
        return add("SalesCaseClosed", "salesCaseId", name, place, "outcome", outcome, "closedOn", on);
    }

    CardFacts file(String name, String place) {
        Object[] fields = {"name", name, "size", 3, "type", "text/plain", "sha256", "ab"};
        return add("FileAdded", "fileId", name, place, fields);
    }

    CardFacts link(String url, String place) {
        return add("LinkAdded", "linkId", url, place, "url", url);
    }

    CardFacts address(String street, String customer, Object... fields) {
        return add("AddressAdded", "addressId", street, customer, with(fields, "street", street));
    }

    CardFacts ofCustomer(String type, String customer, Object... fields) {
        script.customers(type, id(customer), with(fields, "customerId", id(customer)));
        return this;
    }

    CardFacts customField(String name, int position, Object... fields) {
        UUID field = id(name);
        Object[] own = {"customFieldId", field, "name", name, "type", "text", "position", position};
        script.customers("CustomFieldAdded", field, with(fields, own));
        return this;
    }

    private static Object[] with(Object[] more, Object... fields) {
        var all = new ArrayList<Object>(Arrays.asList(fields));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
