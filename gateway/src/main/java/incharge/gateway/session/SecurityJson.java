package incharge.gateway.session;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/** JSON of the objects that Spring Security keeps in sessions and authorizations, by its own Jackson modules. */
public final class SecurityJson {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityJson.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(SecurityJacksonModules.getModules(
                    SecurityJson.class.getClassLoader(),
                    BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType(OAuth2AuthorizationCode.class)
                            .allowIfSubType("java.util.ImmutableCollections$")))
            .addModule(new SimpleModule()
                    .setMixInAnnotation(OAuth2AuthorizationCode.class, ExpiringToken.class)
                    .setMixInAnnotation(OAuth2RefreshToken.class, ExpiringToken.class))
            .build();

    /** Spring's modules have nothing for an authorization code, and lose the expiry of a refresh token. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.ANY,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private abstract static class ExpiringToken {
        @JsonCreator
        ExpiringToken(
                @JsonProperty("tokenValue") String value,
                @JsonProperty("issuedAt") Instant issued,
                @JsonProperty("expiresAt") Instant expires) {}
    }

    private SecurityJson() {}

    public static byte[] write(Object object) {
        return JSON.writeValueAsBytes(object);
    }

    /** Returns nothing for what another version of the gateway or of Spring wrote: then people sign in again. */
    public static <T> Optional<T> read(byte[] json, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(json, type));
        } catch (JacksonException unreadable) {
            LOG.warn("A stored sign-in cannot be read by this version: {}", unreadable.getOriginalMessage());
            return Optional.empty();
        }
    }
}
