package incharge.acceptance;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The expected result of importing the CSV files of a company, computed from the files alone: which rows are in order,
 * which are invalid and why, and who answers for which customer then.
 */
final class Company {

    /** A responsibility of a customer as the files have it; days are texts, an open side is empty. */
    record Responsibility(String customer, String employee, String role, String from, String to) {

        boolean overlaps(Responsibility other) {
            return (to.isEmpty() || other.from.isEmpty() || to.compareTo(other.from) >= 0)
                    && (other.to.isEmpty() || from.isEmpty() || other.to.compareTo(from) >= 0);
        }
    }

    final Path folder;
    final Map<String, NamedCsvRecord> customers = new LinkedHashMap<>();
    final Map<String, NamedCsvRecord> employees = new LinkedHashMap<>();
    final Map<String, NamedCsvRecord> projects = new LinkedHashMap<>();
    final List<Responsibility> responsibilities = new ArrayList<>();
    /** By kind of import, how many rows end with an outcome, or are refused with a code. */
    final Map<String, Map<String, Integer>> verdicts = new TreeMap<>();

    Company(Path folder) {
        this.folder = folder;
        for (NamedCsvRecord row : rows("customers")) {
            String key = row.getField("customer_number").toLowerCase();
            String fault = row.getField("name").isBlank()
                    ? "required"
                    : customers.containsKey(key) ? "customer-number-taken" : null;
            if (judge("customers", fault)) {
                customers.put(key, row);
            }
        }
        for (NamedCsvRecord row : rows("employees")) {
            boolean taken = employees.containsKey(row.getField("employee_id"));
            if (judge("employees", taken ? "external-id-taken" : null)) {
                employees.put(row.getField("employee_id"), row);
            }
        }
        for (NamedCsvRecord row : rows("projects")) {
            if (judge("projects", faultOfProject(row))) {
                projects.put(row.getField("project_no").toLowerCase(), row);
            }
        }
        responsibilities();
    }

    private String faultOfProject(NamedCsvRecord row) {
        if (!customers.containsKey(row.getField("customer_number").toLowerCase())) {
            return "customer-unknown";
        }
        String employee = row.getField("employee_id");
        if (!employee.isBlank() && !employees.containsKey(employee)) {
            return "employee-unknown";
        }
        return projects.containsKey(row.getField("project_no").toLowerCase()) ? "project-number-taken" : null;
    }

    private void responsibilities() {
        Map<List<String>, List<Responsibility>> ofTriple = new HashMap<>();
        for (NamedCsvRecord row : rows("responsibilities")) {
            var wanted = new Responsibility(
                    row.getField("customer_number").toLowerCase(),
                    row.getField("employee_id"),
                    row.getField("role"),
                    row.getField("from"),
                    row.getField("to"));
            List<Responsibility> there = ofTriple.computeIfAbsent(
                    List.of(wanted.customer(), wanted.employee(), wanted.role().toLowerCase()), _ -> new ArrayList<>());
            if (there.contains(wanted)) {
                count("responsibilities", "unchanged");
            } else if (judge("responsibilities", faultOf(wanted, there))) {
                there.add(wanted);
                responsibilities.add(wanted);
            }
        }
    }

    private String faultOf(Responsibility wanted, List<Responsibility> there) {
        if (!customers.containsKey(wanted.customer())) {
            return "customer-unknown";
        }
        if (!employees.containsKey(wanted.employee())) {
            return "employee-unknown";
        }
        if (!wanted.to().isEmpty() && !wanted.from().isEmpty() && wanted.to().compareTo(wanted.from()) < 0) {
            return "end-before-start";
        }
        return there.stream().anyMatch(wanted::overlaps) ? "responsibility-overlaps" : null;
    }

    private boolean judge(String kind, String fault) {
        count(kind, fault == null ? "created" : fault);
        return fault == null;
    }

    private void count(String kind, String outcome) {
        verdicts.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    }

    Path file(String kind) {
        return folder.resolve(kind + ".csv");
    }

    private List<NamedCsvRecord> rows(String kind) {
        if (!Files.exists(file(kind))) {
            return List.of();
        }
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file(kind))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tags that the files name, each once. */
    Set<String> tags() {
        return customers.values().stream()
                .flatMap(row -> row.getField("tags").lines().flatMap(tags -> List.of(tags.split(";")).stream()))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toSet());
    }

    Set<String> categories() {
        return customers.values().stream()
                .map(row -> row.getField("category").strip())
                .filter(category -> !category.isEmpty())
                .collect(Collectors.toSet());
    }
}
