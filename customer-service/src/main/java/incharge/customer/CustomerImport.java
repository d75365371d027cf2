package incharge.customer;

import static incharge.customer.CustomerBoundary.DECIDER;

import incharge.customer.Customer.Registry;
import incharge.customer.CustomerCommand.Archive;
import incharge.customer.CustomerCommand.Change;
import incharge.customer.CustomerCommand.Register;
import incharge.customer.CustomerCommand.Revert;
import incharge.customer.CustomerController.CustomerFields;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.Memberships.Wish;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.RequiredLevel;
import incharge.imports.ImportKind;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.imports.Verdict;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Customers from a file: registered, or changed where a customer has the number already. */
final class CustomerImport implements ImportKind {

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;
    private final CallerVisibilities sights;

    CustomerImport(EventStore<CustomersEvent> store, FreeNumbers numbers, Known known, CallerVisibilities sights) {
        this.store = store;
        this.numbers = numbers;
        this.known = known;
        this.sights = sights;
    }

    @Override
    public String path() {
        return "customers";
    }

    @Override
    public RequiredLevel requiredLevel() {
        return RequiredLevel.edit(Area.CUSTOMERS);
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
        return RowNumbers.decide(
                run,
                rows,
                numbers,
                named -> CustomerBoundary.holders(store, named).keySet(),
                this::round);
    }

    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        List<UUID> customers =
                made.stream().map(verdict -> UUID.fromString(verdict.id())).toList();
        Set<UUID> hidden = sights.of(run.caller(), run.startedAt()).hidden(customers);
        return run.undo(
                store,
                new Undo<>(
                        DECIDER,
                        run.commandIds(),
                        event -> event instanceof CustomerEvent of ? of.customerId() : null,
                        CustomerBoundary::life,
                        life -> back(life, hidden, run)),
                made,
                customers);
    }

    private static CustomerCommand back(Undo.Life<UUID, Registry> life, Set<UUID> hidden, UndoRun run) {
        UUID id = life.thing();
        if (hidden.contains(id)) {
            throw Customer.unknown(id);
        }
        Customer before = life.before().byId().get(id);
        if (before == null) {
            return new Archive(id);
        }
        boolean asked = life.now().byId().get(id).asked() > before.asked();
        if (asked && !run.caller().can(GroupingRight.EDIT)) {
            throw GroupingRight.forbidden(null);
        }
        return new Revert(id, before.name(), before.details(), asked ? run.importId() : null);
    }

    private List<Verdict> round(ImportRun run, List<Row> rows, RowNumbers ofRows) {
        RowCommands<CustomerCommand, CustomersEvent> commands = new RowCommands<>();
        List<Checked> checked = new ArrayList<>();
        rows.forEach(row -> check(row, commands, checked));

        CallerVisibility sight = sights.of(run.caller(), run.startedAt());
        Map<String, UUID> holders = run.mode() == Mode.UPSERT ? holders(checked) : Map.of();
        // whom the starter may not see is not there: the row is one of a new customer whose number is taken
        Set<UUID> hidden = sight.hidden(holders.values());
        Map<String, UUID> seen = new HashMap<>(holders);
        seen.values().removeAll(hidden);
        Memberships memberships = known.memberships(wishes(checked, seen), run.startedAt());
        GroupingRight right = right(run, sight, checked);
        for (Checked row : checked) {
            UUID existing = row.number() == null ? null : seen.get(Customer.key(row.number()));
            UUID made = run.idFor(row.row().number());
            if (existing == null && row.name() == null) {
                Fields fields = new Fields();
                fields.name("name", null);
                commands.refuse(row.row(), fields);
                continue;
            }
            UUID customer = existing == null ? made : existing;
            try {
                RequestedGrouping missing = memberships.missing(new Wish(customer, row.grouping()));
                // it is this row's own when its chunk is repeated after a crash
                RequestedGrouping asked = right.allowed(missing, existing == null || existing.equals(made));
                if (existing != null) {
                    commands.add(row.row(), change(existing, row, asked), existing, existing.equals(made));
                } else {
                    commands.add(row.row(), register(made, row, asked, ofRows), made, true);
                    if (row.number() != null
                            && run.mode() == Mode.UPSERT
                            && !holders.containsKey(Customer.key(row.number()))) {
                        seen.put(Customer.key(row.number()), made);
                    }
                }
                memberships.ask(customer, missing);
            } catch (Refused refused) {
                commands.refuse(row.row(), refused.code(), refused.field(), refused.getMessage());
            }
        }
        return ofRows.decide(commands, store, DECIDER, run, CustomerImport::number, Customer.EXISTS);
    }

    private static Optional<String> number(CustomersEvent event) {
        return event instanceof CustomerRegistered made ? Optional.of(made.number()) : Optional.empty();
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
                        row.day("customerSince"),
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

    /** What rows wish for customers that exist. */
    private static List<Wish> wishes(List<Checked> rows, Map<String, UUID> seen) {
        return rows.stream()
                .filter(row -> row.number() != null && row.grouping() != null)
                .filter(row -> seen.containsKey(Customer.key(row.number())))
                .map(row -> new Wish(seen.get(Customer.key(row.number())), row.grouping()))
                .toList();
    }

    private GroupingRight right(ImportRun run, CallerVisibility sight, List<Checked> rows) {
        boolean edits = run.caller().can(GroupingRight.EDIT);
        List<String> named = edits && !sight.restricted()
                ? List.of()
                : rows.stream()
                        .filter(row -> row.grouping() != null && row.grouping().category() != null)
                        .map(row -> row.grouping().category().name())
                        .toList();
        return new GroupingRight(edits, known.seeing(run.caller(), sight), known.categories(named, run.startedAt()));
    }

    private Register register(UUID id, Checked row, RequestedGrouping grouping, RowNumbers ofRows) {
        Reference category = row.grouping() == null ? null : row.grouping().category();
        String number = row.number() != null
                ? row.number()
                : ofRows.propose(row.row(), known.numberingStart(category == null ? null : category.name()));
        return new Register(id, number, row.name(), row.details(), grouping);
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
}
