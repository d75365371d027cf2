package incharge.reporting.card;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET} of the notes beneath a customer or a project. */
@RequiresLevel(area = Area.CUSTOMERS)
@RestController
class NotesController {

    private static final Set<ThingType> NOTES = Set.of(ThingType.NOTE);

    record Parameters(Instant asOf) {}

    private final AsOf asOf;
    private final CardThings things;

    NotesController(AsOf asOf, CardThings things) {
        this.asOf = asOf;
        this.things = things;
    }

    @GetMapping("/api/customers/{id}/notes")
    ResponseEntity<byte[]> ofCustomer(
            @PathVariable UUID id, Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return page(view, things.ofCustomer(view, CardThings.customer(view, id), NOTES), paging, language);
    }

    @GetMapping("/api/projects/{id}/notes")
    ResponseEntity<byte[]> ofProject(
            @PathVariable UUID id, Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        CardThings.project(view, id);
        return page(view, things.read(view, ThingFilter.of(NOTES).inProject(id)), paging, language);
    }

    private static ResponseEntity<byte[]> page(
            SnapshotView view, List<Content.Thing> found, Paging paging, Language language) {
        found.sort(Comparator.comparing(NotesController::newestFirst));
        Slice<Content.Thing> page =
                Slice.of(found, NotesController::newestFirst, paging.limit(), Answer.after(paging, language));
        return Answer.page(view, Answer.Page.of(page, paging, language, found.size()), ThingItem::write);
    }

    private static String newestFirst(Content.Thing thing) {
        return SortKeys.counted(Long.MAX_VALUE - thing.created().sequence());
    }
}
