package incharge.customer;

import static incharge.customer.CustomerBoundary.DECIDER;

import incharge.customer.CustomerCommand.Change;
import incharge.customer.CustomerCommand.Register;
import incharge.customer.CustomerController.CustomerFields;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.EventStore;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Need;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.tabular.importing.ImportKind;
import incharge.tabular.importing.ImportRun;
import incharge.tabular.importing.ImportRun.Mode;
import incharge.tabular.importing.RowCommands;
import incharge.tabular.importing.Verdict;
import incharge.tabular.importing.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Customers from a file: registered, or changed where a customer has the number already. */
final class CustomerImport implements ImportKind {

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;

    CustomerImport(EventStore<CustomersEvent> store, FreeNumbers numbers, Known known) {
        this.store = store;
        this.numbers = numbers;
        this.known = known;
    }

    @Override
    public String path() {
        return "customers";
    }

    @Override
    public Need need() {
        return Need.edit(Area.CUSTOMERS);
    }

    @Override
    public String source() {
        return CustomerController.SOURCE;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.optional("number", "customerNumber"),
                Column.optional("name"),
                Column.optional("vatNumber"),
                Column.optional("ean"),
                Column.optional("country"),
                Column.optional("city"),
                Column.optional("street"),
                Column.optional("postcode"),
                Column.optional("email"),
                Column.optional("phone"),
                Column.optional("website"),
                Column.optional("currency"),
                Column.optional("customerSince", "createdAt"),
                Column.optional("category"),
                Column.optional("tags"));
    }

    /** A row whose texts keep all rules; what its cells leave blank is null. */
    private record Checked(Row row, String number, String name, CustomerDetails details, RequestedGrouping grouping) {}

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        RowCommands<CustomerCommand, CustomersEvent> commands = new RowCommands<>();
        Map<Integer, String> proposals = new HashMap<>();
        List<Checked> checked = new ArrayList<>();
        rows.forEach(row -> check(row, commands, checked));

        Map<String, UUID> holders = run.mode() == Mode.UPSERT ? holders(checked) : Map.of();
        Map<UUID, RequestedGrouping> wanted = new HashMap<>();
        checked.stream()
                .filter(row -> row.number() != null && row.grouping() != null)
                .filter(row -> holders.containsKey(Customer.key(row.number())))
                .forEach(row -> wanted.put(holders.get(Customer.key(row.number())), row.grouping()));
        Map<UUID, RequestedGrouping> missing = known.missing(wanted);

        for (Checked row : checked) {
            UUID existing = row.number() == null ? null : holders.get(Customer.key(row.number()));
            if (existing != null) {
                commands.ask(row.row(), change(existing, row, missing.get(existing)), existing, false);
            } else if (row.name() == null) {
                Fields fields = new Fields();
                fields.name("name", null);
                commands.refuse(row.row(), fields);
            } else {
                UUID id = run.idFor(row.row().number());
                String number = row.number() == null ? propose(row, proposals) : row.number();
                commands.ask(row.row(), new Register(id, number, row.name(), row.details(), row.grouping()), id, true);
                if (row.number() != null && run.mode() == Mode.UPSERT) {
                    holders.putIfAbsent(Customer.key(row.number()), id);
                }
            }
        }
        List<Verdict> verdicts = commands.decide(store, DECIDER, run);
        settleNumbers(run, verdicts, checked, proposals);
        return verdicts;
    }

    private void check(Row row, RowCommands<CustomerCommand, CustomersEvent> commands, List<Checked> checked) {
        Fields fields = new Fields();
        String number = fields.text("number", row.get("number"), Fields.NAME);
        String name = fields.text("name", row.get("name"), Fields.NAME);
        CustomerDetails details = new CustomerFields(
                        null,
                        null,
                        row.get("vatNumber"),
                        row.get("ean"),
                        row.get("currency"),
                        row.get("email"),
                        row.get("phone"),
                        row.get("website"),
                        row.get("country"),
                        new Address(row.get("street"), row.get("postcode"), row.get("city")),
                        row.get("customerSince"),
                        null)
                .details(fields);
        RequestedGrouping grouping = grouping(row, fields);
        if (fields.errors().isEmpty()) {
            checked.add(new Checked(row, number, name, details, grouping));
        } else {
            commands.refuse(row, fields);
        }
    }

    private static RequestedGrouping grouping(Row row, Fields fields) {
        String category = fields.text("category", row.get("category"), Fields.NAME);
        List<Reference> tags = row.get("tags") == null
                ? List.of()
                : Arrays.stream(row.get("tags").split(";"))
                        .map(tag -> fields.text("tags", tag, Fields.NAME))
                        .filter(tag -> tag != null)
                        .distinct()
                        .map(Reference::byName)
                        .toList();
        return RequestedGrouping.of(category == null ? null : Reference.byName(category), tags);
    }

    /** Who holds the numbers that rows name, by {@link Customer#key}. */
    private Map<String, UUID> holders(List<Checked> rows) {
        List<String> named =
                rows.stream().map(Checked::number).filter(Objects::nonNull).toList();
        return new HashMap<>(CustomerBoundary.holders(store, named));
    }

    /** A blank cell leaves a field as it is. */
    private static Change change(UUID id, Checked row, RequestedGrouping missing) {
        CustomerDetails given = row.details();
        return new Change(
                id,
                null,
                row.name(),
                before -> new CustomerDetails(
                        or(given.vatNumber(), before.vatNumber()),
                        or(given.ean(), before.ean()),
                        or(given.currency(), before.currency()),
                        or(given.email(), before.email()),
                        or(given.phone(), before.phone()),
                        or(given.website(), before.website()),
                        or(given.country(), before.country()),
                        merged(given.address(), before.address()),
                        or(given.customerSince(), before.customerSince())),
                missing);
    }

    private static Address merged(Address given, Address before) {
        return given == null || before == null
                ? or(given, before)
                : new Address(
                        or(given.street(), before.street()),
                        or(given.postcode(), before.postcode()),
                        or(given.city(), before.city()));
    }

    private static <T> T or(T given, T before) {
        return given == null ? before : given;
    }

    private String propose(Checked row, Map<Integer, String> proposals) {
        Reference category = row.grouping() == null ? null : row.grouping().category();
        String number = numbers.propose(known.numberingStart(category == null ? null : category.name()));
        proposals.put(row.row().number(), number);
        return number;
    }

    /** Proposals that came to nothing are free again, numbers that were given are not. */
    private void settleNumbers(
            ImportRun run, List<Verdict> verdicts, List<Checked> checked, Map<Integer, String> proposals) {
        Map<Integer, String> given = new HashMap<>();
        checked.stream()
                .filter(row -> row.number() != null)
                .forEach(row -> given.put(row.row().number(), row.number()));
        for (Verdict verdict : verdicts) {
            boolean made = verdict.outcome() == Outcome.CREATED && !run.dryRun();
            if (made && given.containsKey(verdict.row())) {
                numbers.take(given.get(verdict.row()));
            } else if (!made && proposals.containsKey(verdict.row())) {
                numbers.giveBack(proposals.get(verdict.row()));
            }
        }
    }
}
