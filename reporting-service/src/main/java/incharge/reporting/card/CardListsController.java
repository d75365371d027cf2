package incharge.reporting.card;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET} of the things beneath a customer, a project or a sales case. */
@RequiresLevel(area = Area.CUSTOMERS)
@RestController
class CardListsController {

    private final AsOf asOf;
    private final CardThings things;
    private final ThingListViews lists;

    CardListsController(AsOf asOf, CardThings things, ThingListViews lists) {
        this.asOf = asOf;
        this.things = things;
        this.lists = lists;
    }

    enum CommentOrder {
        NEWEST
    }

    /** The parameter that lists of comments have beside {@link Parameters}. */
    record CommentOptions(CommentOrder sort) {}

    /** The parameters of the list of custom fields. */
    record FieldParameters(List<String> q, Instant asOf) {}

    private ThingScope customer(SnapshotView view, UUID id) {
        return ThingScope.ofCustomer(view.snapshot(), CardThings.customer(view, id));
    }

    private ThingScope project(SnapshotView view, UUID id) {
        return ThingScope.ofProject(CardThings.project(view, id).id());
    }

    private ThingScope salesCase(SnapshotView view, UUID id) {
        things.checkSalesCase(view, id);
        return ThingScope.ofSalesCase(view, id);
    }

    @GetMapping("/api/customers/{id}/addresses")
    ResponseEntity<byte[]> addresses(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.addresses(view, CardThings.customer(view, id), parameters, paging);
    }

    @GetMapping("/api/customers/{id}/contacts")
    ResponseEntity<byte[]> contacts(
            @PathVariable UUID id,
            Parameters parameters,
            ContactOptions options,
            Paging paging,
            Language language,
            Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.contacts(view, customer(view, id), parameters, options, paging, language);
    }

    @GetMapping("/api/customers/{id}/comments")
    ResponseEntity<byte[]> comments(
            @PathVariable UUID id, Parameters parameters, CommentOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        ThingOrder order = options.sort() == CommentOrder.NEWEST ? ThingOrder.LAST : ThingOrder.FIRST;
        return lists.plain(view, customer(view, id), parameters, filter(ThingType.COMMENT, parameters), order, paging);
    }

    @GetMapping("/api/customers/{id}/notes")
    ResponseEntity<byte[]> notesOfCustomer(
            @PathVariable UUID id, Parameters parameters, NoteOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return notes(view, customer(view, id), parameters, options, paging);
    }

    @GetMapping("/api/projects/{id}/notes")
    ResponseEntity<byte[]> notesOfProject(
            @PathVariable UUID id, Parameters parameters, NoteOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return notes(view, project(view, id), parameters, options, paging);
    }

    @GetMapping("/api/sales-cases/{id}/notes")
    ResponseEntity<byte[]> notesOfSalesCase(
            @PathVariable UUID id, Parameters parameters, NoteOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return notes(view, salesCase(view, id), parameters, options, paging);
    }

    private ResponseEntity<byte[]> notes(
            SnapshotView view, ThingScope scope, Parameters parameters, NoteOptions options, Paging paging) {
        ThingFilter filter = options.choose(filter(ThingType.NOTE, parameters));
        return lists.plain(view, scope, parameters, filter, ThingOrder.LAST, paging);
    }

    @GetMapping("/api/customers/{id}/activities")
    ResponseEntity<byte[]> activitiesOfCustomer(
            @PathVariable UUID id, Parameters parameters, ActivityOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.activities(view, customer(view, id), parameters, options, paging);
    }

    @GetMapping("/api/projects/{id}/activities")
    ResponseEntity<byte[]> activitiesOfProject(
            @PathVariable UUID id, Parameters parameters, ActivityOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.activities(view, project(view, id), parameters, options, paging);
    }

    @GetMapping("/api/sales-cases/{id}/activities")
    ResponseEntity<byte[]> activitiesOfSalesCase(
            @PathVariable UUID id, Parameters parameters, ActivityOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.activities(view, salesCase(view, id), parameters, options, paging);
    }

    @GetMapping("/api/customers/{id}/sales-cases")
    ResponseEntity<byte[]> salesCases(
            @PathVariable UUID id, Parameters parameters, SalesCaseOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.salesCases(view, customer(view, id), parameters, options, paging);
    }

    @GetMapping("/api/customers/{id}/files")
    ResponseEntity<byte[]> filesOfCustomer(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return newest(view, customer(view, id), parameters, ThingType.FILE, paging);
    }

    @GetMapping("/api/projects/{id}/files")
    ResponseEntity<byte[]> filesOfProject(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return newest(view, project(view, id), parameters, ThingType.FILE, paging);
    }

    @GetMapping("/api/customers/{id}/links")
    ResponseEntity<byte[]> linksOfCustomer(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return newest(view, customer(view, id), parameters, ThingType.LINK, paging);
    }

    @GetMapping("/api/projects/{id}/links")
    ResponseEntity<byte[]> linksOfProject(@PathVariable UUID id, Parameters parameters, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return newest(view, project(view, id), parameters, ThingType.LINK, paging);
    }

    private ResponseEntity<byte[]> newest(
            SnapshotView view, ThingScope scope, Parameters parameters, ThingType type, Paging paging) {
        return lists.plain(view, scope, parameters, filter(type, parameters), ThingOrder.LAST, paging);
    }

    private ThingFilter filter(ThingType type, Parameters parameters) {
        return parameters.filter(type).created(parameters.from(), parameters.to(), asOf.zone());
    }

    @GetMapping("/api/custom-fields")
    ResponseEntity<byte[]> customFields(FieldParameters parameters, Paging paging, Caller caller) {
        return lists.customFields(asOf.view(caller, parameters.asOf()), parameters.q(), paging);
    }
}
