package incharge.grouping.category;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.Settings;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.LevelMissing;
import incharge.http.Region;
import incharge.http.RequiredLevel;
import incharge.http.RequiresLevelInAnyArea;
import incharge.visibility.CallerVisibility;
import incharge.visibility.VisibilityRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proposes a category for a new customer, by its country. */
@RestController
class ProposalController {

    /** {@code category} is null if none is set or if it is hidden from the caller. */
    record ProposalView(Region region, ProposedCategory category) {}

    record ProposedCategory(UUID id, String name) {}

    private static final List<RequiredLevel> ONE_OF =
            List.of(new RequiredLevel(Area.GROUPS, Level.VIEW), new RequiredLevel(Area.CUSTOMERS, Level.VIEW));

    private final EventStore<GroupingsEvent> store;
    private final ResourceAnswers answers;

    ProposalController(EventStore<GroupingsEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @RequiresLevelInAnyArea
    @GetMapping("/api/categories/proposal")
    ResponseEntity<ProposalView> propose(
            @RequestParam(required = false) String country, Caller caller, CallerVisibility visibility) {
        if (ONE_OF.stream().noneMatch(caller::can)) {
            throw LevelMissing.anyOf(ONE_OF);
        }
        var fields = new Fields();
        String code = fields.country("country", country);
        if (!fields.errors().isEmpty()) {
            throw InvalidInput.request(fields.errors());
        }
        Current<Groupings> current = store.current(DECIDER, GroupingBoundary.definitions());
        Settings settings = current.state().workspace().settings();
        Region region = Region.of(code, settings.country());
        return ResponseEntity.ok()
                .headers(EventPositions.at(answers.source(), current.head()))
                .body(new ProposalView(
                        region,
                        Optional.ofNullable(settings.categories().of(region))
                                .flatMap(current.state().categories()::find)
                                .filter(category -> sees(visibility, category))
                                .map(category -> new ProposedCategory(category.id(), category.name()))
                                .orElse(null)));
    }

    private static boolean sees(CallerVisibility visibility, Category category) {
        return VisibilityRule.sees(visibility.viewer(), Set.copyOf(category.sellerIds()));
    }
}
