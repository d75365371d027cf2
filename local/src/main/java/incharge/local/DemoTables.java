package incharge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

    private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

    private final long shift;
    private final Set<String> imported = new HashSet<>();

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
        return fresh("employees", lines("employees").skip(1));
    }

    /** Returns the customers that are known on a day and were not before. */
    Table customers(LocalDate day) {
        return fresh("customers", known("customers", "created_at", day));
    }

    /** Returns the projects that are known on a day and were not before. */
    Table projects(LocalDate day) {
        Set<String> customers = keys("customers", day);
        return fresh(
                "projects",
                known("projects", "start", day)
                        .filter(row -> customers.contains(cell("projects", "customer_number", row))));
    }

    /**
     * Returns the responsibilities that are known on a day and were not before, or not with their end: an end that is
     * not known yet is left out.
     */
    Table responsibilities(LocalDate day) {
        Set<String> customers = keys("customers", day);
        Set<String> projects = keys("projects", day);
        return fresh(
                "responsibilities",
                known("responsibilities", "from", day)
                        .filter(row -> customers.contains(cell("responsibilities", "customer_number", row)))
                        .filter(row ->
                                cell("responsibilities", "project_no", row).isEmpty()
                                        || projects.contains(cell("responsibilities", "project_no", row)))
                        .map(row -> isKnown(cell("responsibilities", "to", row), day) ? row : withoutEnd(row)));
    }

    private static String withoutEnd(String row) {
        return row.substring(0, row.lastIndexOf(',') + 1);
    }

    private static boolean isKnown(String cell, LocalDate day) {
        return cell.isEmpty()
                || !day.isBefore(ALL_KNOWN)
                || !LocalDate.parse(cell).isAfter(day.plusDays(KNOWN_AHEAD));
    }

    private Table fresh(String file, Stream<String> rows) {
        return new Table(
                header(file),
                rows.filter(row -> imported.add(file + ':' + row))
                        .map(this::shifted)
                        .toList());
    }

    private static Stream<String> known(String file, String column, LocalDate day) {
        return lines(file).skip(1).filter(row -> isKnown(cell(file, column, row), day));
    }

    private static Set<String> keys(String file, LocalDate day) {
        return known(file, file.equals("customers") ? "created_at" : "start", day)
                .map(row -> row.substring(0, row.indexOf(',')))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The files that are read by column have no quoted cells. */
    private static String cell(String file, String column, String row) {
        return row.split(",", -1)[List.of(header(file).split(",")).indexOf(column)];
    }

    private static String header(String file) {
        return lines(file).findFirst().orElseThrow();
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
