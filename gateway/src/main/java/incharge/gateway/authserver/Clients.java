package incharge.gateway.authserver;

import incharge.gateway.session.PublicUrl;
import incharge.gateway.token.GatewayRegistration;
import incharge.gateway.token.Issuer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The fixed clients of the gateway's own sign-in: each demo user as a machine, and the gateway, which signs people in.
 */
record Clients(Issuer issuer, PublicUrl url, SigningKeys keys, TokenSettings tokens)
        implements RegisteredClientRepository {

    static final String GATEWAY = "incharge-gateway";

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("The clients are fixed");
    }

    @Override
    public RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public RegisteredClient findByClientId(String id) {
        return id.equals(GATEWAY)
                ? gateway()
                : DemoUser.of(id).map(this::machine).orElse(null);
    }

    private RegisteredClient machine(DemoUser user) {
        return client(user.id())
                .clientSecret(issuer.password())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
    }

    private RegisteredClient gateway() {
        return client(GATEWAY)
                .clientSecret(keys.derived(GATEWAY))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(url.at(GatewayRegistration.CALLBACK))
                .scope("openid")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    private RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .tokenSettings(tokens);
    }
}
