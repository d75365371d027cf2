package incharge.customer.note;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.event.Place;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One note over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class NoteController {

    /** A note's own fields as a client writes them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoteFields(String text, String reason) {

        Note check() {
            var fields = new Fields();
            var note = new Note(fields.required("text", text, Fields.NOTE));
            fields.check();
            return note;
        }
    }

    /** A note beneath a customer, which may be one on a project or a sales case of the customer. */
    record NewNote(@JsonUnwrapped NoteFields fields, UUID projectId, UUID salesCaseId) {}

    /** A note as it is shown; {@code erased} is true where the person that it is about is erased, else null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoteText(@JsonInclude(JsonInclude.Include.ALWAYS) String text, Boolean erased) {

        static NoteText of(Note note) {
            return new NoteText(note.text(), note.text() == null ? true : null);
        }
    }

    private final ThingViews<Note, NoteText> notes;

    NoteController(ThingViews.Desk desk) {
        this.notes = new ThingViews<>(desk, Note.KIND, "/api/notes", NoteText::of);
    }

    @PostMapping("/api/customers/{id}/notes")
    ResponseEntity<ThingView<NoteText>> addToCustomer(
            @PathVariable UUID id, @RequestBody NewNote body, Origins origins, CallerVisibility visibility) {
        return add(
                notes.places().beneathCustomer(id, body.projectId(), body.salesCaseId(), visibility),
                body.fields(),
                origins,
                visibility);
    }

    @PostMapping("/api/projects/{id}/notes")
    ResponseEntity<ThingView<NoteText>> addToProject(
            @PathVariable UUID id, @RequestBody NoteFields body, Origins origins, CallerVisibility visibility) {
        return add(notes.places().beneathProject(id, visibility), body, origins, visibility);
    }

    @PostMapping("/api/sales-cases/{id}/notes")
    ResponseEntity<ThingView<NoteText>> addToSalesCase(
            @PathVariable UUID id, @RequestBody NoteFields body, Origins origins, CallerVisibility visibility) {
        return add(notes.places().beneathSalesCase(id, visibility), body, origins, visibility);
    }

    private ResponseEntity<ThingView<NoteText>> add(
            Place place, NoteFields body, Origins origins, CallerVisibility visibility) {
        return notes.add(place, body.check(), body.reason(), origins, visibility);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/notes/{id}")
    ResponseEntity<ThingView<NoteText>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return notes.get(id, visibility);
    }

    @PatchMapping("/api/notes/{id}")
    ResponseEntity<ThingView<NoteText>> change(
            @PathVariable UUID id, @RequestBody Patch<NoteFields> patch, Origins origins, CallerVisibility visibility) {
        return notes.change(
                id,
                note -> patch.applyTo(new NoteFields(note.text(), null)).check(),
                patch.changes().reason(),
                origins,
                visibility);
    }

    @DeleteMapping("/api/notes/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        return notes.remove(id, reason, origins, visibility);
    }
}
