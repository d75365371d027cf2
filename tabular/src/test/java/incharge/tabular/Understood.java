package incharge.tabular;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The columns of the tests: named by a letter, by a letter and a number, or by what they hold. */
final class Understood {

    static final List<Column> COLUMNS = Stream.of(
                    IntStream.rangeClosed('a', 'z').mapToObj(Character::toString),
                    IntStream.range(0, 12).mapToObj(i -> "c" + i),
                    Stream.of("key", "text", "number", "name", "city", "postcode", "vatNumber"))
            .flatMap(names -> names)
            .map(Column::optional)
            .toList();

    static final List<Column> TYPED = List.of(
            Column.optional("number", "customer_number"),
            Column.optional("name"),
            Column.optional("city"),
            Column.optional("postcode"),
            Column.optional("from").day(),
            Column.optional("to").day(),
            Column.optional("amount").amount(),
            Column.optional("seller").flag());

    private Understood() {}
}
