package incharge.tabular;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes what separates the cells of a CSV file and where its header is.
 *
 * @param header number of records before the header
 */
record CsvLayout(char separator, int header) {

    /** The line by which a file names its separator to spreadsheets. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile(
            "\"?sep=([^\"\\w\\s]|\\t)\"?[,; \\t]*(?:[\\r\\n].*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    /** So many records that are not blank decide on the separator. */
    private static final int MOST_RECORDS = 30;

    /** A record of the start of a file; {@code width} is its number of cells, blank ones included. */
    private record Sample(List<String> cells, int width) {}

    /**
     * What a separator makes of the start of a file.
     *
     * @param understood number of columns that mean something
     * @param even number of records with as many cells as the header
     */
    private record Candidate(CsvLayout layout, int understood, int even, int width) {}

    /** Decides by the start of a file; a separator that the file names is taken. */
    static CsvLayout of(String start, HeaderWords words) throws IOException {
        Matcher named = SEPARATOR_LINE.matcher(start);
        if (named.matches()) {
            return candidate(start, named.group(1).charAt(0), 1, words).layout();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (char separator : SEPARATORS) {
            candidates.add(candidate(start, separator, 0, words));
        }
        return candidates.stream()
                // the first of equal ones
                .sorted(Comparator.comparingInt(Candidate::understood)
                        .thenComparingInt(Candidate::even)
                        .thenComparingInt(Candidate::width)
                        .reversed())
                .findFirst()
                .orElseThrow()
                .layout();
    }

    /** Returns whether a record names the separator. */
    static boolean namesSeparator(int number, String start) {
        return number == 0 && SEPARATOR_LINE.matcher(start).matches();
    }

    private static Candidate candidate(String start, char separator, int skipped, HeaderWords words)
            throws IOException {
        var records = new CsvRecords(new CsvText(start), separator);
        List<Sample> samples = new ArrayList<>();
        int filled = 0;
        while (filled < MOST_RECORDS && records.read()) {
            samples.add(new Sample(records.line().line(0).cells(), records.cells()));
            filled += records.line().blank() ? 0 : 1;
        }
        var search = new HeaderSearch(words);
        for (int i = skipped; i < samples.size() && !search.ended(i); i++) {
            search.add(i, samples.get(i).cells());
        }
        int header = Math.max(search.header(), 0);
        if (header >= samples.size()) {
            return new Candidate(new CsvLayout(separator, header), 0, 0, 0);
        }
        int width = samples.get(header).width();
        int even = (int) samples.stream()
                .skip(header + 1L)
                .filter(sample -> sample.width() == width)
                .count();
        return new Candidate(
                new CsvLayout(separator, header),
                words.count(samples.get(header).cells()),
                even,
                width);
    }
}
