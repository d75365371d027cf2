package incharge.gateway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.local.RealParts;
import java.security.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

class AuthorizationsTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant END = NOW.plusSeconds(600);
    private static final RegisteredClient CLIENT = RegisteredClient.withId("gateway")
            .clientId("gateway")
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri("http://127.0.0.1/callback")
            .build();

    private static final OAuth2Authorization GIVEN = OAuth2Authorization.withRegisteredClient(CLIENT)
            .id("one")
            .principalName("demo-admin")
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizedScopes(Set.of("openid"))
            .attribute(
                    Principal.class.getName(),
                    UsernamePasswordAuthenticationToken.authenticated(
                            "demo-admin",
                            null,
                            List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                                    .issuedAt(NOW)
                                    .build())))
            .attribute("state", "the-state")
            .token(
                    new OAuth2AuthorizationCode("the-code", NOW, END),
                    all -> all.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, true))
            .token(
                    new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "the-access", NOW, END, Set.of("openid")),
                    all -> all.put(
                            OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
                            Map.of("aud", List.of("incharge"), "exp", END, "levels", Map.of("reports", "view"))))
            .token(new OAuth2RefreshToken("the-refresh", NOW, END))
            .token(new OidcIdToken("the-id", NOW, END, Map.of("sub", "demo-admin", "auth_time", NOW)))
            .build();

    private final MongoDatabase database = RealParts.freshDatabase();
    private final Authorizations authorizations =
            new Authorizations(database, new InMemoryRegisteredClientRepository(CLIENT));

    @Test
    void what_was_saved_is_found_unchanged_by_each_of_its_secrets() {
        authorizations.save(GIVEN);

        assertThat(authorizations.findById("one")).isEqualTo(GIVEN);
        for (Map.Entry<String, String> secret : Map.of(
                        "the-code", "code", "the-access", "access_token", "the-refresh", "refresh_token")
                .entrySet()) {
            assertThat(authorizations.findByToken(secret.getKey(), new OAuth2TokenType(secret.getValue())))
                    .isEqualTo(GIVEN);
            assertThat(authorizations.findByToken(secret.getKey(), new OAuth2TokenType("state")))
                    .isNull();
        }
        assertThat(authorizations.findByToken("the-state", new OAuth2TokenType("state")))
                .isEqualTo(GIVEN);
    }

    @Test
    void the_request_of_the_client_survives_with_its_code_challenge() {
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .clientId("gateway")
                .authorizationUri("http://127.0.0.1/authorize")
                .redirectUri("http://127.0.0.1/callback")
                .scope("openid")
                .additionalParameters(Map.of("code_challenge", "abc", "nonce", "n"))
                .build();
        authorizations.save(OAuth2Authorization.from(GIVEN)
                .attribute(OAuth2AuthorizationRequest.class.getName(), request)
                .build());

        OAuth2AuthorizationRequest found =
                authorizations.findById("one").getAttribute(OAuth2AuthorizationRequest.class.getName());
        assertThat(found.getAdditionalParameters()).isEqualTo(request.getAdditionalParameters());
        assertThat(found.getRedirectUri()).isEqualTo(request.getRedirectUri());
    }

    @Test
    void what_another_version_wrote_is_as_if_it_were_not_there() {
        authorizations.save(GIVEN);
        byte[] serialized = {(byte) 0xAC, (byte) 0xED, 0, 5, 's', 'r'};
        database.getCollection("authorizations")
                .updateMany(
                        new Document(), new Document("$set", new Document("authorization", new Binary(serialized))));

        assertThat(authorizations.findById("one")).isNull();
    }
}
