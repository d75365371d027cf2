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

    /**
     * @param key in the order of the list; made once, since a collation key is dear
     * @param entity a category or a tag; null for no category, which comes first
     */
    private record Pick(String key, Named entity) {

        static final Pick NONE = new Pick("", null);

        static Pick of(Named entity, Collation collation) {
            return new Pick(collation.key(entity), entity);
        }
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/groupings")
    ResponseEntity<byte[]> groupings(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Snapshot snapshot = view.snapshot();
        var search = Search.of(parameters.q());
        var picks = new ArrayList<Pick>();
        picks.add(Pick.NONE);
        snapshot.categories().inOrder().stream()
                .filter(category ->
                        search.finds(category.text()) && view.visibility().sees(category))
                .map(entity -> Pick.of(entity, language.collation()))
                .forEach(picks::add);
        snapshot.tags().inOrder().stream()
                .filter(tag -> search.finds(tag.text()))
                .map(entity -> Pick.of(entity, language.collation()))
                .forEach(picks::add);
        picks.sort(Comparator.comparing(Pick::key));
        Slice<Pick> page = Slice.of(picks, Pick::key, paging.limit(), Answer.after(paging, language));
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
