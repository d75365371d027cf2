package incharge.customer.comment;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
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

/** One comment over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class CommentController {

    /** A comment's own fields as a client writes them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommentFields(String text, String reason) {

        Comment check() {
            var fields = new Fields();
            var comment = new Comment(fields.required("text", text, Fields.NOTE));
            fields.check();
            return comment;
        }
    }

    /** A comment as it is shown; {@code erased} is true where the person that it is about is erased, else null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommentText(
            @JsonInclude(JsonInclude.Include.ALWAYS) String text, Boolean erased) {

        static CommentText of(Comment comment) {
            return new CommentText(comment.text(), comment.text() == null ? true : null);
        }
    }

    private final ThingViews<Comment, CommentText> comments;

    CommentController(ThingViews.Desk desk) {
        this.comments = new ThingViews<>(desk, Comment.KIND, "/api/comments", CommentText::of);
    }

    @PostMapping("/api/customers/{id}/comments")
    ResponseEntity<ThingView<CommentText>> add(
            @PathVariable UUID id, @RequestBody CommentFields body, Origins origins, CallerVisibility visibility) {
        return comments.add(
                comments.places().beneathCustomer(id, null, visibility),
                body.check(),
                body.reason(),
                origins,
                visibility);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/comments/{id}")
    ResponseEntity<ThingView<CommentText>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return comments.get(id, visibility);
    }

    @PatchMapping("/api/comments/{id}")
    ResponseEntity<ThingView<CommentText>> change(
            @PathVariable UUID id,
            @RequestBody Patch<CommentFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        if (!isOwn(id, origins, visibility)) {
            throw notOwn("Only its author changes a comment.");
        }
        return comments.change(
                id,
                comment ->
                        patch.applyTo(new CommentFields(comment.text(), null)).check(),
                patch.changes().reason(),
                origins,
                visibility);
    }

    @DeleteMapping("/api/comments/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        if (!isOwn(id, origins, visibility) && !origins.caller().can(Area.CUSTOMERS, Level.ADMIN)) {
            throw notOwn("Only its author, or an admin of customers, deletes a comment.");
        }
        return comments.remove(id, reason, origins, visibility);
    }

    /** A comment has the same author for ever, so this holds also for the decision that follows. */
    private boolean isOwn(UUID id, Origins origins, CallerVisibility visibility) {
        return comments.addedBy(id, visibility).equals(origins.caller().actor());
    }

    private static ProblemException notOwn(String detail) {
        return ProblemException.of(403, "not-own", detail);
    }
}
