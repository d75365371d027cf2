package incharge.grouping.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** What happens to the settings of the workspace. */
public sealed interface SettingsEvent extends GroupingsEvent {

    /** Made with the first change of the settings and kept. */
    UUID workspaceId();

    /** All settings as they are after the change. */
    record SettingsChanged(UUID workspaceId, @JsonUnwrapped Settings settings) implements SettingsEvent {}
}
