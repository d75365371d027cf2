package incharge.reporting.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.versions.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CollationTest {

    @ParameterizedTest
    @CsvSource({
        "EN, a \u00E5 \u00E4 \u00E6 b o \u00F6 \u00F8 u \u00FC v w y z",
        "FI, a b o u v w y \u00FC z \u00E5 \u00E4 \u00E6 \u00F6 \u00F8",
        "SV, a b o u v w y \u00FC z \u00E5 \u00E4 \u00E6 \u00F6 \u00F8",
        "NB, a b o u v w y \u00FC z \u00E6 \u00E4 \u00F8 \u00F6 \u00E5"
    })
    void each_language_has_its_letters_at_their_places(Collation language, String letters) {
        assertThat(sorted(language, letters.split(" "))).containsExactly(letters.split(" "));
    }

    @Test
    void words_follow_the_letters_of_the_language() {
        String[] names = {"\u00C5bo", "Zeta", "\u00C4rla", "Aalto", "\u00D6rn", "Azur", "\u00D8re", "\u00C6ble"};

        assertThat(sorted(Collation.EN, names))
                .containsExactly("Aalto", "\u00C5bo", "\u00C6ble", "\u00C4rla", "Azur", "\u00D8re", "\u00D6rn", "Zeta");
        assertThat(sorted(Collation.FI, names))
                .containsExactly("Aalto", "Azur", "Zeta", "\u00C5bo", "\u00C6ble", "\u00C4rla", "\u00D8re", "\u00D6rn");
        assertThat(sorted(Collation.SV, names))
                .containsExactly("Aalto", "Azur", "Zeta", "\u00C5bo", "\u00C6ble", "\u00C4rla", "\u00D8re", "\u00D6rn");
        assertThat(sorted(Collation.NB, names))
                .as("two a are one \u00E5 in Norwegian")
                .containsExactly("Azur", "Zeta", "\u00C6ble", "\u00C4rla", "\u00D8re", "\u00D6rn", "\u00C5bo", "Aalto");
    }

    @ParameterizedTest
    @EnumSource
    void numbers_inside_names_compare_by_value(Collation language) {
        assertThat(sorted(language, "Shop 10", "Shop 2", "Shop 100 B", "Shop 100 A", "Shop", "Shop 9a"))
                .containsExactly("Shop", "Shop 2", "Shop 9a", "Shop 10", "Shop 100 A", "Shop 100 B");
    }

    @ParameterizedTest
    @EnumSource
    void v_and_w_are_two_letters(Collation language) {
        assertThat(sorted(language, "Wa", "Vz", "Va", "Wz")).containsExactly("Va", "Vz", "Wa", "Wz");
    }

    @ParameterizedTest
    @EnumSource
    void equal_names_are_in_the_order_of_their_ids_and_erased_ones_come_last(Collation language) {
        List<Named> entities = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entities.add(named(i, "Same"));
            entities.add(named(20 + i, null));
        }
        Collections.shuffle(entities, new Random(1));

        List<Named> sorted = language.sorted(entities);

        assertThat(sorted.subList(20, 40)).allMatch(Named::erased);
        for (int i = 1; i < 40; i++) {
            if (i != 20) {
                assertThat(sorted.get(i).id().toString())
                        .isGreaterThan(sorted.get(i - 1).id().toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keys_compare_as_the_names_do(Collation language) {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Named one = named(random.nextInt(), name(random));
            Named other = named(random.nextInt(), name(random));
            assertThat(Integer.signum(language.key(one).compareTo(language.key(other))))
                    .as("%s, %s", one, other)
                    .isEqualTo(Integer.signum(language.order().compare(one, other)));
        }
    }

    private static final String LETTERS =
            "aAbvwVWyz\u00E5\u00C4\u00F6\u00E6\u00D8\u00FC\u0301 -0019&/\u00DF\u4E2D\uD83D\uDE00";

    private static String name(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        var name = new StringBuilder();
        for (int length = random.nextInt(5); length >= 0; length--) {
            name.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return name.toString();
    }

    private static List<String> sorted(Collation language, String... names) {
        var shuffled = new ArrayList<>(Arrays.asList(names));
        Collections.shuffle(shuffled, new Random(3));
        List<Named> entities = new ArrayList<>();
        shuffled.forEach(name -> entities.add(named(entities.size(), name)));
        return language.sorted(entities).stream().map(Named::name).toList();
    }

    private static Named named(int slot, String name) {
        return Role.of(slot, new Content.Role(UUID.nameUUIDFromBytes(("" + slot).getBytes()), name, false, false));
    }
}
