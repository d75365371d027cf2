package incharge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the demo company as they are known on each day of its past. They are written for one day,
 * {@link #WRITTEN_FOR}; {@link #shifted} moves all their days so that this day is today: the demo data does not age.
 */
final class DemoTables {

    /** The day that is "today" in the files. */
    static final LocalDate WRITTEN_FOR = LocalDate.of(2026, 11, 29);

    /** From this day on all rows are known, also those that lie ahead. */
    private static final LocalDate ALL_KNOWN = WRITTEN_FOR.minusDays(60);

    /** Before that, what begins or ends is known so many days ahead. */
    private static final int KNOWN_AHEAD = 30;

    /** A day alone, or that of an instant. */
    private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}(?=T|\\b)");

    private final long shift;
    private final Source employees = new Source("employees", null);
    private final Source customers = new Source("customers", "created_at");
    private final Source projects = new Source("projects", "start");
    private final Source responsibilities = new Source("responsibilities", "from");

    DemoTables(LocalDate today) {
        shift = ChronoUnit.DAYS.between(WRITTEN_FOR, today);
    }

    /** A table without the rows that an earlier call has returned. */
    record Table(String header, List<String> rows) {
        boolean isEmpty() {
            return rows.isEmpty();
        }

        byte[] csv() {
            return (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    LocalDate shifted(LocalDate day) {
        return day.plusDays(shift);
    }

    /** Moves each day in a text. */
    String shifted(String text) {
        return DAY.matcher(text)
                .replaceAll(day -> shifted(LocalDate.parse(day.group())).toString());
    }

    /** Returns all employees. */
    Table employees() {
        return employees.fresh(employees.rows().stream());
    }

    /** Returns the customers that are known on a day and were not before. */
    Table customers(LocalDate day) {
        return customers.fresh(customers.known(day));
    }

    /** Returns the projects that are known on a day and were not before. */
    Table projects(LocalDate day) {
        Set<String> known = customers.keys(day);
        return projects.fresh(projects.known(day).filter(row -> known.contains(projects.cell("customer_number", row))));
    }

    /**
     * Returns the responsibilities that are known on a day and were not before, or not with their end: an end that is
     * not known yet is left out.
     */
    Table responsibilities(LocalDate day) {
        Set<String> knownCustomers = customers.keys(day);
        Set<String> knownProjects = projects.keys(day);
        return responsibilities.fresh(responsibilities
                .known(day)
                .filter(row -> knownCustomers.contains(responsibilities.cell("customer_number", row)))
                .filter(row -> {
                    String project = responsibilities.cell("project_no", row);
                    return project.isEmpty() || knownProjects.contains(project);
                })
                .map(row -> isKnown(responsibilities.cell("to", row), day) ? row : withoutEnd(row)));
    }

    private static String withoutEnd(String row) {
        return row.substring(0, row.lastIndexOf(',') + 1);
    }

    private static boolean isKnown(String cell, LocalDate day) {
        return cell.isEmpty()
                || !day.isBefore(ALL_KNOWN)
                || !LocalDate.parse(cell).isAfter(day.plusDays(KNOWN_AHEAD));
    }

    /** A file, and its rows that were returned. The files that are read by column have no quoted cells. */
    private final class Source {
        private final String header;
        private final List<String> columns;
        private final List<String> rows;
        private final String since;
        private final Set<String> returned = new HashSet<>();

        /** @param since the column with the day from which on a row is known */
        Source(String file, String since) {
            List<String> lines = lines(file).toList();
            this.header = lines.getFirst();
            this.columns = List.of(header.split(","));
            this.rows = lines.subList(1, lines.size());
            this.since = since;
        }

        List<String> rows() {
            return rows;
        }

        Stream<String> known(LocalDate day) {
            return rows.stream().filter(row -> isKnown(cell(since, row), day));
        }

        /** Returns the first cells of the rows that are known. */
        Set<String> keys(LocalDate day) {
            return known(day).map(row -> row.substring(0, row.indexOf(','))).collect(Collectors.toSet());
        }

        String cell(String column, String row) {
            return row.split(",", -1)[columns.indexOf(column)];
        }

        Table fresh(Stream<String> known) {
            return new Table(
                    header,
                    known.filter(returned::add).map(DemoTables.this::shifted).toList());
        }
    }

    /** Returns the lines of a demo file, its header first. */
    static Stream<String> lines(String file) {
        return text(file + ".csv").lines();
    }

    /** Reads a demo file. */
    static String text(String file) {
        try (InputStream in = DemoTables.class.getResourceAsStream("demo/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the demo file " + file, e);
        }
    }
}
