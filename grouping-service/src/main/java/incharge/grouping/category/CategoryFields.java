package incharge.grouping.category;

import incharge.grouping.decision.Category;
import incharge.grouping.event.Accounts;
import incharge.grouping.membership.MemberChange;
import incharge.http.Fields;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A category as a client writes it. {@code sellerIds} and customers that are null stay as they are.
 *
 * @param numberingStart of any size, so that a number out of range is rejected as such
 */
public record CategoryFields(
        String name,
        BigInteger numberingStart,
        Accounts accounts,
        List<String> accountingTargets,
        List<UUID> sellerIds,
        List<UUID> customerIds,
        List<UUID> addCustomerIds,
        List<UUID> removeCustomerIds,
        Boolean preview,
        String basedOn,
        String reason) {

    private static final BigInteger MAX_NUMBERING_START = BigInteger.valueOf(999_999_999);
    private static final int MAX_TARGETS = 100;

    MemberChange members() {
        return MemberChange.of(customerIds, addCustomerIds, removeCustomerIds);
    }

    /** Returns the valid values; errors are added to {@code fields}. */
    Category category(UUID id, Fields fields) {
        return new Category(
                id,
                fields.name("name", name),
                numberingStart(fields),
                accounts == null ? null : accounts(fields.in("accounts.")),
                accountingTargets == null || accountingTargets.isEmpty() ? null : targets(fields),
                sellerIds == null ? null : sellerIds.stream().distinct().toList());
    }

    private Integer numberingStart(Fields fields) {
        if (numberingStart == null) {
            return null;
        }
        if (numberingStart.signum() < 0 || numberingStart.compareTo(MAX_NUMBERING_START) > 0) {
            fields.reject(
                    "numberingStart", "out-of-range", "A series starts between 0 and " + MAX_NUMBERING_START + ".");
        }
        return numberingStart.intValue();
    }

    private Accounts accounts(Fields fields) {
        String ledger = fields.text("ledger", accounts.ledger(), Fields.NAME);
        String debtorControl = fields.text("debtorControl", accounts.debtorControl(), Fields.NAME);
        return ledger == null && debtorControl == null ? null : new Accounts(ledger, debtorControl);
    }

    private List<String> targets(Fields fields) {
        if (accountingTargets.size() > MAX_TARGETS) {
            fields.reject(
                    "accountingTargets", "too-many", "A category has at most " + MAX_TARGETS + " accounting targets.");
            return null;
        }
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < accountingTargets.size(); i++) {
            targets.add(fields.name("accountingTargets[" + i + "]", accountingTargets.get(i)));
        }
        return targets;
    }
}
