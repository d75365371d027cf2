package incharge.grouping.settings;

import incharge.grouping.event.Accounts;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The settings as they are answered. The default categories and accounts that are not set are absent in theirs. */
public record SettingsView(
        String name,
        String country,
        String currency,
        boolean accountsInUse,
        boolean rolesInUse,
        boolean categoryRequired,
        boolean datedClicks,
        DefaultCategories defaultCategories,
        Accounts defaultAccounts,
        int paymentTermDays,
        List<String> closedProjectStatuses,
        String timeZone) {

    /** @param sees whether the caller sees a category */
    static SettingsView of(Settings settings, ZoneId zone, Predicate<UUID> sees) {
        return new SettingsView(
                settings.name(),
                settings.country(),
                settings.currency(),
                settings.accountsInUse(),
                settings.rolesInUse(),
                settings.categoryRequired(),
                settings.datedClicks(),
                settings.categories().onlyIf(sees),
                settings.accounts(),
                settings.paymentTermDays(),
                settings.closedProjectStatuses(),
                zone.getId());
    }
}
