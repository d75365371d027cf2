package incharge.reporting.groupings;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.GroupCounts;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Search;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /api/groupings}: categories and tags as one list to pick from, behind the place of customers in no
 * category. The counts are those of the lists of categories and of tags.
 */
@RestController
class GroupingsController {

    private final AsOf asOf;

    GroupingsController(AsOf asOf) {
        this.asOf = asOf;
    }

    record Parameters(List<String> q, Instant asOf) {}

    /** @param entity a category or a tag; null for no category, which comes first */
    private record Pick(Named entity) {

        String key(Collation collation) {
            return entity == null ? "" : collation.key(entity);
        }
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/groupings")
    ResponseEntity<byte[]> groupings(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Snapshot snapshot = view.snapshot();
        var search = Search.of(parameters.q());
        var picks = new ArrayList<Pick>();
        picks.add(new Pick(null));
        snapshot.categories().inOrder().stream()
                .filter(category ->
                        search.finds(category.text()) && view.visibility().sees(category))
                .map(Pick::new)
                .forEach(picks::add);
        snapshot.tags().inOrder().stream()
                .filter(tag -> search.finds(tag.text()))
                .map(Pick::new)
                .forEach(picks::add);
        Function<Pick, String> key = pick -> pick.key(language.collation());
        picks.sort(Comparator.comparing(key));
        Slice<Pick> page = Slice.of(picks, key, paging.limit(), Answer.after(paging, language));
        return Answer.page(
                view, Answer.Page.of(page, paging, language, picks.size()), (json, _, pick) -> write(json, view, pick));
    }

    private static void write(JsonGenerator json, SnapshotView view, Pick pick) {
        Json.text(json, "type", pick.entity() instanceof Tag ? "tag" : "category");
        if (pick.entity() == null) {
            Json.text(json, "id", "none");
            json.writeNumberProperty(
                    "customerCount",
                    CustomerFilter.UNCATEGORISED
                            .of(view.snapshot(), view.visibility())
                            .size());
            return;
        }
        Json.id(json, "id", pick.entity().id());
        Json.text(json, "name", pick.entity().name());
        if (pick.entity() instanceof Tag tag && tag.group() != null) {
            Json.text(json, "group", tag.group());
        }
        json.writeNumberProperty("customerCount", GroupCounts.of(view).getOrDefault(pick.entity(), 0));
    }
}
