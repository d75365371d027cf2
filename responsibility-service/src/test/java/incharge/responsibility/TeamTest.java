package incharge.responsibility;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.TeamCommand.Add;
import incharge.responsibility.TeamCommand.Delete;
import incharge.responsibility.TeamCommand.Rename;
import incharge.responsibility.TeamEvent.TeamAdded;
import incharge.responsibility.TeamEvent.TeamDeleted;
import incharge.responsibility.TeamEvent.TeamRenamed;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TeamTest {

    static final UUID NORTH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000a1");
    static final UUID SOUTH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000a2");
    static final TeamAdded NORTH_ADDED = new TeamAdded(NORTH, "North");
    static final TeamAdded SOUTH_ADDED = new TeamAdded(SOUTH, "South");

    private final DeciderSpec<TeamCommand, ResponsibilitiesEvent> teams =
            DeciderSpec.of(TeamBoundary.DECIDER, ResponsibilityBoundary.VOCABULARY);

    @Test
    void a_team_is_added() {
        teams.given().when(new Add(NORTH, "North")).then(NORTH_ADDED);
    }

    @Test
    void a_name_is_taken_whatever_its_case() {
        teams.given(NORTH_ADDED).when(new Add(SOUTH, "NORTH")).thenRefused("team-name-taken");
    }

    @Test
    void a_name_that_its_team_gave_up_is_free() {
        teams.given(NORTH_ADDED, new TeamRenamed(NORTH, "West", "North"))
                .when(new Add(SOUTH, "north"))
                .then(new TeamAdded(SOUTH, "north"));
    }

    @Test
    void the_name_of_a_deleted_team_is_free() {
        teams.given(NORTH_ADDED, new TeamDeleted(NORTH, "North"))
                .when(new Add(SOUTH, "North"))
                .then(new TeamAdded(SOUTH, "North"));
    }

    @Test
    void a_name_that_went_to_another_team_is_taken() {
        teams.given(NORTH_ADDED, new TeamRenamed(NORTH, "West", "North"), new TeamRenamed(NORTH, "East", "West"))
                .when(new Add(SOUTH, "east"))
                .thenRefused("team-name-taken");
    }

    @Test
    void a_team_is_renamed_and_says_which_name_is_free() {
        teams.given(NORTH_ADDED).when(new Rename(NORTH, "West")).then(new TeamRenamed(NORTH, "West", "North"));
    }

    @Test
    void the_case_of_its_own_name_may_change() {
        teams.given(NORTH_ADDED).when(new Rename(NORTH, "NORTH")).then(new TeamRenamed(NORTH, "NORTH", "North"));
    }

    @Test
    void the_same_name_again_changes_nothing() {
        teams.given(NORTH_ADDED).when(new Rename(NORTH, "North")).thenNothing();
    }

    @Test
    void another_ones_name_cannot_be_taken_over() {
        teams.given(NORTH_ADDED, SOUTH_ADDED).when(new Rename(SOUTH, "north")).thenRefused("team-name-taken");
    }

    @Test
    void a_team_is_deleted_in_one_event() {
        teams.given(NORTH_ADDED).when(new Delete(NORTH)).then(new TeamDeleted(NORTH, "North"));
    }

    @Test
    void a_team_that_is_not_there_is_unknown() {
        teams.given(NORTH_ADDED).when(new Delete(SOUTH)).thenRefused("team-unknown");
        teams.given(NORTH_ADDED, new TeamDeleted(NORTH, "North"))
                .when(new Rename(NORTH, "West"))
                .thenRefused("team-unknown");
    }
}
