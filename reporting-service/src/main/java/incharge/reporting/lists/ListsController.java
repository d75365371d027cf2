package incharge.reporting.lists;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Folding;
import incharge.http.Paging;
import incharge.http.ProblemException;
import incharge.http.QueryParameters;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.GroupCounts;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.ProjectRows;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Search;
import incharge.reporting.answers.Selection;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import incharge.reporting.snapshot.Table;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Team;
import incharge.reporting.versions.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET} of the collections whose items other services own. */
@RestController
class ListsController {

    private final AsOf asOf;

    ListsController(AsOf asOf) {
        this.asOf = asOf;
    }

    enum Order {
        NAME,
        NUMBER
    }

    /**
     * @param open whether projects are shown whose status the settings do not name as closed, or those where they do
     * @param from the first day on which they were opened, {@code to} the last
     */
    record ProjectParameters(
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<String> q,
            List<Boolean> archived,
            List<Boolean> open,
            LocalDate from,
            LocalDate to,
            Order sort,
            Instant asOf) {}

    /** The {@link ProjectParameters} without what chooses customers: the customer is in the path. */
    record ProjectsOfCustomer(
            List<String> q,
            List<Boolean> archived,
            List<Boolean> open,
            LocalDate from,
            LocalDate to,
            Order sort,
            Instant asOf) {}

    record EmployeeParameters(
            List<String> q, List<UUID> team, List<Boolean> seller, List<Boolean> active, Instant asOf) {}

    /** Read apart from the record: an externalId may hold commas, which separate the values of a list. */
    private static final String EXTERNAL_ID = "externalId";

    enum Kind {
        CUSTOMER,
        PROJECT
    }

    record RoleParameters(List<String> q, List<Kind> kind, Instant asOf) {}

    record Parameters(List<String> q, Instant asOf) {}

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/projects")
    ResponseEntity<byte[]> projects(ProjectParameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        CustomerFilter ofCustomers = RowParameters.filter(
                parameters.customer(), parameters.category(), parameters.tag(), null, parameters.archived(), caller);
        var beneath = new ProjectsOfCustomer(
                parameters.q(),
                parameters.archived(),
                parameters.open(),
                parameters.from(),
                parameters.to(),
                parameters.sort(),
                parameters.asOf());
        return projects(view, ProjectRows.of(view, ofCustomers), beneath, paging, language);
    }

    /** An archived customer has its projects too. */
    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/customers/{id}/projects")
    ResponseEntity<byte[]> projectsOfCustomer(
            @PathVariable UUID id, ProjectsOfCustomer parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Customer customer = view.snapshot().customers().find(id);
        if (customer == null || !view.visibility().sees(view.snapshot(), customer)) {
            throw ProblemException.notFound();
        }
        SlotSet.Editor shown = SlotSet.EMPTY.edit();
        boolean archived = RowParameters.any(parameters.archived());
        for (Project project : view.snapshot().projectsOf(customer)) {
            if (archived || !project.archived()) {
                shown.add(project.slot());
            }
        }
        return projects(view, shown.done(), parameters, paging, language);
    }

    /** @param of the slots of the projects of the customers that are chosen */
    private ResponseEntity<byte[]> projects(
            SnapshotView view, SlotSet of, ProjectsOfCustomer parameters, Paging paging, Language language) {
        Snapshot snapshot = view.snapshot();
        var search = Search.of(parameters.q());
        SlotSet found = search.equals(Search.ANYTHING) ? of : of.and(search.in(snapshot::projectsWith));
        Set<Boolean> open = RowParameters.values(parameters.open());
        if (open.size() == 1) {
            found = found.where(
                    slot -> open.contains(snapshot.isOpen(snapshot.projects().at(slot))));
        }
        if (parameters.from() != null || parameters.to() != null) {
            found = found.where(
                    slot -> isWithin(parameters, snapshot.projects().at(slot).createdAt()));
        }
        var chosen = new Selection<>(snapshot.projects(), found);
        Slice<Project> page = chosen.page(
                order(snapshot, parameters.sort(), language), paging.limit(), Answer.after(paging, language));
        return Answer.page(view, Answer.Page.of(page, paging, language, chosen.size()), ListsController::project);
    }

    private boolean isWithin(ProjectsOfCustomer parameters, Instant created) {
        LocalDate day = created.atZone(asOf.zone()).toLocalDate();
        return (parameters.from() == null || !day.isBefore(parameters.from()))
                && (parameters.to() == null || !day.isAfter(parameters.to()));
    }

    private static Selection.Order<Project> order(Snapshot snapshot, Order sort, Language language) {
        if (sort != Order.NUMBER) {
            return Selection.Order.ofNames(snapshot, Snapshot::projects, language.collation());
        }
        var sorting = new Sorting<>(Snapshot::projects, (_, project) -> numberKey(project), false);
        return Selection.Order.of(snapshot.derive(sort, sorting), ListsController::numberKey);
    }

    private static String numberKey(Project project) {
        return SortKeys.natural(Folding.fold(project.number())) + SortKeys.PART + project.id();
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/employees")
    @QueryParameters(repeated = EXTERNAL_ID)
    ResponseEntity<byte[]> employees(
            EmployeeParameters parameters,
            Paging paging,
            Language language,
            Caller caller,
            HttpServletRequest request) {
        String[] given = request.getParameterValues(EXTERNAL_ID);
        Set<String> externalIds = given == null ? Set.<String>of() : Set.copyOf(Arrays.asList(given));
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Set<UUID> teams = RowParameters.values(parameters.team());
        var search = Search.of(parameters.q());
        Set<Boolean> sellers = RowParameters.values(parameters.seller());
        Set<Boolean> active = RowParameters.values(parameters.active());
        List<Employee> chosen = chosen(view, Snapshot::employees, language, employee -> {
            Team team = view.snapshot().teamOf(employee);
            return search.finds(employee.text())
                    && (teams.isEmpty() || (team != null && teams.contains(team.id())))
                    && (externalIds.isEmpty()
                            || (employee.externalId() != null && externalIds.contains(employee.externalId())))
                    && (sellers.isEmpty() || sellers.contains(employee.seller()))
                    && (active.isEmpty() || active.contains(employee.active()));
        });
        return Answer.page(view, page(chosen, paging, language), ListsController::employee);
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/teams")
    ResponseEntity<byte[]> teams(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        List<Team> found = found(view, Snapshot::teams, language, parameters.q());
        return Answer.page(view, page(found, paging, language), ListsController::team);
    }

    @RequiresLevel(area = Area.RESPONSIBILITIES)
    @GetMapping("/api/roles")
    ResponseEntity<byte[]> roles(RoleParameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Set<Kind> kinds = RowParameters.values(parameters.kind());
        List<Role> chosen = found(view, Snapshot::roles, language, parameters.q()).stream()
                .filter(role -> kinds.isEmpty() || kinds.contains(role.ofProjects() ? Kind.PROJECT : Kind.CUSTOMER))
                .toList();
        return Answer.page(view, page(chosen, paging, language), ListsController::role);
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/categories")
    ResponseEntity<byte[]> categories(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Map<Named, Integer> counts = GroupCounts.of(view);
        var search = Search.of(parameters.q());
        List<Category> found = chosen(
                view,
                Snapshot::categories,
                language,
                category -> view.visibility().sees(category) && search.finds(category.text()));
        return Answer.page(
                view,
                page(found, paging, language),
                (json, snapshot, category) -> category(json, snapshot, category, counts, language),
                json -> uncategorised(json, view));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/tags")
    ResponseEntity<byte[]> tags(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Map<Named, Integer> counts = GroupCounts.of(view);
        List<Tag> found = found(view, Snapshot::tags, language, parameters.q());
        return Answer.page(
                view,
                page(found, paging, language),
                (json, _, tag) -> tag(json, tag, counts),
                json -> uncategorised(json, view));
    }

    private static <T extends Named> Answer.Page<T> page(List<T> chosen, Paging paging, Language language) {
        Slice<T> page = Slice.of(chosen, language.collation()::key, paging.limit(), Answer.after(paging, language));
        return Answer.Page.of(page, paging, language, chosen.size());
    }

    private static <T extends Named> List<T> found(
            SnapshotView view, Function<Snapshot, Table<T>> table, Language language, List<String> q) {
        var search = Search.of(q);
        return chosen(view, table, language, entity -> search.finds(entity.text()));
    }

    private static <T extends Named> List<T> chosen(
            SnapshotView view, Function<Snapshot, Table<T>> table, Language language, Predicate<T> wanted) {
        SlotOrder order = Sorting.byName(view.snapshot(), table, language.collation());
        return table.apply(view.snapshot()).inOrder(order).stream()
                .filter(wanted)
                .toList();
    }

    /** Writes the number of customers in no category that the caller sees and that are not archived. */
    private static void uncategorised(JsonGenerator json, SnapshotView view) {
        int count = CustomerFilter.UNCATEGORISED
                .of(view.snapshot(), view.visibility())
                .size();
        json.writeNumberProperty("uncategorisedCount", count);
    }

    private static void project(JsonGenerator json, Snapshot snapshot, Project project) {
        Customer customer = snapshot.customers().at(project.customer());
        Json.id(json, "id", project.id());
        Json.text(json, "number", project.number());
        Json.id(json, "customerId", customer.id());
        Json.named(json, "customer", customer);
        Json.text(json, "name", project.name());
        Json.text(json, "status", project.status());
        Json.date(json, "start", project.start());
        Json.date(json, "end", project.end());
        json.writeName("amount");
        if (project.amount() == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            Json.text(json, "amount", project.amount().amount().toPlainString());
            Json.text(json, "currency", project.amount().currency());
            json.writeEndObject();
        }
        bool(json, "archived", project.archived());
    }

    private static void employee(JsonGenerator json, Snapshot snapshot, Employee employee) {
        Team team = snapshot.teamOf(employee);
        Json.id(json, "id", employee.id());
        Json.text(json, "externalId", employee.externalId());
        Json.name(json, employee);
        Json.text(json, "email", employee.email());
        Json.text(json, "phone", employee.phone());
        Json.text(json, "title", employee.title());
        Json.id(json, "teamId", team == null ? null : team.id());
        Json.named(json, "team", team);
        bool(json, "seller", employee.seller());
        Json.text(json, "sellerInfo", employee.sellerInfo());
        bool(json, "active", employee.active());
    }

    private static void team(JsonGenerator json, Snapshot snapshot, Team team) {
        Json.id(json, "id", team.id());
        Json.text(json, "name", team.name());
    }

    private static void role(JsonGenerator json, Snapshot snapshot, Role role) {
        Json.id(json, "id", role.id());
        Json.text(json, "name", role.name());
        Json.text(json, "kind", role.kind());
        bool(json, "owner", role.owner());
    }

    private static void category(
            JsonGenerator json, Snapshot snapshot, Category category, Map<Named, Integer> counts, Language language) {
        Content.Category content = category.content();
        Json.id(json, "id", category.id());
        Json.text(json, "name", category.name());
        json.writeName("numberingStart");
        if (content.numberingStart() == null) {
            json.writeNull();
        } else {
            json.writeNumber(content.numberingStart());
        }
        json.writeObjectPropertyStart("accounts");
        Json.text(json, "ledger", content.ledger());
        Json.text(json, "debtorControl", content.debtorControl());
        json.writeEndObject();
        json.writeArrayPropertyStart("accountingTargets");
        content.accountingTargets().forEach(json::writeString);
        json.writeEndArray();
        sellers(json, snapshot, content.sellers(), language);
        json.writeNumberProperty("customerCount", counts.getOrDefault(category, 0));
    }

    private static void sellers(JsonGenerator json, Snapshot snapshot, List<UUID> ids, Language language) {
        json.writeArrayPropertyStart("sellerIds");
        ids.forEach(id -> json.writeString(id.toString()));
        json.writeEndArray();
        List<Employee> sellers = ids.stream()
                .map(snapshot.employees()::find)
                .filter(Objects::nonNull)
                .toList();
        Json.allNamed(json, "sellers", language.collation().sorted(sellers));
    }

    private static void tag(JsonGenerator json, Tag tag, Map<Named, Integer> counts) {
        Json.id(json, "id", tag.id());
        Json.text(json, "name", tag.name());
        Json.text(json, "description", tag.description());
        Json.text(json, "group", tag.group());
        json.writeNumberProperty("customerCount", counts.getOrDefault(tag, 0));
    }

    private static void bool(JsonGenerator json, String property, boolean value) {
        json.writeName(property);
        json.writeBoolean(value);
    }
}
