package incharge.imports;

import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Page;
import incharge.http.Paging;
import incharge.http.RequiresLevelInAnyArea;
import incharge.imports.Import.State;
import incharge.imports.ImportFilter.Place;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The imports of this service, the newest first; those of all services together come from the gateway. Kinds that the
 * caller may not import are left out.
 */
@RequiresLevelInAnyArea(level = Level.EDIT)
@RestController
final class ImportListController {

    /** The kinds of all services, so that a name of another service's kind is no error here. */
    enum What {
        CUSTOMERS,
        EMPLOYEES,
        PROJECTS,
        RESPONSIBILITIES;

        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stands for the caller in the filter by actor. */
    private static final String ME = "me";

    private final Imports imports;
    private final ImportAccess access;

    ImportListController(Imports imports, ImportAccess access) {
        this.imports = imports;
        this.access = access;
    }

    @GetMapping("/api/imports")
    Page<ImportStatus> list(
            @RequestParam(required = false) List<What> what,
            @RequestParam(required = false) List<State> state,
            @RequestParam(required = false) List<String> actor,
            Paging paging,
            Caller caller) {
        ImportFilter filter = access.visibleTo(caller);
        if (what != null) {
            filter = filter.ofKinds(what.stream().map(What::path).toList());
        }
        if (state != null) {
            filter = filter.inStates(state);
        }
        if (actor != null) {
            filter = filter.by(actor.stream()
                    .map(user -> user.equals(ME) ? caller.actor() : user)
                    .toList());
        }
        return page(filter, paging);
    }

    private Page<ImportStatus> page(ImportFilter filter, Paging paging) {
        List<Import> found = imports.list(filter, paging.first() ? null : place(paging), paging.limit() + 1);
        boolean more = found.size() > paging.limit();
        List<Import> page = more ? found.subList(0, paging.limit()) : found;
        String next = more
                ? paging.next(
                        Long.toString(page.getLast().startedAt().toEpochMilli()),
                        page.getLast().id().toString())
                : null;
        return new Page<>(access.statuses(page), next, imports.count(filter));
    }

    private static Place place(Paging paging) {
        List<String> after = paging.after();
        if (after.size() == 2) {
            try {
                return new Place(
                        Instant.ofEpochMilli(Long.parseLong(after.getFirst())), UUID.fromString(after.getLast()));
            } catch (IllegalArgumentException _) {
                throw invalidCursor();
            }
        }
        throw invalidCursor();
    }

    private static InvalidInput invalidCursor() {
        return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
    }
}
