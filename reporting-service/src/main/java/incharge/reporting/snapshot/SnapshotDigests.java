package incharge.reporting.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.reporting.versions.Digest;
import incharge.reporting.versions.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares two snapshots of the same events by everything that answers are made from: the entities, what belongs to
 * them, and the sets by which filters choose customers. The two may have the same entity at different slots. Of a
 * person whose key went while the second one was built, the texts are not compared.
 */
public final class SnapshotDigests {

    private SnapshotDigests() {}

    /** Returns a digest for each kind. */
    public static List<Digest> compare(Snapshot served, Snapshot rebuilt) {
        return List.of(
                of(Source.CUSTOMERS, "customer", Snapshot::customers, SnapshotDigests::customer, served, rebuilt),
                of(Source.CUSTOMERS, "project", Snapshot::projects, SnapshotDigests::project, served, rebuilt),
                of(
                        Source.RESPONSIBILITIES,
                        "employee",
                        Snapshot::employees,
                        SnapshotDigests::employee,
                        served,
                        rebuilt),
                of(
                        Source.RESPONSIBILITIES,
                        "team",
                        Snapshot::teams,
                        (_, team, _) -> values(team.name()),
                        served,
                        rebuilt),
                of(Source.RESPONSIBILITIES, "role", Snapshot::roles, SnapshotDigests::role, served, rebuilt),
                of(Source.GROUPINGS, "category", Snapshot::categories, SnapshotDigests::category, served, rebuilt),
                of(Source.GROUPINGS, "tag", Snapshot::tags, SnapshotDigests::tag, served, rebuilt),
                settings(served, rebuilt));
    }

    private static <T extends Named> Digest of(
            Source source,
            String kind,
            Function<Snapshot, Table<T>> table,
            Row<T> row,
            Snapshot served,
            Snapshot rebuilt) {
        var digest = new Digest.Builder(source, Digest.Of.SNAPSHOT, kind);
        Table<T> one = table.apply(served);
        Table<T> other = table.apply(rebuilt);
        UUID[] ids = Stream.concat(one.inOrder().stream(), other.inOrder().stream())
                .map(Named::id)
                .toArray(UUID[]::new);
        Arrays.sort(ids);
        UUID last = null;
        for (UUID id : ids) {
            if (!id.equals(last)) {
                boolean texts = !isLocked(other.find(id));
                digest.add(
                        kind + ":" + id,
                        bytes(served, one.find(id), row, texts),
                        bytes(rebuilt, other.find(id), row, texts));
            }
            last = id;
        }
        return digest.done();
    }

    private static boolean isLocked(Named entity) {
        return switch (entity) {
            case null -> false;
            case Customer of -> of.content().locked();
            case Employee of -> of.content().locked();
            case Project _, Role _, Team _, Category _, Tag _ -> false;
        };
    }

    private static <T> byte[] bytes(Snapshot snapshot, T entity, Row<T> row, boolean texts) {
        return entity == null ? null : row.of(snapshot, entity, texts).getBytes(UTF_8);
    }

    /** Describes an entity. */
    private interface Row<T> {
        /** @param texts whether with those about persons */
        String of(Snapshot snapshot, T entity, boolean texts);
    }

    private static Digest settings(Snapshot served, Snapshot rebuilt) {
        var digest = new Digest.Builder(Source.GROUPINGS, Digest.Of.SNAPSHOT, "settings");
        digest.add(
                "settings",
                served.settings().toString().getBytes(UTF_8),
                rebuilt.settings().toString().getBytes(UTF_8));
        return digest.done();
    }

    private static String customer(Snapshot snapshot, Customer customer, boolean texts) {
        CustomerIndex index = snapshot.customerIndex();
        int slot = customer.slot();
        Grouping grouping = snapshot.groupingOf(customer);
        List<UUID> projects = Arrays.stream(snapshot.projectsOf(customer))
                .map(Project::id)
                .sorted()
                .toList();
        return values(
                texts ? customer.content() : customer.content().withoutTexts(),
                texts ? customer.text() : "",
                id(snapshot.categoryOf(customer)),
                snapshot.tagsOf(customer).stream().map(Tag::id).toList(),
                projects,
                responsibilities(snapshot, snapshot.of(customer)),
                index.active().contains(slot),
                index.archived().contains(slot),
                index.awaiting().contains(slot),
                grouping == null ? "" : grouping.answered(),
                grouping == null || grouping.category() < 0
                        ? ""
                        : index.byCategory().of(grouping.category()).contains(slot),
                chosenBy(snapshot, customer));
    }

    /** Returns whether the filters by each responsible employee and role choose the customer. */
    private static List<String> chosenBy(Snapshot snapshot, Customer customer) {
        CustomerIndex index = snapshot.customerIndex();
        Stream<Responsibilities> all = Stream.concat(
                Stream.of(snapshot.of(customer)),
                Arrays.stream(snapshot.projectsOf(customer)).map(snapshot::of));
        return all.flatMap(each -> StreamSupport.stream(each.spliterator(), false))
                .map(each -> values(
                        employee(snapshot, each),
                        index.byEmployee().of(each.employee()).contains(customer.slot()),
                        role(snapshot, each),
                        each.role() < 0 || index.byRole().of(each.role()).contains(customer.slot())))
                .distinct()
                .sorted()
                .toList();
    }

    private static String project(Snapshot snapshot, Project project, boolean texts) {
        return values(
                project.content(),
                project.text(),
                id(snapshot.customers().at(project.customer())),
                responsibilities(snapshot, snapshot.of(project)));
    }

    private static String employee(Snapshot snapshot, Employee employee, boolean texts) {
        return values(
                texts ? employee.content() : employee.content().withoutTexts(),
                texts ? employee.text() : "",
                employee.active(),
                id(snapshot.teamOf(employee)),
                snapshot.customerIndex().byEmployee().of(employee.slot()).size());
    }

    private static String role(Snapshot snapshot, Role role, boolean texts) {
        return values(
                role.name(),
                role.kind(),
                role.owner(),
                snapshot.customerIndex().byRole().of(role.slot()).size());
    }

    private static String category(Snapshot snapshot, Category category, boolean texts) {
        return values(
                category.content(),
                category.sellers().stream().sorted().toList(),
                snapshot.customerIndex().byCategory().of(category.slot()).size());
    }

    private static String tag(Snapshot snapshot, Tag tag, boolean texts) {
        return values(
                tag.name(),
                tag.description(),
                tag.group(),
                snapshot.customerIndex().byTag().of(tag.slot()).size());
    }

    private static List<String> responsibilities(Snapshot snapshot, Responsibilities of) {
        return IntStream.range(0, of.size())
                .mapToObj(of::at)
                .map(each -> values(employee(snapshot, each), role(snapshot, each), each.fromText(), each.toText()))
                .sorted()
                .toList();
    }

    private static Object employee(Snapshot snapshot, Responsibility responsibility) {
        return id(snapshot.employees().at(responsibility.employee()));
    }

    private static Object role(Snapshot snapshot, Responsibility responsibility) {
        return id(snapshot.roles().at(responsibility.role()));
    }

    private static Object id(Named entity) {
        return entity == null ? "" : entity.id();
    }

    private static String values(Object... values) {
        var texts = new ArrayList<String>();
        for (Object value : values) {
            texts.add(String.valueOf(value));
        }
        return texts.stream().collect(Collectors.joining("\u001f"));
    }
}
