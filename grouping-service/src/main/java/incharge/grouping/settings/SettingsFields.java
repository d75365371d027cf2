package incharge.grouping.settings;

import incharge.grouping.event.Accounts;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import incharge.http.Fields;
import incharge.http.NameKey;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings as a client writes them. A setting that is null is the one of a new workspace.
 *
 * @param paymentTermDays of any size, so that a number out of range is rejected as such
 * @param timeZone the one that is configured; another one is rejected
 */
public record SettingsFields(
        String name,
        String country,
        String currency,
        Boolean accountsInUse,
        Boolean rolesInUse,
        Boolean categoryRequired,
        Boolean datedClicks,
        DefaultCategories defaultCategories,
        Accounts defaultAccounts,
        BigInteger paymentTermDays,
        List<String> closedProjectStatuses,
        String timeZone,
        String reason) {

    private static final BigInteger MAX_DAYS = BigInteger.valueOf(365);
    private static final int MAX_STATUSES = 100;

    static SettingsFields of(Settings settings, ZoneId zone) {
        return new SettingsFields(
                settings.name(),
                settings.country(),
                settings.currency(),
                settings.accountsInUse(),
                settings.rolesInUse(),
                settings.categoryRequired(),
                settings.datedClicks(),
                settings.defaultCategories(),
                settings.defaultAccounts(),
                BigInteger.valueOf(settings.paymentTermDays()),
                settings.closedProjectStatuses(),
                zone.getId(),
                null);
    }

    /** Returns the valid settings; errors are added to {@code fields}. */
    Settings checked(ZoneId zone, Fields fields) {
        if (timeZone != null && !timeZone.equals(zone.getId())) {
            fields.reject("timeZone", "read-only", "The time zone is configured where the system runs.");
        }
        Settings initial = Settings.INITIAL;
        return new Settings(
                or(name == null ? null : fields.name("name", name), initial.name()),
                or(fields.country("country", country), initial.country()),
                or(fields.currency("currency", currency), initial.currency()),
                or(accountsInUse, initial.accountsInUse()),
                or(rolesInUse, initial.rolesInUse()),
                or(categoryRequired, initial.categoryRequired()),
                or(datedClicks, initial.datedClicks()),
                defaultCategories == null ? null : defaultCategories.orNull(),
                defaultAccounts == null ? null : accounts(fields.in("defaultAccounts.")),
                paymentTermDays == null ? initial.paymentTermDays() : days(fields),
                closedProjectStatuses == null ? initial.closedProjectStatuses() : statuses(fields));
    }

    private static <T> T or(T given, T initial) {
        return given == null ? initial : given;
    }

    private Accounts accounts(Fields fields) {
        String ledger = fields.text("ledger", defaultAccounts.ledger(), Fields.NAME);
        String debtorControl = fields.text("debtorControl", defaultAccounts.debtorControl(), Fields.NAME);
        return ledger == null && debtorControl == null ? null : new Accounts(ledger, debtorControl);
    }

    private int days(Fields fields) {
        if (paymentTermDays.signum() < 0 || paymentTermDays.compareTo(MAX_DAYS) > 0) {
            fields.reject("paymentTermDays", "out-of-range", "A payment term has 0 to " + MAX_DAYS + " days.");
        }
        return paymentTermDays.intValue();
    }

    /** Returns each status once, without regard to case, as it is written first. */
    private List<String> statuses(Fields fields) {
        if (closedProjectStatuses.size() > MAX_STATUSES) {
            fields.reject("closedProjectStatuses", "too-many", "At most " + MAX_STATUSES + " statuses can be named.");
            return List.of();
        }
        List<String> statuses = new ArrayList<>();
        Map<String, String> byKey = new TreeMap<>();
        for (int i = 0; i < closedProjectStatuses.size(); i++) {
            String status = fields.name("closedProjectStatuses[" + i + "]", closedProjectStatuses.get(i));
            if (status != null && byKey.putIfAbsent(NameKey.of(status), status) == null) {
                statuses.add(status);
            }
        }
        return statuses;
    }
}
