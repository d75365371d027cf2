package incharge.reporting.search;

import incharge.http.Folding;
import incharge.reporting.answers.Search;
import java.util.List;

/**
 * What a caller searches.
 *
 * @param search decides what is found
 * @param texts decide how well, as {@link Rank#texts} returns them
 */
record Searched(Search search, List<String> texts) {

    static Searched of(List<String> q) {
        return new Searched(
                Search.of(q), Rank.texts(q.stream().map(Folding::fold).toList()));
    }
}
