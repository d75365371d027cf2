package incharge.grouping.settings;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import incharge.grouping.membership.CategoryVisibility;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.RequiresLevel;
import incharge.http.RequiresLevelInAnyArea;
import incharge.visibility.CallerVisibility;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The settings of the workspace over HTTP. */
@RestController
@RequestMapping("/api/settings")
class SettingsController {

    private final EventStore<GroupingsEvent> store;
    private final ResourceAnswers answers;
    private final UncategorisedCustomers uncategorised;
    private final CategoryVisibility categories;
    private final ZoneId zone;

    SettingsController(
            EventStore<GroupingsEvent> store,
            ResourceAnswers answers,
            UncategorisedCustomers uncategorised,
            CategoryVisibility categories,
            ZoneId zone) {
        this.store = store;
        this.answers = answers;
        this.uncategorised = uncategorised;
        this.categories = categories;
        this.zone = zone;
    }

    @RequiresLevelInAnyArea
    @GetMapping
    ResponseEntity<SettingsView> get(CallerVisibility visibility) {
        return answers.ok(stored(), current -> view(current, visibility));
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
    @PatchMapping
    ResponseEntity<SettingsView> change(
            @RequestBody Patch<SettingsFields> patch, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.changing(GroupingsLog.SETTINGS, patch.changes().reason());
        patched(stored().state().workspace().settings(), patch);
        Settings given = patch.changes().checked(zone, new Fields());
        refuseHidden("domestic", given.categories().domestic(), visibility);
        refuseHidden("european", given.categories().european(), visibility);
        refuseHidden("overseas", given.categories().overseas(), visibility);
        Decision<Groupings, GroupingsEvent> decision =
                Boolean.TRUE.equals(patch.changes().categoryRequired())
                        ? EventStore.untilUnchanged(() -> requireCategory(patch, given, origin))
                        : decide(patch, given, null, origin);
        return answers.ok(decision.current(GroupingBoundary.settings()), current -> view(current, visibility));
    }

    /** Answers as for a category that does not exist. */
    private void refuseHidden(String place, UUID category, CallerVisibility visibility) {
        if (category != null && categories.isHidden(category, visibility)) {
            throw InvalidInput.value(
                    "defaultCategories." + place, "category-unknown", "There is no category " + category + ".");
        }
    }

    /** Counts the customers in no category, and decides unless categories or settings changed meanwhile. */
    private Decision<Groupings, GroupingsEvent> requireCategory(
            Patch<SettingsFields> patch, Settings given, Origin origin) {
        long head = store.log().head();
        boolean required = stored().state().workspace().settings().categoryRequired();
        return decide(patch, given, required ? 0 : uncategorised.count(), origin.withBasedOn(head));
    }

    private Decision<Groupings, GroupingsEvent> decide(
            Patch<SettingsFields> patch, Settings given, Long uncategorisedCount, Origin origin) {
        var command = new ChangeSettings(
                UuidCreator.getTimeOrderedEpoch(),
                before -> patched(before, patch),
                categories(given.categories()),
                Account.named(given.namedAccounts()),
                uncategorisedCount);
        return store.decide(DECIDER, command, origin);
    }

    private static List<UUID> categories(DefaultCategories categories) {
        return Stream.of(categories.domestic(), categories.european(), categories.overseas())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Returns the settings with the patch applied; 422 if it breaks a rule. */
    private Settings patched(Settings before, Patch<SettingsFields> patch) {
        var fields = new Fields();
        Settings after = patch.applyTo(SettingsFields.of(before, zone)).checked(zone, fields);
        fields.check();
        return after;
    }

    private Current<Groupings> stored() {
        return store.current(DECIDER, GroupingBoundary.settings());
    }

    private SettingsView view(Current<Groupings> current, CallerVisibility visibility) {
        return SettingsView.of(
                current.state().workspace().settings(), zone, id -> !categories.isHidden(id, visibility));
    }
}
