package incharge.visibility;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.feed.ShownName;
import java.util.UUID;

/**
 * Someone who sent a command.
 *
 * @param user as the token named the caller
 * @param id the employee whose external id is the user, null if there is none
 * @param name the employee's, null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Actor(String user, UUID id, @JsonUnwrapped ShownName name) {}
