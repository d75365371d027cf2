package incharge.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CriteriaTest {
    private static final Tag DESK = Tag.of("desk", "1");
    private static final Tag NAME = Tag.of("name", "one");

    record Added() {}

    record Taken() {}

    @Test
    void events_are_selected_by_tag_and_type() {
        var taken = Criteria.tagged(DESK, Taken.class);

        assertThat(taken.matches(Taken.class, Set.of(DESK, NAME))).isTrue();
        assertThat(taken.matches(Added.class, Set.of(DESK))).isFalse();
        assertThat(taken.matches(Taken.class, Set.of(NAME))).isFalse();
        assertThat(Criteria.ofTypes(Added.class, Taken.class).matches(Added.class, Set.of()))
                .isTrue();
        assertThat(Criteria.either(taken, Criteria.tagged(NAME)).matches(Added.class, Set.of(NAME)))
                .isTrue();
        assertThat(Criteria.nothing().matches(Added.class, Set.of(DESK))).isFalse();
        assertThat(Criteria.everything().matches(Added.class, Set.of())).isTrue();
    }

    @Test
    void criteria_cover_those_that_select_no_more() {
        var desk = Criteria.either(Criteria.tagged(DESK), Criteria.tagged(NAME, Taken.class));

        assertThat(desk.covers(Criteria.tagged(DESK))).isTrue();
        assertThat(desk.covers(Criteria.tagged(DESK, Added.class))).isTrue();
        assertThat(desk.covers(Criteria.nothing())).isTrue();
        assertThat(desk.covers(Criteria.tagged(NAME))).isFalse();
        assertThat(desk.covers(Criteria.tagged(NAME, Added.class))).isFalse();
        assertThat(desk.covers(Criteria.everything())).isFalse();
        assertThat(Criteria.everything().covers(desk)).isTrue();
    }

    @Test
    void keys_of_tags_hold_no_colon() {
        assertThatThrownBy(() -> Tag.of("a:b", "c")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Tag.decode(Tag.of("a", "b:c").encoded())).isEqualTo(Tag.of("a", "b:c"));
    }
}
