package incharge.responsibility.team;

import static incharge.responsibility.event.ExampleEvents.NORTH;
import static incharge.responsibility.event.ExampleEvents.NORTH_ADDED;
import static incharge.responsibility.event.ExampleEvents.SOUTH;
import static incharge.responsibility.event.ExampleEvents.SOUTH_ADDED;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.event.TeamEvent.TeamDeleted;
import incharge.responsibility.event.TeamEvent.TeamRenamed;
import incharge.responsibility.team.TeamCommand.AddTeam;
import incharge.responsibility.team.TeamCommand.DeleteTeam;
import incharge.responsibility.team.TeamCommand.RenameTeam;
import org.junit.jupiter.api.Test;

class TeamTest {

    private final DeciderSpec<TeamCommand, ResponsibilitiesEvent> teams =
            DeciderSpec.of(TeamBoundary.DECIDER, ResponsibilitiesLog.VOCABULARY);

    @Test
    void a_team_is_added() {
        teams.given().when(new AddTeam(NORTH, "North")).then(NORTH_ADDED);
    }

    @Test
    void a_name_is_taken_whatever_its_case() {
        teams.given(NORTH_ADDED).when(new AddTeam(SOUTH, "NORTH")).thenRefused("team-name-taken");
    }

    @Test
    void a_name_that_its_team_gave_up_is_free() {
        teams.given(NORTH_ADDED, new TeamRenamed(NORTH, "West", "North"))
                .when(new AddTeam(SOUTH, "north"))
                .then(new TeamAdded(SOUTH, "north"));
    }

    @Test
    void the_name_of_a_deleted_team_is_free() {
        teams.given(NORTH_ADDED, new TeamDeleted(NORTH, "North"))
                .when(new AddTeam(SOUTH, "North"))
                .then(new TeamAdded(SOUTH, "North"));
    }

    @Test
    void a_name_that_went_to_another_team_is_taken() {
        teams.given(NORTH_ADDED, new TeamRenamed(NORTH, "West", "North"), new TeamRenamed(NORTH, "East", "West"))
                .when(new AddTeam(SOUTH, "east"))
                .thenRefused("team-name-taken");
    }

    @Test
    void a_rename_of_a_team_records_the_name_that_is_free() {
        teams.given(NORTH_ADDED).when(new RenameTeam(NORTH, "West")).then(new TeamRenamed(NORTH, "West", "North"));
    }

    @Test
    void the_case_of_its_own_name_may_change() {
        teams.given(NORTH_ADDED).when(new RenameTeam(NORTH, "NORTH")).then(new TeamRenamed(NORTH, "NORTH", "North"));
    }

    @Test
    void the_same_name_again_changes_nothing() {
        teams.given(NORTH_ADDED).when(new RenameTeam(NORTH, "North")).thenNothing();
    }

    @Test
    void another_ones_name_cannot_be_taken_over() {
        teams.given(NORTH_ADDED, SOUTH_ADDED)
                .when(new RenameTeam(SOUTH, "north"))
                .thenRefused("team-name-taken");
    }

    @Test
    void a_team_is_deleted_in_one_event() {
        teams.given(NORTH_ADDED).when(new DeleteTeam(NORTH)).then(new TeamDeleted(NORTH, "North"));
    }

    @Test
    void a_team_that_is_not_there_is_unknown() {
        teams.given(NORTH_ADDED).when(new DeleteTeam(SOUTH)).thenRefused("team-unknown");
        teams.given(NORTH_ADDED, new TeamDeleted(NORTH, "North"))
                .when(new RenameTeam(NORTH, "West"))
                .thenRefused("team-unknown");
    }
}
