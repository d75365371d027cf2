package incharge.tabular;

import java.util.List;

/**
 * Finds the header of a file: the first of its first ten lines in which two columns mean something, else the first line
 * that is not blank. Blank lines at the start do not count.
 */
final class HeaderSearch {

    private static final int LINES = 10;
    private static final int ENOUGH = 2;

    private final HeaderWords words;
    private int first = -1;
    private int header = -1;

    HeaderSearch(HeaderWords words) {
        this.words = words;
    }

    /** Adds the next line of the file, whose number is higher than the one before. */
    void add(int line, List<String> cells) {
        boolean blank = cells.stream().allMatch(String::isEmpty);
        if (first < 0 && !blank) {
            first = line;
        }
        if (!blank && !ended(line) && words.count(cells) >= ENOUGH) {
            header = line;
        }
    }

    /** Returns whether the line with this number, or a later one, changes nothing any more. */
    boolean ended(int line) {
        return header >= 0 || first >= 0 && line >= first + LINES;
    }

    /** Returns the number of the first line that is not blank, -1 if there is none. */
    int first() {
        return first;
    }

    /** Returns the number of the header, -1 if all lines are blank. */
    int header() {
        return header >= 0 ? header : first;
    }

    /** Names the line of the header to the sender of a file that has other lines above it. */
    static TableWarning warning(int line) {
        return new TableWarning(
                "header-line",
                null,
                "Line " + line + " of the file is read as the header; the lines above it are not read.");
    }
}
