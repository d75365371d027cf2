package incharge.gateway.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.gateway.page.Language;
import incharge.gateway.repeats.Repeats;
import incharge.gateway.signin.CallerLookup;
import incharge.gateway.views.SavedViews.Stored;
import incharge.http.Caller;
import incharge.http.ETags;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Page;
import incharge.http.Paging;
import incharge.http.Patch;
import incharge.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Saved views over HTTP. Everybody sees own and shared ones, only the owner changes a view. */
@RestController
@RequestMapping("/api/views")
class ViewController {

    /** Views that one user may have. */
    static final int MOST = 500;

    private static final int LONGEST_QUERY = 8_000;

    /** The employee that a user is who is none. */
    private static final JsonNode UNKNOWN = MissingNode.getInstance();

    record ViewFields(String name, String page, String query, Boolean shared) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnerView(String user, JsonNode name, JsonNode erased) {}

    record SavedViewView(
            UUID id, String name, String page, String query, boolean shared, OwnerView owner, Instant updatedAt) {

        /** @param owner the employee that the owner is, as reporting describes it */
        static SavedViewView of(SavedView view, JsonNode owner) {
            return new SavedViewView(
                    view.id(),
                    view.name(),
                    view.page(),
                    view.query(),
                    view.shared(),
                    new OwnerView(view.owner(), owner.get("name"), owner.get("erased")),
                    view.updatedAt());
        }
    }

    private final SavedViews views;
    private final Repeats repeats;
    private final CallerLookup employees;

    ViewController(SavedViews views, Repeats repeats, CallerLookup employees) {
        this.views = views;
        this.repeats = repeats;
        this.employees = employees;
    }

    /** @param lang language whose order of names counts; the parameter itself is read by {@link Language} */
    @GetMapping
    ResponseEntity<Page<SavedViewView>> list(
            @RequestParam(required = false) Language lang,
            Paging paging,
            Caller caller,
            JwtAuthenticationToken token,
            HttpServletRequest request) {
        String language = Language.of(request).tag();
        List<String> after = paging.after();
        if (!paging.first() && (after.size() != 3 || !after.getFirst().equals(language))) {
            throw InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
        }
        List<SavedView> found = views.page(
                caller.actor(), language, paging.first() ? List.of() : after.subList(1, 3), paging.limit() + 1);
        boolean more = found.size() > paging.limit();
        List<SavedView> items = more ? found.subList(0, paging.limit()) : found;
        String next = more
                ? paging.next(
                        language, items.getLast().name(), items.getLast().id().toString())
                : null;
        Map<String, JsonNode> owners =
                employees(items.stream().map(SavedView::owner).toList(), token);
        List<SavedViewView> shown = items.stream()
                .map(view -> SavedViewView.of(view, owners.getOrDefault(view.owner(), UNKNOWN)))
                .toList();
        return json(ResponseEntity.ok()).body(new Page<>(shown, next, views.countVisible(caller.actor())));
    }

    @PostMapping
    ResponseEntity<SavedViewView> add(
            @RequestBody ViewFields body, Caller caller, JwtAuthenticationToken token, HttpServletRequest request)
            throws IOException {
        ViewFields checked = checked(body);
        JsonNode owner = employee(caller.actor(), token);
        return repeats.answer(request, caller, earlier -> created(SavedViews.stored(earlier), owner), once -> {
            if (views.countOf(caller.actor()) >= MOST) {
                throw InvalidInput.value("name", "too-many", "One person has at most " + MOST + " views.");
            }
            SavedView added = view(UuidCreator.getTimeOrderedEpoch(), checked, caller.actor());
            return created(views.add(added, once), owner);
        });
    }

    @GetMapping("/{id}")
    ResponseEntity<SavedViewView> get(@PathVariable UUID id, Caller caller, JwtAuthenticationToken token) {
        Stored stored = views.find(id, caller.actor()).orElseThrow(ProblemException::notFound);
        return answer(ResponseEntity.ok(), stored, employee(stored.view().owner(), token));
    }

    @PatchMapping("/{id}")
    ResponseEntity<SavedViewView> change(
            @PathVariable UUID id,
            @RequestBody Patch<ViewFields> patch,
            Caller caller,
            JwtAuthenticationToken token,
            HttpServletRequest request)
            throws IOException {
        JsonNode owner = employee(caller.actor(), token);
        Stored changed = repeats.answer(request, caller, SavedViews::stored, once -> {
            Stored before;
            Stored after;
            do {
                before = own(id, caller, request);
                after = patched(before, patch);
            } while (!views.replace(before, after, once));
            return after;
        });
        return answer(ResponseEntity.ok(), changed, owner);
    }

    private static Stored patched(Stored before, Patch<ViewFields> patch) {
        SavedView view = before.view();
        var fields = new ViewFields(view.name(), view.page(), view.query(), view.shared());
        ViewFields changed = checked(patch.applyTo(fields));
        return changed.equals(fields)
                ? before
                : new Stored(view(view.id(), changed, view.owner()), before.version() + 1);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, Caller caller, HttpServletRequest request) throws IOException {
        ResponseEntity<Void> deleted = ResponseEntity.noContent().build();
        return repeats.answer(request, caller, _ -> deleted, once -> {
            Stored stored = own(id, caller, request);
            while (!views.delete(stored, once)) {
                stored = own(id, caller, request);
            }
            return deleted;
        });
    }

    /** Finds the view to change, at a version that {@code If-Match} names. */
    private Stored own(UUID id, Caller caller, HttpServletRequest request) {
        Optional<ETags.IfMatch> expected = ETags.expected(request.getHeaders("If-Match"));
        Stored stored = views.find(id, caller.actor()).orElseThrow(ProblemException::notFound);
        if (!stored.view().isOf(caller.actor())) {
            throw ProblemException.of(403, "not-own", "Only its owner changes a view.");
        }
        if (expected.isPresent() && !expected.get().matches(stored.version())) {
            throw ProblemException.of(
                    412, "stale", "It was changed since the version that If-Match names. Read it again.");
        }
        return stored;
    }

    private static ViewFields checked(ViewFields body) {
        var fields = new Fields();
        String name = fields.name("name", body.name());
        String page = fields.name("page", body.page());
        String query = fields.text("query", body.query(), LONGEST_QUERY);
        fields.check();
        return new ViewFields(name, page, query == null ? "" : query, body.shared() != null && body.shared());
    }

    private static SavedView view(UUID id, ViewFields fields, String owner) {
        // the database keeps milliseconds
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new SavedView(id, fields.name(), fields.page(), fields.query(), fields.shared(), owner, now);
    }

    private JsonNode employee(String user, JwtAuthenticationToken token) {
        return employees(List.of(user), token).getOrDefault(user, UNKNOWN);
    }

    private Map<String, JsonNode> employees(List<String> users, JwtAuthenticationToken token) {
        try {
            return employees.employees(users, token.getToken().getTokenValue());
        } catch (CallerLookup.Inactive inactive) {
            throw CallerLookup.refusal();
        }
    }

    private static ResponseEntity<SavedViewView> created(Stored stored, JsonNode owner) {
        URI location = URI.create("/api/views/" + stored.view().id());
        return answer(ResponseEntity.created(location), stored, owner);
    }

    private static ResponseEntity<SavedViewView> answer(
            ResponseEntity.BodyBuilder answer, Stored stored, JsonNode owner) {
        return json(answer).eTag(ETags.of(stored.version())).body(SavedViewView.of(stored.view(), owner));
    }

    /** Answers are JSON whatever the caller accepts. A 406 would come only after a command has taken effect. */
    private static ResponseEntity.BodyBuilder json(ResponseEntity.BodyBuilder answer) {
        return answer.contentType(MediaType.APPLICATION_JSON);
    }
}
