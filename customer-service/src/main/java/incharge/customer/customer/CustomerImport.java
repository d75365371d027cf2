package incharge.customer.customer;

import static incharge.customer.customer.CustomerBoundary.DECIDER;

import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ImportCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.customer.CustomerCommand.WithdrawCustomer;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Keys;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.numbering.NumberHolders;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.customer.numbering.NumberedImport;
import incharge.customer.numbering.RowNumbers;
import incharge.customer.reference.Category;
import incharge.customer.reference.CategoryProposals;
import incharge.customer.reference.Memberships;
import incharge.customer.reference.Memberships.RequestedMembership;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Criteria;
import incharge.http.Fields;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommands;
import incharge.imports.UndoRun;
import incharge.tabular.Column;
import incharge.tabular.Row;
import incharge.visibility.CallerVisibilities;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Customers from a file: registered, or changed where a customer has the number already. */
final class CustomerImport extends NumberedImport<CustomerCommand, CustomerRegistry> {
    /** Named also by the words of the downloads and the UI in each language, and by German ones. */
    private static final List<Column> COLUMNS = List.of(
            Column.optional("number", "customerNumber", "asiakasnumero", "kundnummer", "kundenummer")
                    .fallback("numero", "nummer", "kundennummer", "kundennr", "kundnr", "kundenr"),
            Column.optional("name", "customerName", "nimi", "namn", "navn")
                    .fallback(
                            "kundenname",
                            "kundnamn",
                            "kundenavn",
                            "yritys",
                            "f\u00F6retag",
                            "firma",
                            "customer",
                            "asiakas",
                            "kund",
                            "kunde"),
            Column.optional("kind", "customerKind", "asiakastyyppi", "kundtyp", "kundetype")
                    .fallback("kundenart"),
            Column.optional("vatNumber", "alvTunnus", "momsregistreringsnummer", "mvaNummer")
                    .fallback("ustIdNr", "ustId", "umsatzsteuerId"),
            Column.optional("ean", "eanNumber", "eanNumero", "eanNummer"),
            Column.optional("country").fallback("maa", "land"),
            Column.optional("city").fallback("postitoimipaikka", "kaupunki", "ort", "poststed", "stadt", "by"),
            Column.optional("street")
                    .fallback(
                            "katuosoite",
                            "gatuadress",
                            "gateadresse",
                            "stra\u00DFe",
                            "strasse",
                            "osoite",
                            "adress",
                            "adresse",
                            "address"),
            Column.optional("postcode").fallback("postinumero", "postnummer", "postnr", "plz", "postleitzahl"),
            Column.optional("email", "s\u00E4hk\u00F6posti", "ePost").fallback("eMailAdresse", "epostadress"),
            Column.optional("phone").fallback("puhelin", "telefon", "telefonnummer"),
            Column.optional("website").fallback("verkkosivusto", "webbplats", "nettsted", "webseite"),
            Column.optional("currency", "mainCurrency", "p\u00E4\u00E4valuutta", "huvudvaluta", "hovedvaluta")
                    .fallback("valuutta", "valuta", "w\u00E4hrung"),
            Column.optional("customerSince", "asiakasAlkaen", "kundSedan", "kundeSiden")
                    .fallback("createdAt", "kundeSeit")
                    .day(),
            Column.optional("category", "customerGroup", "asiakasryhm\u00E4", "kundgrupp", "kundegruppe")
                    .fallback("kundengruppe"),
            Column.optional("tags", "erikoisryhm\u00E4t", "specialgrupper", "spesialgrupper"));

    /** The words for the kinds in the same languages, by {@link Keys key}. */
    private static final Map<String, CustomerKind> KINDS = kinds(
            List.of("company", "yritys", "f\u00F6retag", "bedrift", "selskap", "firma", "unternehmen"),
            List.of("person", "private person", "henkil\u00F6", "yksityishenkil\u00F6", "privatperson", "privat"));

    private static Map<String, CustomerKind> kinds(List<String> companies, List<String> persons) {
        var kinds = new HashMap<String, CustomerKind>();
        companies.forEach(word -> kinds.put(Keys.of(word), CustomerKind.COMPANY));
        persons.forEach(word -> kinds.put(Keys.of(word), CustomerKind.PERSON));
        return Map.copyOf(kinds);
    }

    private final Customers customers;
    private final ReferenceData referenceData;

    CustomerImport(
            EventStore<CustomersEvent> store,
            FreeNumbers numbers,
            CallerVisibilities visibilities,
            Customers customers,
            ReferenceData referenceData) {
        super(store, DECIDER, numbers, visibilities);
        this.customers = customers;
        this.referenceData = referenceData;
    }

    @Override
    public String path() {
        return "customers";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    /** A row with values that keep all rules; a blank cell is null. */
    private record CheckedRow(
            Row row,
            CustomerKind kind,
            String number,
            String name,
            CustomerDetails details,
            RequestedGrouping grouping) {

        /** Returns the category that the row names, null for none. */
        Reference category() {
            return grouping == null ? null : grouping.category();
        }
    }

    /**
     * What rows refer to.
     *
     * @param holders who holds the numbers that rows name
     * @param visible those that are not hidden from the starter
     * @param made customers of rows before, by the {@link Keys key} of their number
     */
    private record References(
            NumberHolders holders,
            NumberHolders visible,
            Map<String, UUID> made,
            Memberships memberships,
            GroupingRight right,
            CategoryProposals proposals) {

        UUID customer(CheckedRow row) {
            if (row.number() == null) {
                return null;
            }
            UUID before = made.get(Keys.of(row.number()));
            return before == null ? visible.holder(row.number()) : before;
        }
    }

    @Override
    protected void collect(
            ImportRun run,
            CallerVisibility visibility,
            List<Row> rows,
            RowNumbers rowNumbers,
            RowCommands<CustomerCommand, CustomersEvent> commands) {
        var checked = new ArrayList<CheckedRow>();
        rows.forEach(row -> check(row, commands, checked));
        References references = references(run, visibility, checked);
        for (CheckedRow row : checked) {
            try {
                collect(run, row, references, rowNumbers, commands);
            } catch (Refused refused) {
                commands.refuse(row.row(), refused.code(), refused.field(), refused.getMessage());
            }
        }
    }

    private static void check(
            Row row, RowCommands<CustomerCommand, CustomersEvent> commands, List<CheckedRow> checked) {
        var fields = new Fields();
        CustomerFields texts = CustomerFields.of(row);
        CustomerKind kind = kind(row, fields);
        String number = fields.text("number", texts.number(), Fields.NAME);
        String name = fields.text("name", texts.name(), Fields.NAME);
        CustomerDetails details = texts.details(fields, fields);
        RequestedGrouping grouping = grouping(row, fields);
        if (fields.errors().isEmpty()) {
            checked.add(new CheckedRow(row, kind, number, name, details, grouping));
        } else {
            commands.refuse(row, fields);
        }
    }

    private static CustomerKind kind(Row row, Fields fields) {
        CustomerKind kind = row.has("kind") ? KINDS.get(Keys.of(row.get("kind"))) : null;
        if (kind == null && row.has("kind")) {
            fields.reject("kind", "value-unknown", "kind is neither a company nor a person.");
        }
        return kind;
    }

    private static RequestedGrouping grouping(Row row, Fields fields) {
        String category = fields.text("category", row.get("category"), Fields.NAME);
        List<Reference> tags = row.has("tags")
                ? Arrays.stream(row.get("tags").split(";"))
                        .map(tag -> fields.text("tags", tag, Fields.NAME))
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(Reference::byName)
                        .toList()
                : List.of();
        return RequestedGrouping.of(category == null ? null : Reference.byName(category), tags);
    }

    private References references(ImportRun run, CallerVisibility visibility, List<CheckedRow> rows) {
        NumberHolders holders = run.mode() == Mode.UPSERT
                ? holders(rows.stream()
                        .map(CheckedRow::number)
                        .filter(Objects::nonNull)
                        .toList())
                : NumberHolders.NONE;
        // a row with the number of a hidden customer is one of a new customer with a number that is taken
        NumberHolders visible = holders.without(visibility.hidden(holders.ids()));
        List<RequestedMembership> requests = rows.stream()
                .filter(row -> row.number() != null && row.grouping() != null)
                .filter(row -> visible.holder(row.number()) != null)
                .map(row -> new RequestedMembership(visible.holder(row.number()), row.grouping()))
                .toList();
        Memberships memberships = referenceData.memberships(requests, run.startedAt());
        return new References(
                holders,
                visible,
                new HashMap<>(),
                memberships,
                right(run, visibility, rows),
                referenceData.proposals(visibility.viewer()));
    }

    private GroupingRight right(ImportRun run, CallerVisibility visibility, List<CheckedRow> rows) {
        boolean edits = run.caller().can(GroupingRight.EDIT);
        List<String> named = edits && !visibility.restricted()
                ? List.of()
                : rows.stream()
                        .map(CheckedRow::category)
                        .filter(Objects::nonNull)
                        .map(Reference::name)
                        .toList();
        return new GroupingRight(edits, visibility.viewer(), referenceData.categories(named, run.startedAt()));
    }

    private void collect(
            ImportRun run,
            CheckedRow row,
            References references,
            RowNumbers rowNumbers,
            RowCommands<CustomerCommand, CustomersEvent> commands) {
        UUID existing = references.customer(row);
        if (existing == null && row.name() == null) {
            var fields = new Fields();
            fields.name("name", null);
            commands.refuse(row.row(), fields);
            return;
        }
        UUID made = run.idFor(row.row().number());
        UUID customer = existing == null ? made : existing;
        RequestedGrouping missing = references.memberships().missing(new RequestedMembership(customer, row.grouping()));
        // an existing customer is this row's own when its chunk is repeated after a crash
        RequestedGrouping request = references.right().allowed(missing, customer.equals(made));
        if (existing != null) {
            commands.add(row.row(), change(existing, row, request), existing, existing.equals(made));
        } else {
            Category proposed = proposed(row, references);
            missing = inCategory(missing, proposed);
            NumberClaim number = number(row, proposed, rowNumbers);
            commands.add(
                    row.row(),
                    new RegisterCustomer(
                            made,
                            CustomerKind.of(row.kind()),
                            number,
                            row.name(),
                            row.details(),
                            inCategory(request, proposed)),
                    made,
                    true);
            if (row.number() != null
                    && run.mode() == Mode.UPSERT
                    && references.holders().holder(row.number()) == null) {
                references.made().put(Keys.of(row.number()), made);
            }
        }
        references.memberships().request(customer, missing);
    }

    /** Returns the category for a new customer of a row without one, null if none is required. */
    private static Category proposed(CheckedRow row, References references) {
        if (row.category() != null || !references.proposals().required()) {
            return null;
        }
        return references
                .proposals()
                .forCountry(row.details().country())
                .orElseThrow(() -> Customer.withoutCategory("category"));
    }

    private static RequestedGrouping inCategory(RequestedGrouping request, Category proposed) {
        return proposed == null
                ? request
                : RequestedGrouping.of(Reference.byId(proposed.id()), request == null ? List.of() : request.tags());
    }

    private NumberClaim number(CheckedRow row, Category proposed, RowNumbers rowNumbers) {
        if (row.number() != null) {
            return NumberClaim.typed(row.number());
        }
        Reference named = row.category();
        int start = proposed == null
                ? referenceData.numberingStart(named == null ? null : named.name())
                : referenceData.numberingStart(proposed.id());
        return rowNumbers.propose(row.row(), start);
    }

    /** A blank cell leaves a field as it is. */
    private static ImportCustomer change(UUID id, CheckedRow row, RequestedGrouping request) {
        return new ImportCustomer(
                new ChangeCustomer(id, row.kind(), null, row.name(), row.details()::orElse, request, null));
    }

    @Override
    protected NumberHolders holders(Collection<String> named) {
        return customers.holders(named);
    }

    @Override
    protected NumberChange numberChange(CustomersEvent event) {
        return CustomerBoundary.numberChange(event);
    }

    /** A file has a column for each part of an address. */
    @Override
    protected String column(String field) {
        return "address".equals(field) ? "street" : field;
    }

    @Override
    protected String existsCode() {
        return Customer.EXISTS;
    }

    @Override
    protected UUID subject(CustomersEvent event) {
        return event instanceof CustomerEvent customerEvent ? customerEvent.customerId() : null;
    }

    @Override
    protected Criteria eventsOf(UUID id) {
        return CustomerBoundary.eventsOf(id);
    }

    @Override
    protected Set<UUID> hidden(CallerVisibility visibility, List<UUID> ids) {
        return visibility.hidden(ids);
    }

    @Override
    protected Refused unknown(UUID id) {
        return Customer.unknown(id);
    }

    @Override
    protected CustomerCommand revert(Undo.Change<UUID, CustomerRegistry> change, UndoRun run) {
        UUID id = change.resource();
        Customer before = change.before().byId().get(id);
        if (before == null) {
            return new WithdrawCustomer(id);
        }
        if (change.now().get(id).erased()) {
            throw Customer.erased(null);
        }
        boolean requested = change.now().get(id).requests() > before.requests();
        if (requested && !run.caller().can(GroupingRight.EDIT)) {
            throw GroupingRight.forbidden(null);
        }
        return new RevertCustomer(id, before.name(), before.details(), requested ? run.importId() : null);
    }
}
